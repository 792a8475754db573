"""How near parts come to a total: whether a slip of the hand, or another meaning, is the likelier
reason for a difference."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rules.language.digits import is_slip, is_transposed
from rules.language.quantities import Quantity, whole

_NEARLY = Decimal("0.1")
"""A sum further from the total than this share is mostly one of other things."""

_MOST_TIMES = 2


def is_near(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether the parts make about the total, so that its words may well mean them."""
    return abs(_missing(total, parts)) <= max(Decimal(1), Decimal(total.number) * _NEARLY)


def may_be_all(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether the parts make more than half of the total and less than the double of it, or one
    keystroke may account for the difference."""
    added = Decimal(total.number) - _missing(total, parts)
    is_close = total.number < _MOST_TIMES * added and added < _MOST_TIMES * Decimal(total.number)
    return is_close or is_one_slip(total, parts)


def is_one_slip(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether one keystroke in one of the numbers may account for the difference."""
    return any(is_slip(old, new) for old, new in _corrections(total, parts))


def has_exchanged(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether two digits of one of the numbers, exchanged, make the parts add up."""
    return any(is_transposed(str(old), str(new)) for old, new in _corrections(total, parts))


def _corrections(
    total: Quantity, parts: Sequence[Quantity]
) -> Iterator[tuple[int | Decimal, int | Decimal]]:
    """Each number with what it would have to be for the parts to add up."""
    missing = _missing(total, parts)
    yield total.number, whole(total.number - missing)
    for part in parts:
        if part.number + missing >= 0:
            yield part.number, whole(part.number + missing)


def _missing(total: Quantity, parts: Sequence[Quantity]) -> Decimal:
    return Decimal(total.number) - sum((Decimal(part.number) for part in parts), Decimal())
