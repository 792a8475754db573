"""Clerks and supervisors hear of a deadline in time, once, and only if there is need."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.deadline import AGAIN
from domain.notice import Notice, NoticeKind
from domain.unit import Role, Unit, UnitKind
from domain.upload import UploadState
from storage.rows import ReminderKind
from storage.unit_of_work import UnitOfWork
from workers.reminders import tick
from workers.steps import StepContext

from .conftest import CLERK_CHAT, Bell, SettableClock, changed

Work = Callable[[], UnitOfWork]

SUPERVISOR_CHAT = 700
SHANGHAI = ZoneInfo("Asia/Shanghai")
T_7 = date(2027, 1, 22)
"""A week before 31 January 2027 is a Sunday; the reminder comes on the Friday before."""


@pytest.fixture(autouse=True)
def people(work: Work, county: Unit, township: Unit) -> None:
    with work() as uow:
        uow.members.bind(CLERK_CHAT, "填报人", "zh", township.id, Role.CLERK)
        uow.members.bind(SUPERVISOR_CHAT, "主管", "zh", county.id, Role.SUPERVISOR)
        uow.commit()


@pytest.fixture
def weekdays_only(context: StepContext) -> StepContext:
    """A calendar without holidays, so that the days below can be counted by hand."""
    return changed(context, is_workday=lambda day: day.weekday() < 5)


def run_at(
    context: StepContext, clock: SettableClock, day: date, at: time = time(9, 5)
) -> list[Notice]:
    """Ticks at that time in Shanghai and returns what there is to send."""
    clock.moment = datetime.combine(day, at, SHANGHAI)
    tick(context)
    with context.uow() as uow:
        messages = uow.outbox.take(clock.now(), 100, timedelta(days=900))
        uow.commit()
    return [message.notice for message in messages]


def answer(work: Work, unit: Unit, errors: int, now: datetime) -> None:
    with work() as uow:
        upload = uow.uploads.add(CLERK_CHAT, unit.id, "年报.pdf", "ab" * 32, 1, now)
        uow.uploads.set_read(upload.id, 2026, uow.uploads.next_version(unit.id, 2026))
        uow.checks.save_report(upload.id, "{}", "1")
        uow.checks.save_check(upload.id, "{}", "1", errors, 0, 0, now)
        uow.uploads.set_state(upload.id, UploadState.ANSWERED, expected={UploadState.RECEIVED})
        uow.commit()


def test_every_stage_reaches_clerk_and_supervisor_on_its_workday(
    weekdays_only: StepContext, clock: SettableClock
) -> None:
    heard: list[tuple[date, int, NoticeKind]] = []
    for day in (date(2027, 1, 1) + timedelta(days=n) for n in range(40)):
        notices = run_at(weekdays_only, clock, day)
        heard += [(day, notice.chat_id, notice.kind) for notice in notices]
    # Due on Sunday 31 January; T-14 and T-7 are Sundays, T-1 a Saturday: the Friday before.
    days = [date(2027, 1, 15), date(2027, 1, 22), date(2027, 1, 28), date(2027, 1, 29)]
    days.append(date(2027, 2, 1))
    assert sorted(heard) == sorted(
        entry
        for day in days
        for entry in (
            (day, CLERK_CHAT, NoticeKind.REMINDER),
            (day, SUPERVISOR_CHAT, NoticeKind.DIGEST),
        )
    )


def test_a_notice_names_the_reminder_it_is_about(
    weekdays_only: StepContext, clock: SettableClock, township: Unit
) -> None:
    (notice,) = (n for n in run_at(weekdays_only, clock, T_7) if n.kind is NoticeKind.REMINDER)
    assert notice.subject_id is not None
    with weekdays_only.uow() as uow:
        row = uow.reminders.get(notice.subject_id)
    assert (row.unit_id, row.report_year, row.stage) == (township.id, 2026, "T-7")
    assert row.due_at == datetime(2027, 1, 22, 9, 5, tzinfo=SHANGHAI)


def test_nothing_is_said_before_office_time(
    weekdays_only: StepContext, clock: SettableClock
) -> None:
    assert run_at(weekdays_only, clock, T_7, time(9, 4)) == []
    assert len(run_at(weekdays_only, clock, T_7, time(9, 5))) == 2


def test_what_was_said_is_not_said_again(weekdays_only: StepContext, clock: SettableClock) -> None:
    assert len(run_at(weekdays_only, clock, T_7)) == 2
    assert run_at(weekdays_only, clock, T_7, time(9, 6)) == []
    assert run_at(weekdays_only, clock, T_7, time(17, 0)) == []


def test_two_ticks_at_once_make_one_reminder(
    weekdays_only: StepContext, clock: SettableClock, bell: Bell
) -> None:
    clock.moment = datetime.combine(T_7, time(9, 5), SHANGHAI)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(tick, [weekdays_only] * 4))
    assert len(run_at(weekdays_only, clock, T_7)) == 2


@pytest.mark.parametrize(("errors", "is_reminded"), [((), True), ((3,), True), ((3, 0), False)])
def test_only_a_unit_without_a_clean_version_is_reminded(
    work: Work,
    weekdays_only: StepContext,
    clock: SettableClock,
    township: Unit,
    errors: tuple[int, ...],
    is_reminded: bool,
) -> None:
    for count in errors:
        answer(work, township, count, clock.now())
    notices = run_at(weekdays_only, clock, T_7)
    assert bool(notices) is is_reminded


def test_a_unit_that_handed_in_is_reminded_no_more_even_with_errors(
    work: Work, weekdays_only: StepContext, clock: SettableClock, township: Unit
) -> None:
    answer(work, township, 3, clock.now())
    with work() as uow:
        (upload,) = uow.uploads.versions(township.id, 2026)
        member = uow.members.of_unit(township.id, Role.CLERK)[0]
        uow.submissions.submit(upload, member.id, "待核实", clock.now(), 2027)
        uow.commit()
    assert run_at(weekdays_only, clock, T_7) == []


def test_a_supervisor_hears_once_about_all_units(
    work: Work, weekdays_only: StepContext, clock: SettableClock, township: Unit, county: Unit
) -> None:
    with work() as uow:
        for name in ("石桥镇", "青山镇"):
            uow.units.add(name, UnitKind.TOWNSHIP, county.id)
        uow.commit()
    answer(work, township, 0, clock.now())
    (notice,) = run_at(weekdays_only, clock, T_7)
    assert (notice.chat_id, notice.kind) == (SUPERVISOR_CHAT, NoticeKind.DIGEST)


def test_units_with_different_deadlines_have_their_own_days(
    work: Work, weekdays_only: StepContext, clock: SettableClock, county: Unit
) -> None:
    with work() as uow:
        early = uow.units.add("石桥镇", UnitKind.TOWNSHIP, county.id)
        uow.deadlines.set_local(early.id, 2026, date(2027, 1, 19))
        uow.commit()
    kinds = [n.kind for n in run_at(weekdays_only, clock, date(2027, 1, 12))]
    assert kinds == [NoticeKind.DIGEST]
    assert len(run_at(weekdays_only, clock, T_7)) == 2


def test_the_day_after_a_deadline_in_march_still_belongs_to_that_year(
    work: Work, weekdays_only: StepContext, clock: SettableClock, county: Unit
) -> None:
    with work() as uow:
        uow.members.bind(CLERK_CHAT, "填报人", "zh", county.id, Role.CLERK)
        uow.commit()
    (notice,) = run_at(weekdays_only, clock, date(2027, 4, 1))
    with work() as uow:
        row = uow.reminders.get(notice.subject_id or 0)
    assert (row.unit_id, row.report_year, row.stage) == (county.id, 2026, "T+1")


def test_stages_that_holidays_push_together_are_said_once(
    context: StepContext, clock: SettableClock
) -> None:
    festival = {date(2027, 1, 23) + timedelta(days=n) for n in range(14)}
    holidays = changed(context, is_workday=lambda day: day.weekday() < 5 and day not in festival)
    # T-7, T-3 and T-1 all move to the Friday before the festival.
    assert len(run_at(holidays, clock, T_7)) == 2


def test_after_an_outage_stale_reminders_are_skipped(
    weekdays_only: StepContext, clock: SettableClock
) -> None:
    clock.moment = datetime.combine(T_7, time(9, 0), SHANGHAI)
    tick(weekdays_only)
    assert run_at(weekdays_only, clock, T_7 + timedelta(days=3)) == []


def test_a_short_outage_delays_reminders_without_losing_them(
    weekdays_only: StepContext, clock: SettableClock
) -> None:
    assert len(run_at(weekdays_only, clock, T_7, time(20, 0))) == 2


def test_a_tick_also_repeats_lost_calls(
    weekdays_only: StepContext, clock: SettableClock, bell: Bell, read_job: int
) -> None:
    clock.advance(minutes=1)
    tick(weekdays_only)
    assert bell.woken == [("read", read_job)]


def set_up(
    work: Work, chat_id: int, quiet: tuple[int, int] | None = None, lead: int | None = None
) -> None:
    start, end = quiet or (None, None)
    with work() as uow:
        member = uow.members.by_chat(chat_id)
        assert member is not None
        settings = replace(member, quiet_from=start, quiet_to=end, lead_days=lead)
        uow.members.keep_settings(settings)
        uow.commit()


def test_in_quiet_hours_reminders_and_digests_wait_for_their_end(
    work: Work, weekdays_only: StepContext, clock: SettableClock
) -> None:
    set_up(work, CLERK_CHAT, quiet=(20, 10))
    set_up(work, SUPERVISOR_CHAT, quiet=(9, 11))
    assert run_at(weekdays_only, clock, T_7) == []
    assert [n.chat_id for n in run_at(weekdays_only, clock, T_7, time(10, 0))] == [CLERK_CHAT]
    assert [n.chat_id for n in run_at(weekdays_only, clock, T_7, time(11, 0))] == [SUPERVISOR_CHAT]


@pytest.mark.parametrize(
    ("day", "is_heard"), [(T_7, False), (date(2027, 1, 28), True), (date(2027, 2, 1), True)]
)
def test_who_wants_few_reminders_hears_only_the_late_ones(
    work: Work, weekdays_only: StepContext, clock: SettableClock, day: date, is_heard: bool
) -> None:
    set_up(work, CLERK_CHAT, lead=3)
    heard = [notice.chat_id for notice in run_at(weekdays_only, clock, day)]
    assert (CLERK_CHAT in heard, SUPERVISOR_CHAT in heard) == (is_heard, True)


def reminders_heard(context: StepContext, clock: SettableClock) -> list[date]:
    """The days from the middle of January on which the clerk hears of the deadline."""
    days = [date(2027, 1, 14) + timedelta(days=n) for n in range(25)]
    return [day for day in days if CLERK_CHAT in [n.chat_id for n in run_at(context, clock, day)]]


def put_off(work: Work, unit: Unit, day: date, at: time = time(9, 5)) -> None:
    moment = datetime.combine(day, at, SHANGHAI)
    with work() as uow:
        uow.reminders.plan(CLERK_CHAT, unit.id, 2026, AGAIN, ReminderKind.REMINDER, moment)
        uow.commit()


def test_who_has_the_report_in_hand_hears_only_the_last_call_and_what_comes_after(
    work: Work, weekdays_only: StepContext, clock: SettableClock
) -> None:
    (first,) = (
        n for n in run_at(weekdays_only, clock, date(2027, 1, 15)) if n.kind is NoticeKind.REMINDER
    )
    with work() as uow:
        uow.reminders.in_hand(uow.reminders.get(first.subject_id or 0))
        uow.commit()
    heard = reminders_heard(weekdays_only, clock)
    assert heard == [date(2027, 1, 29), date(2027, 2, 1)]


def test_a_reminder_that_was_put_off_comes_however_few_one_wants(
    work: Work, weekdays_only: StepContext, clock: SettableClock, township: Unit
) -> None:
    set_up(work, CLERK_CHAT, lead=1)
    put_off(work, township, date(2027, 1, 25))
    heard = reminders_heard(weekdays_only, clock)
    assert heard == [date(2027, 1, 25), date(2027, 1, 29), date(2027, 2, 1)]


def test_a_reminder_put_off_to_the_day_of_a_stage_is_said_once(
    work: Work, weekdays_only: StepContext, clock: SettableClock, township: Unit
) -> None:
    put_off(work, township, T_7)
    kinds = [notice.kind for notice in run_at(weekdays_only, clock, T_7)]
    assert sorted(kinds) == [NoticeKind.DIGEST, NoticeKind.REMINDER]


def test_two_deadlines_whose_stages_meet_make_one_digest(
    work: Work, weekdays_only: StepContext, clock: SettableClock, county: Unit
) -> None:
    with work() as uow:
        early = uow.units.add("石桥镇", UnitKind.TOWNSHIP, county.id)
        uow.deadlines.set_local(early.id, 2026, date(2027, 1, 25))
        uow.commit()
    # T-7 of the township and T-3 of the other, both moved from the weekend.
    kinds = [notice.kind for notice in run_at(weekdays_only, clock, T_7)]
    assert sorted(kinds) == [NoticeKind.DIGEST, NoticeKind.REMINDER]


def test_who_left_the_unit_hears_nothing_of_it(
    work: Work, weekdays_only: StepContext, clock: SettableClock, township: Unit
) -> None:
    put_off(work, township, T_7, time(9, 0))
    with work() as uow:
        member = uow.members.by_chat(CLERK_CHAT)
        assert member is not None
        uow.members.leave(member.id, township.id)
        uow.commit()
    kinds = [notice.kind for notice in run_at(weekdays_only, clock, T_7)]
    assert kinds == [NoticeKind.DIGEST]
