"""Workdays follow the announced calendar; where there is none, the week."""

from datetime import date

import pytest

from workers.workdays import is_provisional, is_workday


@pytest.mark.parametrize(
    ("day", "worked", "why"),
    [
        (date(2025, 1, 24), True, "a Friday"),
        (date(2025, 1, 25), False, "a Saturday"),
        (date(2025, 1, 26), True, "a Sunday worked in exchange for Spring Festival"),
        (date(2025, 1, 31), False, "a Friday in Spring Festival"),
        (date(2099, 1, 30), True, "a Friday of a year without calendar"),
        (date(2099, 1, 31), False, "a Saturday of a year without calendar"),
    ],
)
def test_days(day: date, worked: bool, why: str) -> None:
    assert is_workday(day) is worked, why


def test_a_year_without_announced_holidays_is_provisional() -> None:
    assert not is_provisional(2025)
    assert is_provisional(2099)
