"""A version is handed in once, under a number of its own; at most one stands."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.submission import Submission
from domain.unit import Role, Unit, UnitKind
from domain.upload import Upload, UploadState
from storage.rows import Standing

from .conftest import Work

CHAT = 501


def version_of(work: Work, unit: Unit, now: datetime, year: int = 2026) -> Upload:
    with work() as uow:
        upload = uow.uploads.add(CHAT, unit.id, "年报.docx", "ab" * 32, 1, now)
        uow.uploads.set_read(upload.id, year, uow.uploads.next_version(unit.id, year))
        uow.checks.save_report(upload.id, "{}", "1")
        uow.checks.save_check(upload.id, "{}", "1", 2, 0, 0, now)
        uow.uploads.set_state(upload.id, UploadState.ANSWERED, expected=frozenset(UploadState))
        upload = uow.uploads.get(upload.id)
        uow.commit()
    return upload


def submit(work: Work, upload: Upload, now: datetime, reason: str | None = None) -> Submission:
    with work() as uow:
        member = uow.members.bind(CHAT, "填报人", "zh", upload.unit_id, Role.CLERK).member
        submitted = uow.submissions.submit(upload, member.id, reason, now, now.year)
        uow.commit()
    return submitted


def test_what_was_handed_in_stands_with_number_name_and_reason(
    work: Work, township: Unit, now: datetime
) -> None:
    upload = version_of(work, township, now)
    submitted = submit(work, upload, now, "待核实")
    assert submitted == Submission(
        submitted.id, upload.id, township.id, 2026, "NB-2027-0001", "填报人", "待核实", now
    )
    with work() as uow:
        assert uow.submissions.standing(township.id, 2026) == submitted
        assert uow.submissions.standing(township.id, 2025) is None
        assert uow.submissions.get(submitted.id) == submitted
        with pytest.raises(LookupError):
            uow.submissions.get(99)


def test_handing_in_twice_is_the_same_as_once(work: Work, township: Unit, now: datetime) -> None:
    upload = version_of(work, township, now)
    assert submit(work, upload, now) == submit(work, upload, now + timedelta(hours=1))


def test_a_newer_version_takes_the_place_of_the_one_before(
    work: Work, township: Unit, now: datetime
) -> None:
    first = submit(work, version_of(work, township, now), now)
    second = submit(work, version_of(work, township, now), now)
    with work() as uow:
        assert uow.submissions.standing(township.id, 2026) == second
        assert uow.submissions.get(first.id) == replace(first, withdrawn_at=now)


def test_what_was_withdrawn_no_longer_stands_and_its_number_is_not_given_again(
    work: Work, township: Unit, now: datetime
) -> None:
    upload = version_of(work, township, now)
    first = submit(work, upload, now)
    with work() as uow:
        assert uow.submissions.withdraw(first.id, now)
        assert not uow.submissions.withdraw(first.id, now)
        assert uow.submissions.standing(township.id, 2026) is None
        uow.commit()
    assert submit(work, upload, now).number == "NB-2027-0002"


def test_units_that_hand_in_at_once_get_numbers_of_their_own(
    work: Work, county: Unit, now: datetime
) -> None:
    with work() as uow:
        units = [uow.units.add(f"{n}镇", UnitKind.TOWNSHIP, county.id) for n in "一二三四"]
        uow.commit()
    uploads = [version_of(work, unit, now) for unit in units]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda upload: submit(work, upload, now), uploads))
    assert sorted(each.number for each in made) == [f"NB-2027-{n:04}" for n in range(1, 5)]


def test_a_file_that_is_no_version_cannot_be_handed_in(
    work: Work, upload: Upload, now: datetime
) -> None:
    with pytest.raises(ValueError, match="no version"):
        submit(work, upload, now)


def test_a_unit_that_handed_in_stands_as_such_until_it_withdraws(
    work: Work, township: Unit, now: datetime
) -> None:
    submitted = submit(work, version_of(work, township, now), now)
    with work() as uow:
        assert uow.reminders.unit_status(township.id, 2026).standing is Standing.SUBMITTED
        uow.submissions.withdraw(submitted.id, now)
        assert uow.reminders.unit_status(township.id, 2026).standing is Standing.MENDING


def test_the_unit_above_decides_whether_errors_may_be_handed_in(
    work: Work, county: Unit, township: Unit
) -> None:
    with work() as uow:
        assert uow.units.accepts_errors(county.id)
        uow.units.set_accepts_errors(county.id, accepts=False)
        uow.commit()
    with work() as uow:
        assert not uow.units.accepts_errors(county.id)
        assert uow.units.accepts_errors(township.id)


def test_versions_are_the_answered_ones_newest_first(
    work: Work, township: Unit, now: datetime
) -> None:
    first, second = (version_of(work, township, now) for _ in range(2))
    version_of(work, township, now, year=2025)
    with work() as uow:
        under_way = uow.uploads.add(CHAT, township.id, "a", "cd" * 32, 1, now)
        uow.uploads.set_read(under_way.id, 2026, 3)
        assert uow.uploads.versions(township.id, 2026) == [second, first]
