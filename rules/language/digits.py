"""How a hand slips when it types a number: which number may have been meant by another."""

from decimal import Decimal


def is_transposed(old: str, new: str) -> bool:
    """Whether two neighbouring digits are exchanged."""
    return len(old) == len(new) and any(
        old[:at] + old[at + 1] + old[at] + old[at + 2 :] == new for at in range(len(old) - 1)
    )


def is_longer(long: str, short: str) -> bool:
    """Whether `long` is `short` with one digit more."""
    return len(long) == len(short) + 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(len(long))
    )


def is_unlikely_by_chance(old: int, new: int) -> bool:
    """Whether one of the numbers looks like a slip for the other and has so many digits that this
    hardly happens by chance: three exchanged, or four with one dropped or doubled."""
    first, second = str(old), str(new)
    least = min(len(first), len(second))
    if first == second or least < 3:
        return False
    if is_transposed(first, second):
        return True
    return max(len(first), len(second)) > 3 and (
        is_longer(first, second) or is_longer(second, first)
    )


def is_slip(old: int | Decimal, new: int | Decimal) -> bool:
    """Whether one keystroke may have made one number of the other: a digit typed wrong, dropped,
    doubled, or two exchanged."""
    first, second = str(old), str(new)
    is_one_wrong = len(first) == len(second) and (
        sum(one != other for one, other in zip(first, second, strict=True)) == 1
    )
    return (
        is_one_wrong
        or is_transposed(first, second)
        or is_longer(first, second)
        or is_longer(second, first)
    )
