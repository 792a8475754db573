"""Numbers as clerks write them in table cells."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_MINUS = str.maketrans({"－": "-", "−": "-", "﹣": "-", "–": "-", "＋": "+", "﹢": "+"})
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d+)?"
    r"(?P<unit>(?:[万亿千百]?元|[万亿]|件|个|项|条|宗|次|份|例|人|起)?)"
)
_MAX_DIGITS = 18


@lru_cache(maxsize=4096)
def parse_number(text: str) -> int | Decimal | None:
    """The number a cell holds, or None where it is blank or holds anything but one number.

    Full-width digits, thousands separators, a sign, stray spaces and a trailing unit (``12件``,
    ``2.6 亿元``) are understood; the unit does not scale the value, it stays in the cell's text.
    Whole numbers are `int`; a number written with a decimal point is `Decimal`, also ``0.0``.
    """
    plain = unicodedata.normalize("NFKC", _SPACE.sub("", text).translate(_MINUS))
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None
    whole = match["whole"].replace(",", "")
    if len(whole) > _MAX_DIGITS or len(match["fraction"] or "") > _MAX_DIGITS:
        return None
    if match["fraction"]:
        return Decimal(f"{match['sign']}{whole}{match['fraction']}")
    return int(f"{match['sign']}{whole}")


def number_of_kind(text: str, kind: str) -> int | Decimal | None:
    """The number that `text` says, or None where it says none that belongs into a cell of this
    kind (see `domain.form.Line`)."""
    value = parse_number(text)
    if value is None or (isinstance(value, Decimal) and kind != "amount"):
        return None
    return None if value < 0 and kind != "change" else value
