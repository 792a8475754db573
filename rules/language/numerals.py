"""Numbers as they are written: 12, １２, 1,234, 1.2万, 十二, 两, 一百二十, 三万五千."""

import re
from decimal import Decimal

_CHINESE = "零〇一二两三四五六七八九十百千万亿"
NUMBER = (
    r"(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?[万亿]?"
    rf"|[{_CHINESE[:-2]}][{_CHINESE}]*)"
)
"""The fragment of a regular expression that finds one (without groups). What stands around it must
say that it counts something: 一 is also a word of 一般, 十 of 十分."""

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_ARABIC = re.compile(r"([\d,]+(?:\.\d+)?)([万亿]?)")
_YEAR = re.compile(r"[零〇一二三四五六七八九]{4}")
_PRINTED_YEAR = re.compile(r"二[零〇○Ｏ0oO][零〇○Ｏ0oO一二三四五六七八九]{2}(?=年)")
_CIRCLES = str.maketrans("○Ｏ0oO", "〇〇〇〇〇")


def parse_number(text: str) -> int | Decimal | None:
    """The number that `text`, found by NUMBER, writes; a Decimal only if it is not whole. None for
    characters that are no exact number (三五, 百十)."""
    arabic = _ARABIC.fullmatch(text)
    if arabic:
        value = Decimal(arabic[1].replace(",", "")) * _MYRIADS.get(arabic[2], 1)
        return int(value) if value == value.to_integral_value() else value
    if _YEAR.fullmatch(text):
        return int("".join(str(_DIGITS[digit]) for digit in text))
    return _chinese(text)


def years_in_figures(text: str) -> str:
    """`text` with years in characters (二〇二三年, 二○二三年, 二O二三年) in figures."""
    return _PRINTED_YEAR.sub(lambda year: str(parse_number(year[0].translate(_CIRCLES))), text)


def _chinese(text: str) -> int | None:
    """Reads from the greatest unit down: 三万五千 is 三 times 万 and 五千."""
    for unit, value in (("亿", 10**8), ("万", 10**4)):
        before, found, after = text.partition(unit)
        if found:
            many = _chinese(before)
            rest = _rest(after, value)
            return None if many is None or rest is None else many * value + rest
    return _below_myriad(text)


def _below_myriad(text: str) -> int | None:
    for unit, value in (("千", 1000), ("百", 100), ("十", 10)):
        before, found, after = text.partition(unit)
        if found:
            many = 1 if (before, unit) == ("", "十") else _DIGITS.get(before.removeprefix("零"))
            rest = _rest(after, value)
            return None if many in (None, 0) or rest is None else many * value + rest
    return _DIGITS.get(text if len(text) == 1 else text.removeprefix("零"))


def _rest(text: str, unit: int) -> int | None:
    """What follows a unit; a bare digit after 百, 千, 万 counts tens, hundreds, thousands."""
    if not text:
        return 0
    if len(text) == 1 and unit > 10 and text in _DIGITS:
        return _DIGITS[text] * unit // 10
    value = _chinese(text)
    return value if value is not None and value < unit else None
