"""What the clock brings about: lost calls repeated, reminders planned and handed to the outbox.

Two clocks at once do no harm: every reminder is a row with a unique key, and so is its message.
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.deadline import LAST_CALL, PLAN, Deadline, office_time, reminder_day, report_year_on
from domain.notice import Notice, NoticeKind
from domain.unit import Member, Role
from storage.rows import ReminderKey, ReminderKind, ReminderRow
from storage.unit_of_work import UnitOfWork
from workers.context import StepContext
from workers.relay import sweep

logger = logging.getLogger(__name__)

AHEAD = timedelta(days=1)
"""How long before its time a reminder is planned: late, so that a changed deadline, holiday or
membership still counts."""

STALE = timedelta(days=1)
"""A reminder that is later than this, say after an outage, says nothing useful any more."""

BATCH = 200


def tick(context: StepContext) -> None:
    """Repeats lost calls, plans the reminders that are near, and sends those that are due."""
    sweep(context)
    now = context.clock.now()
    with context.uow() as uow:
        _plan(uow, now, context)
        sent = _send_due(uow, now, context.zone)
        uow.commit()
    if sent:
        logger.info("%d reminders handed to the outbox", sent)
        context.doorbell.ring()


def _plan(uow: UnitOfWork, now: datetime, context: StepContext) -> None:
    this_year = report_year_on(now.astimezone(context.zone).date())
    # The last stage comes after the deadline, when the next report year may have begun already.
    for report_year in (this_year - 1, this_year):
        wanted = _wanted(uow, report_year, now, context)
        for key in sorted(wanted - uow.reminders.known(report_year, now - STALE)):
            uow.reminders.plan(*key)


def _wanted(
    uow: UnitOfWork, report_year: int, now: datetime, context: StepContext
) -> set[ReminderKey]:
    """Every reminder of a clerk, and for every supervisor one digest for each stage and day."""
    units = uow.units.all()
    deadlines = uow.deadlines.for_units(units, report_year)
    near = _near_stages(deadlines.values(), now, context)
    if not any(near.values()):
        return set()
    clerks = uow.members.by_unit(Role.CLERK)
    supervisors = uow.members.by_unit(Role.SUPERVISOR)
    wanted: set[ReminderKey] = set()
    for unit in units:
        for at, stage in near[deadlines[unit.id].due].items():
            for member in clerks.get(unit.id, ()):
                key = (member.chat_id, unit.id, report_year, stage, ReminderKind.REMINDER, at)
                wanted.add(key)
            if unit.parent_id is None:
                continue
            for member in supervisors.get(unit.parent_id, ()):
                above = unit.parent_id
                wanted.add((member.chat_id, above, report_year, stage, ReminderKind.DIGEST, at))
    return wanted


def _near_stages(
    deadlines: Iterable[Deadline], now: datetime, context: StepContext
) -> dict[date, dict[datetime, str]]:
    """For each due date the moments that are near, and the stage of each. Where holidays move two
    stages to one day, the later stage stands for both."""
    near: dict[date, dict[datetime, str]] = {}
    for deadline in {each.due: each for each in deadlines}.values():
        moments = near[deadline.due] = {}
        for stage in PLAN:
            day = reminder_day(deadline, stage, context.is_workday)
            at = office_time(day, context.zone)
            if now - STALE <= at <= now + AHEAD:
                moments[at] = stage.key
    return near


def _send_due(uow: UnitOfWork, now: datetime, zone: ZoneInfo) -> int:
    sent = 0
    for row in uow.reminders.due(now, BATCH):
        member = uow.members.by_chat(row.chat_id)
        if member is None or now - row.due_at > STALE or not _is_to_be_told(uow, row, member):
            uow.reminders.skipped(row.id)
            continue
        notice = Notice(f"reminder:{row.id}", row.chat_id, NoticeKind(row.kind.value), row.id)
        uow.outbox.add(notice, now, member.awake(now.astimezone(zone)))
        uow.reminders.done(row.id)
        sent += 1
    return sent


def _is_to_be_told(uow: UnitOfWork, row: ReminderRow, member: Member) -> bool:
    return (
        _is_theirs(uow, row)
        and _is_wanted(uow, row, member)
        and not uow.reminders.is_told(row)
        and _is_needed(uow, row)
    )


def _is_theirs(uow: UnitOfWork, row: ReminderRow) -> bool:
    """Whether the person still has the role in the unit that the reminder is for."""
    role = Role.CLERK if row.kind is ReminderKind.REMINDER else Role.SUPERVISOR
    memberships = uow.members.memberships(row.chat_id)
    return any(each.unit.id == row.unit_id and each.role is role for each in memberships)


def _is_wanted(uow: UnitOfWork, row: ReminderRow, member: Member) -> bool:
    """Whether the person wants to hear of the deadline so early, and did not say that the report is
    in hand. What somebody asked for is of no stage and reaches everybody."""
    ahead = next((stage.days_before for stage in PLAN if stage.key == row.stage), None)
    if ahead is None:
        return True
    if member.lead_days is not None and ahead > member.lead_days:
        return False
    return ahead <= LAST_CALL.days_before or not uow.reminders.is_in_hand(row)


def _is_needed(uow: UnitOfWork, row: ReminderRow) -> bool:
    """Whether the unit, or any unit below it, has not handed its report in and still lacks a
    version without errors."""
    if row.kind is ReminderKind.REMINDER:
        statuses = [uow.reminders.unit_status(row.unit_id, row.report_year)]
    else:
        statuses = uow.reminders.status(row.unit_id, row.report_year)
    return any(not status.standing.is_settled for status in statuses)
