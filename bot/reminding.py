"""What the store knows for a reminder to a clerk, or for the digest of all units below."""

from bot.desk import below_view, deadline_view, progress_below
from bot.services import Services
from bot.views import DigestView, ReminderView
from domain.deadline import ASKED, LAST_CALL, PLAN, next_workday, reminder_day
from domain.unit import Unit
from drafting.basis import FIRST_YEAR, DraftBasis
from parsing.report_json import report_from_json
from storage.rows import ReminderRow
from storage.unit_of_work import UnitOfWork


def reminder_view(uow: UnitOfWork, services: Services, row: ReminderRow) -> ReminderView | None:
    """What a reminder to a clerk is about; None where nobody need be reminded any more."""
    state = uow.reminders.unit_status(row.unit_id, row.report_year)
    if state.standing.is_settled:
        return None
    deadline = deadline_view(uow, services, state.unit, row.report_year)
    is_missing = state.latest is None
    return ReminderView(
        id=row.id,
        deadline=deadline,
        errors=state.errors,
        shown=state.latest.id if state.latest else None,
        carried=_carried(uow, state.unit, row.report_year) if is_missing else None,
        again_on=next_workday(deadline.today, services.is_workday),
        last_call=reminder_day(deadline.deadline, LAST_CALL, services.is_workday),
        is_asked=row.stage == ASKED,
    )


def _carried(uow: UnitOfWork, unit: Unit, year: int) -> int | None:
    """This year's 上年结转, as a draft would have it."""
    last = uow.checks.newest_reports([unit.id], year - 1).get(unit.id)
    if last is None or year < FIRST_YEAR:
        return None
    return DraftBasis(unit.name, year, report_from_json(last)).carried_total


def digest_view(uow: UnitOfWork, services: Services, row: ReminderRow) -> DigestView | None:
    """What a digest to a supervisor is about; None for a unit that has none below it."""
    subject = _subject_of(row, uow, services)
    if subject is None:
        return None
    unit, year = uow.units.get(row.unit_id), row.report_year
    since = uow.reminders.last_digest(row)
    return DigestView(
        deadline=deadline_view(uow, services, subject, year),
        below=below_view(uow, unit, year),
        since=since.astimezone(services.zone).date() if since else None,
        before=progress_below(uow, unit.id, year, since) if since else None,
    )


def _subject_of(row: ReminderRow, uow: UnitOfWork, services: Services) -> Unit | None:
    """A unit below whose deadline the digest is about; units may have dates of their own."""
    below = uow.units.children(row.unit_id)
    stage = next((stage for stage in PLAN if stage.key == row.stage), None)
    day = row.due_at.astimezone(services.zone).date()
    if stage is not None:
        for unit in below:
            deadline = uow.deadlines.for_unit(unit, row.report_year)
            if reminder_day(deadline, stage, services.is_workday) == day:
                return unit
    return next(iter(below), None)
