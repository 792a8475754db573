"""How near parts come to a total, and what a slip of the hand makes of a number."""

import pytest

from rules.language.digits import is_slip
from rules.language.nearness import has_exchanged, is_near, is_one_slip, may_be_all
from rules.language.quantities import Quantity, quantities


def counted(text: str) -> tuple[Quantity, list[Quantity]]:
    total, *parts = quantities(text)
    return total, parts


@pytest.mark.parametrize(
    ("old", "new"),
    [(128, 182), (128, 138), (128, 1280), (128, 18), (7, 9)],
    ids=["exchanged", "one wrong", "doubled", "dropped", "single digit"],
)
def test_one_keystroke_is_a_slip(old: int, new: int) -> None:
    assert is_slip(old, new)


@pytest.mark.parametrize(("old", "new"), [(128, 281), (128, 935), (4, 3558), (128, 128)])
def test_other_numbers_are_no_slip(old: int, new: int) -> None:
    assert not is_slip(old, new)


def test_parts_within_a_tenth_are_near() -> None:
    assert is_near(*counted("共发布100条，公告60条，动态50条。"))
    assert not is_near(*counted("共发布100条，公告60条，动态51条。"))


def test_a_total_with_a_digit_dropped_may_still_be_that_of_its_parts() -> None:
    assert is_one_slip(*counted("发放问卷39份，满意150份，一般243份。"))
    assert may_be_all(*counted("发放问卷39份，满意150份，一般243份。"))
    assert not may_be_all(*counted("共4件，土地150件，登记2100件。"))


def test_two_digits_exchanged_are_known_again() -> None:
    assert has_exchanged(*counted("发放16000张，入户9300张，集市7600张。"))
    assert not has_exchanged(*counted("发放16000张，入户9300张，集市6000张。"))
