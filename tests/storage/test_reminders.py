"""Deadlines, planned reminders, and how far the units are."""

from datetime import date, datetime, timedelta

import pytest

from domain.deadline import AGAIN, Basis
from domain.notice import Notice, NoticeKind
from domain.unit import Role, Unit, UnitKind
from domain.upload import UploadState
from storage.rows import ReminderKind, ReminderRow, ReminderState, Standing
from storage.unit_of_work import UnitOfWork

from .conftest import Work


def answer(
    uow: UnitOfWork, unit: Unit, year: int, errors: int, now: datetime, unread: int = 0
) -> None:
    upload = uow.uploads.add(501, unit.id, "年报.pdf", "ab" * 32, 1, now)
    uow.uploads.set_read(upload.id, year, uow.uploads.next_version(unit.id, year))
    uow.checks.save_report(upload.id, "{}", "1")
    uow.checks.save_check(upload.id, "{}", "1", errors, 0, 0, now, unread)
    uow.uploads.set_state(
        upload.id, UploadState.ANSWERED, expected={UploadState.RECEIVED}, reason=None
    )


def test_without_a_local_date_the_statutory_one_holds(
    work: Work, county: Unit, township: Unit
) -> None:
    with work() as uow:
        government = uow.deadlines.for_unit(county, 2026)
        custom = uow.deadlines.for_unit(township, 2026)
        assert uow.deadlines.local(township.id, 2026) is None
    assert (government.due, government.basis) == (date(2027, 3, 31), Basis.STATUTE)
    assert (custom.due, custom.basis) == (date(2027, 1, 31), Basis.CUSTOM)


def test_a_local_date_goes_before_and_can_be_moved(
    work: Work, county: Unit, township: Unit
) -> None:
    with work() as uow:
        uow.deadlines.set_local(township.id, 2026, date(2027, 1, 15))
        uow.deadlines.set_local(township.id, 2026, date(2027, 1, 20))
        uow.commit()
    with work() as uow:
        moved = uow.deadlines.for_unit(township, 2026)
        other_year = uow.deadlines.for_unit(township, 2025)
        together = uow.deadlines.for_units([county, township], 2026)
    assert (moved.due, moved.basis) == (date(2027, 1, 20), Basis.LOCAL)
    assert other_year.basis is Basis.CUSTOM
    assert together[township.id] == moved
    assert together[county.id].due == date(2027, 3, 31)


def test_a_reminder_is_planned_once_and_due_at_its_time(
    work: Work, township: Unit, now: datetime
) -> None:
    with work() as uow:
        plan = (501, township.id, 2026, "T-7", ReminderKind.REMINDER, now)
        assert uow.reminders.plan(*plan)
        assert not uow.reminders.plan(*plan)
        assert uow.reminders.due(now - timedelta(seconds=1), 10) == []
        (row,) = uow.reminders.due(now, 10)
        assert uow.reminders.get(row.id) == row
    assert (row.chat_id, row.unit_id, row.report_year) == (501, township.id, 2026)
    assert (row.stage, row.kind, row.due_at) == ("T-7", ReminderKind.REMINDER, now)


def test_one_person_may_be_clerk_and_supervisor_of_the_same_unit(
    work: Work, county: Unit, now: datetime
) -> None:
    with work() as uow:
        assert uow.reminders.plan(501, county.id, 2026, "T-7", ReminderKind.REMINDER, now)
        assert uow.reminders.plan(501, county.id, 2026, "T-7", ReminderKind.DIGEST, now)


@pytest.mark.parametrize(
    ("close", "state"), [("done", ReminderState.DONE), ("skipped", ReminderState.SKIPPED)]
)
def test_a_closed_reminder_is_neither_due_nor_planned_again(
    work: Work, township: Unit, now: datetime, close: str, state: ReminderState
) -> None:
    with work() as uow:
        plan = (501, township.id, 2026, "T-7", ReminderKind.REMINDER, now)
        uow.reminders.plan(*plan)
        (row,) = uow.reminders.due(now, 10)
        getattr(uow.reminders, close)(row.id)
        assert uow.reminders.due(now, 10) == []
        assert not uow.reminders.plan(*plan)
        assert uow.reminders.get(row.id).state is state


def test_a_units_standing_follows_its_newest_answered_version(
    work: Work, county: Unit, now: datetime
) -> None:
    story = {
        "一镇": [],
        "二镇": [(2026, 3)],
        "三镇": [(2026, 3), (2026, 0)],
        "四镇": [(2026, 0), (2026, 1)],
        "五镇": [(2025, 0)],
    }
    with work() as uow:
        for name, versions in story.items():
            unit = uow.units.add(name, UnitKind.TOWNSHIP, county.id)
            for year, errors in versions:
                answer(uow, unit, year, errors, now)
        statuses = uow.reminders.status(county.id, 2026)
    assert [(s.unit.name, s.standing, s.errors) for s in statuses] == [
        ("一镇", Standing.MISSING, None),
        ("二镇", Standing.MENDING, 3),
        ("三镇", Standing.CLEAN, 0),
        ("四镇", Standing.MENDING, 1),
        ("五镇", Standing.MISSING, None),
    ]


def test_a_version_that_was_not_read_as_a_whole_is_not_ready(
    work: Work, township: Unit, now: datetime
) -> None:
    with work() as uow:
        answer(uow, township, 2026, 0, now, unread=7)
        status = uow.reminders.unit_status(township.id, 2026)
    assert (status.standing, status.errors, status.unread) == (Standing.MENDING, 0, 7)


def test_a_version_under_way_does_not_change_the_standing_yet(
    work: Work, township: Unit, now: datetime
) -> None:
    with work() as uow:
        answer(uow, township, 2026, 2, now)
        under_way = uow.uploads.add(501, township.id, "a", "cd" * 32, 1, now)
        uow.uploads.set_read(under_way.id, 2026, 2)
        status = uow.reminders.unit_status(township.id, 2026)
        with pytest.raises(LookupError):
            uow.reminders.unit_status(99, 2026)
    assert (status.standing, status.errors) == (Standing.MENDING, 2)


def said(
    uow: UnitOfWork, unit: Unit, at: datetime, stage: str = "T-7", kind: str = "reminder"
) -> ReminderRow:
    """A reminder or digest that was sent to a chat at that moment."""
    uow.reminders.plan(501, unit.id, 2026, stage, ReminderKind(kind), at)
    (row,) = uow.reminders.due(at, 10)
    uow.outbox.add(Notice(f"reminder:{row.id}", 501, NoticeKind(kind), row.id), at)
    (message,) = uow.outbox.take(at, 10, timedelta(seconds=1))
    uow.outbox.sent(message.id, 1, at)
    uow.reminders.done(row.id)
    return row


def test_who_works_on_a_report_is_known_by_it_and_not_put_off_any_more(
    work: Work, township: Unit, county: Unit, now: datetime
) -> None:
    tomorrow = now + timedelta(days=1)
    with work() as uow:
        row, digest = said(uow, township, now), said(uow, township, now, kind="digest")
        uow.reminders.plan(501, township.id, 2026, AGAIN, ReminderKind.REMINDER, tomorrow)
        assert not uow.reminders.is_in_hand(row)
        assert not uow.reminders.unit_status(township.id, 2026).is_in_hand
        uow.reminders.in_hand(row)
        assert uow.reminders.is_in_hand(row)
        assert not uow.reminders.is_in_hand(digest)
        assert uow.reminders.unit_status(township.id, 2026).is_in_hand
        assert not uow.reminders.unit_status(township.id, 2027).is_in_hand
        assert not uow.reminders.unit_status(county.id, 2026).is_in_hand
        assert uow.reminders.due(tomorrow, 10) == []


def test_what_was_said_for_another_stage_at_that_moment_is_known(
    work: Work, township: Unit, county: Unit, now: datetime
) -> None:
    with work() as uow:
        said(uow, township, now)
        uow.reminders.plan(501, township.id, 2026, AGAIN, ReminderKind.REMINDER, now)
        uow.reminders.plan(501, county.id, 2026, AGAIN, ReminderKind.REMINDER, now)
        same, elsewhere = uow.reminders.due(now, 10)
        assert uow.reminders.is_told(same)
        assert not uow.reminders.is_told(elsewhere)


def test_when_the_last_digest_was_sent_is_known(work: Work, county: Unit, now: datetime) -> None:
    with work() as uow:
        said(uow, county, now)
        first = said(uow, county, now, kind="digest")
        assert uow.reminders.last_digest(first) is None
        second = said(uow, county, now + timedelta(days=1), "T-3", kind="digest")
        assert uow.reminders.last_digest(second) == now


def test_how_far_units_were_is_told_by_what_had_come_by_then(
    work: Work, county: Unit, township: Unit, now: datetime
) -> None:
    days = [now + timedelta(days=day) for day in range(5)]
    with work() as uow:
        uow.members.bind(501, "填报人", "zh", township.id, Role.CLERK)
        (member,) = uow.members.of_unit(township.id, Role.CLERK)
        answer(uow, township, 2026, 2, days[1])
        answer(uow, township, 2026, 0, days[2])
        newest = uow.uploads.versions(township.id, 2026)[0]
        submission = uow.submissions.submit(newest, member.id, None, days[3], 2027)
        uow.submissions.withdraw(submission.id, days[4])
        standings = [uow.reminders.status(county.id, 2026, day)[0].standing for day in days]
    assert standings == [
        Standing.MISSING,
        Standing.MENDING,
        Standing.CLEAN,
        Standing.SUBMITTED,
        Standing.CLEAN,
    ]
