"""When reports are due, and when to remind whom. Pure functions of dates.

Source: 《中华人民共和国政府信息公开条例》 (State Council order 711), article 49: departments of
governments at county level and above by 31 January, governments by 31 March of the following year.
Townships are not named there; without a local date theirs is taken to be the departments' date.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.unit import Unit, UnitKind

IsWorkday = Callable[[date], bool]


class Basis(StrEnum):
    """What a due date rests on: the regulation, custom (townships), or a local decision."""

    STATUTE = "statute"
    CUSTOM = "custom"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which a unit's report for `report_year` may be published."""

    unit_id: int
    report_year: int
    due: date
    basis: Basis


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the reminder plan: `days_before` the due date (negative: after it)."""

    key: str
    days_before: int


PLAN = (
    Stage("T-14", 14),
    Stage("T-7", 7),
    Stage("T-3", 3),
    Stage("T-1", 1),
    Stage("T+1", -1),
)


LAST_CALL = min((stage for stage in PLAN if stage.days_before > 0), key=lambda s: s.days_before)
"""The last stage before the due date: it and those after it also reach who said that the report is
in hand."""

ASKED = "asked"
"""In place of a stage: a reminder that a supervisor asked for."""

AGAIN = "again"
"""In place of a stage: a reminder that the person put off to the next workday."""

OFFICE_TIME = time(9, 5)
"""When reminders go out, in the service's time zone."""


class Nearness(StrEnum):
    """How near a due date is, as far as it is said in other words: past; today; tomorrow; later but
    with no workday left before it (LAST); later."""

    PAST = "past"
    TODAY = "today"
    TOMORROW = "tomorrow"
    LAST = "last"
    LATER = "later"


def statutory_deadline(unit_id: int, kind: UnitKind, report_year: int) -> Deadline:
    """The deadline of a unit where no local date is set."""
    if kind is UnitKind.GOVERNMENT:
        return Deadline(unit_id, report_year, date(report_year + 1, 3, 31), Basis.STATUTE)
    basis = Basis.STATUTE if kind is UnitKind.DEPARTMENT else Basis.CUSTOM
    return Deadline(unit_id, report_year, date(report_year + 1, 1, 31), basis)


def last_day(unit: Unit, report_year: int) -> date:
    """The latest date that may be set locally: where the regulation names none, that of the
    governments, whose reports sum the others up."""
    usual = statutory_deadline(unit.id, unit.kind, report_year)
    return usual.due if usual.basis is Basis.STATUTE else date(report_year + 1, 3, 31)


def report_year_on(today: date) -> int:
    """The report year that is being worked on: reports of year Y are due in year Y + 1, and from
    April on the next one is Y + 1's own."""
    return today.year - 1 if today.month <= 3 else today.year


def reminder_day(deadline: Deadline, stage: Stage, is_workday: IsWorkday) -> date:
    """The day on which the reminder of `stage` goes out: the planned day, moved to the last
    workday before it, or, after the due date, to the next workday."""
    day = deadline.due - timedelta(days=stage.days_before)
    step = timedelta(days=-1 if stage.days_before >= 0 else 1)
    while not is_workday(day):
        day += step
    return day


def workdays_left(today: date, due: date, is_workday: IsWorkday) -> int:
    """How many workdays there are after `today`, up to and including `due`; 0 once it is past."""
    days = (today + timedelta(days=n) for n in range(1, (due - today).days + 1))
    return sum(1 for day in days if is_workday(day))


def nearness(today: date, due: date, workdays: int) -> Nearness:
    """`workdays` are those that `workdays_left` counts."""
    match (due - today).days:
        case 0:
            return Nearness.TODAY
        case 1:
            return Nearness.TOMORROW
        case days if days < 0:
            return Nearness.PAST
    return Nearness.LATER if workdays else Nearness.LAST


def next_workday(today: date, is_workday: IsWorkday) -> date:
    """The first workday after `today`."""
    day = today + timedelta(days=1)
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def office_time(day: date, zone: tzinfo) -> datetime:
    """When the reminders of a day go out."""
    return datetime.combine(day, OFFICE_TIME, zone)
