"""Which days are worked in China, with the State Council's holidays and make-up workdays."""

from datetime import date
from functools import cache

import chinese_calendar


@cache
def is_workday(day: date) -> bool:
    """Whether `day` is worked. Where the year's holidays are not announced yet, Monday to Friday
    are taken to be; see `is_provisional`."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


@cache
def is_provisional(year: int) -> bool:
    """Whether the workdays of `year` are only a guess, because its holidays are not known."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return True
    return False
