"""How near a deadline is, and the next day on which somebody works."""

from datetime import date

import pytest

from domain.deadline import Nearness, nearness, next_workday, workdays_left

SUNDAY = date(2027, 1, 31)


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("today", "workdays", "said"),
    [
        (date(2027, 1, 22), 5, Nearness.LATER),
        (date(2027, 1, 28), 1, Nearness.LATER),
        (date(2027, 1, 29), 0, Nearness.LAST),
        (date(2027, 1, 30), 0, Nearness.TOMORROW),
        (SUNDAY, 0, Nearness.TODAY),
        (date(2027, 2, 1), 0, Nearness.PAST),
    ],
)
def test_a_deadline_on_a_sunday_comes_nearer(today: date, workdays: int, said: Nearness) -> None:
    left = workdays_left(today, SUNDAY, is_weekday)
    assert (left, nearness(today, SUNDAY, left)) == (workdays, said)


def test_after_a_friday_comes_monday() -> None:
    assert next_workday(date(2027, 1, 28), is_weekday) == date(2027, 1, 29)
    assert next_workday(date(2027, 1, 29), is_weekday) == date(2027, 2, 1)
