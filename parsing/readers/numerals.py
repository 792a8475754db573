"""Numbers as Chinese lists print them."""

_DIGITS = "〇一二三四五六七八九"


def chinese(count: int) -> str:
    """``一`` to ``九十九``; other numbers in digits."""
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
