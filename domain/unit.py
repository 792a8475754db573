"""Who reports and who works on it: units, members and their roles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is; the statutory deadline depends on it (article 49 of the regulation)."""

    DEPARTMENT = "department"
    GOVERNMENT = "government"
    TOWNSHIP = "township"


class Role(StrEnum):
    CLERK = "clerk"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation that reports. A supervisor of a unit sees the units whose parent it is."""

    id: int
    name: str
    kind: UnitKind
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Member:
    """A person known by a chat account. `language` is ``"zh"`` or ``"en"``; `unit_id` is the unit
    that files are for which name none, if the person chose one.

    From the hour `quiet_from` until `quiet_to` (0 to 23; over midnight where it is the later one)
    the clock says nothing to the person; None for no such time. Reminders come from `lead_days`
    before the deadline on; None for all of them. With `full_answers` an answer shows all errors.
    """

    id: int
    chat_id: int
    name: str
    language: str
    unit_id: int | None = None
    quiet_from: int | None = None
    quiet_to: int | None = None
    lead_days: int | None = None
    full_answers: bool = False

    def awake(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet time that it falls into. `moment` is in the
        time zone of the person."""
        start, end = self.quiet_from, self.quiet_to
        if start is None or end is None or start == end:
            return moment
        is_over_midnight = start > end
        hour = moment.hour
        is_evening = is_over_midnight and hour >= start
        is_quiet = hour < end if is_over_midnight else start <= hour < end
        if not (is_evening or is_quiet):
            return moment
        day = moment + timedelta(days=1) if is_evening else moment
        return day.replace(hour=end, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Membership:
    """A member's role in a unit."""

    member: Member
    unit: Unit
    role: Role


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code that binds whoever uses it to a unit and a role, `uses_left` more times."""

    code: str
    unit: Unit
    role: Role
    uses_left: int


def own_units(memberships: Iterable[Membership]) -> list[Unit]:
    """The units a person works for, each once."""
    return list({membership.unit.id: membership.unit for membership in memberships}.values())


def supervised_units(memberships: Iterable[Membership]) -> list[Unit]:
    """The units that a person supervises."""
    return [membership.unit for membership in memberships if membership.role is Role.SUPERVISOR]


def unit_with(unit_id: int, units: Iterable[Unit]) -> Unit | None:
    """The one of `units` that has this id."""
    return next((unit for unit in units if unit.id == unit_id), None)


def usual_unit(memberships: Sequence[Membership]) -> Unit:
    """The unit that a person's file is for which names none: the one that was chosen, else the
    first. Raises StopIteration for someone without a unit."""
    chosen = (m.unit for m in memberships if m.unit.id == m.member.unit_id)
    return next(chosen, None) or next(iter(own_units(memberships)))
