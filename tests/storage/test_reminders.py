"""Deadlines, planned reminders, and how far the units are."""

from datetime import date, datetime, timedelta

import pytest

from domain.deadline import Basis
from domain.unit import Unit, UnitKind
from domain.upload import UploadState
from storage.rows import ReminderKind, ReminderState, Standing
from storage.unit_of_work import UnitOfWork

from .conftest import Work


def answer(uow: UnitOfWork, unit: Unit, year: int, errors: int, now: datetime) -> None:
    upload = uow.uploads.add(501, unit.id, "年报.pdf", "ab" * 32, 1, now)
    uow.uploads.set_read(upload.id, year, uow.uploads.next_version(unit.id, year))
    uow.checks.save_report(upload.id, "{}", "1")
    uow.checks.save_check(upload.id, "{}", "1", errors, 0, 0, now)
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
