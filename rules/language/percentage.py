"""Percentages as they are printed: with so many decimals, rounded."""

from decimal import ROUND_HALF_UP, Decimal


def percentage(part: Decimal, whole: Decimal) -> Decimal:
    """`part` of `whole` (not 0) in per cent."""
    return part * 100 / whole


def unit_of(written: str) -> Decimal:
    """What one in the last printed digit is worth: 0.1 for 12.5."""
    return Decimal(1).scaleb(-len(written.partition(".")[2]))


def fits(written: str, true: Decimal, units: Decimal = Decimal("0.5")) -> bool:
    """Whether `true` may be printed as `written`, which may be off by `units` of its last digit."""
    return abs(Decimal(written) - true) <= units * unit_of(written)


def rounded(true: Decimal, like: str) -> str:
    """`true` with as many decimals as `like`, two at least."""
    places = min(unit_of(like), Decimal("0.01"))
    text = f"{true.quantize(places, ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")
