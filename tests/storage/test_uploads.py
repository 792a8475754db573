"""Uploads move through their states one by one, and versions count up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from domain.unit import Unit
from domain.upload import Upload, UploadState
from storage.unit_of_work import UnitOfWork

from .conftest import Work


def send(uow: UnitOfWork, unit: Unit, now: datetime, name: str = "年报.docx") -> Upload:
    return uow.uploads.add(501, unit.id, name, "cd" * 32, 10, now)


def read_as(uow: UnitOfWork, upload: Upload, year: int) -> int:
    version = uow.uploads.next_version(upload.unit_id, year)
    uow.uploads.set_read(upload.id, year, version)
    return version


def test_an_upload_is_kept_as_it_came(work: Work, upload: Upload) -> None:
    with work() as uow:
        assert uow.uploads.get(upload.id) == upload
    assert upload.state is UploadState.RECEIVED


@pytest.mark.parametrize("unknown", [0, 10**9 - 1], ids=["unknown", "largest of a button"])
def test_an_upload_that_is_not_there_is_not_found(work: Work, unknown: int) -> None:
    with work() as uow, pytest.raises(LookupError):
        uow.uploads.get(unknown)


def test_a_state_changes_only_from_an_expected_one(work: Work, upload: Upload) -> None:
    with work() as uow:
        to_reading = uow.uploads.set_state(
            upload.id, UploadState.READING, expected={UploadState.RECEIVED}
        )
        again = uow.uploads.set_state(
            upload.id, UploadState.READING, expected={UploadState.RECEIVED}
        )
        refused = uow.uploads.set_state(
            upload.id, UploadState.REFUSED, expected={UploadState.READING}, reason="scan"
        )
        kept = uow.uploads.get(upload.id)
    assert (to_reading, again, refused) == (True, False, True)
    assert (kept.state, kept.reason) == (UploadState.REFUSED, "scan")


def test_the_page_that_is_being_read_is_kept(work: Work, upload: Upload) -> None:
    with work() as uow:
        uow.uploads.set_page(upload.id, 3, 5)
        kept = uow.uploads.get(upload.id)
    assert (upload.page, upload.pages) == (None, None)
    assert (kept.page, kept.pages) == (3, 5)


def test_versions_count_up_for_each_unit_and_year(
    work: Work, township: Unit, county: Unit, now: datetime
) -> None:
    plan = [(township, 2025), (township, 2025), (township, 2026), (county, 2025), (township, 2025)]
    with work() as uow:
        versions = [read_as(uow, send(uow, unit, now), year) for unit, year in plan]
    assert versions == [1, 2, 1, 1, 3]


def test_versions_that_are_read_at_once_get_different_numbers(
    work: Work, township: Unit, now: datetime
) -> None:
    with work() as uow:
        uploads = [send(uow, township, now) for _ in range(4)]
        uow.commit()

    def read(upload: Upload) -> int:
        with work() as uow:
            version = read_as(uow, upload, 2026)
            uow.commit()
        return version

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(read, uploads)) == [1, 2, 3, 4]


def test_history_and_latest_show_the_newest_first(
    work: Work, township: Unit, county: Unit, now: datetime
) -> None:
    with work() as uow:
        first, second, third = (send(uow, township, now, name) for name in "abc")
        send(uow, county, now)
        read_as(uow, first, 2026)
        read_as(uow, second, 2026)
        names = [upload.file_name for upload in uow.uploads.search([township.id], 10)]
        page = [upload.file_name for upload in uow.uploads.search([township.id], 1, 1)]
        latest = uow.uploads.latest(township.id, 2026)
        nothing = uow.uploads.latest(township.id, 2020)
    assert names == ["c", "b", "a"]
    assert page == ["b"]
    assert latest is not None
    assert latest.id == second.id
    assert nothing is None
    assert third.year is None


def test_the_place_in_the_queue_counts_only_what_is_under_way(
    work: Work, township: Unit, now: datetime
) -> None:
    with work() as uow:
        first, _second, third = (send(uow, township, now) for _ in range(3))
        before = uow.uploads.queue_position(third.id)
        uow.uploads.set_state(first.id, UploadState.FAILED, expected={UploadState.RECEIVED})
        after = uow.uploads.queue_position(third.id)
    assert (before, after) == (2, 1)


def test_the_progress_message_is_remembered(work: Work, upload: Upload) -> None:
    with work() as uow:
        uow.uploads.set_message(upload.id, 8_000_000_000)
        assert uow.uploads.get(upload.id).message_id == 8_000_000_000


def test_a_report_is_kept_first_and_its_check_later(
    work: Work, upload: Upload, now: datetime
) -> None:
    with work() as uow:
        with pytest.raises(LookupError):
            uow.checks.save_check(upload.id, "{}", "r1", 0, 0, 0, now)
        uow.checks.save_report(upload.id, '{"title": "年报"}', "1")
        assert uow.checks.report(upload.id) == '{"title": "年报"}'
        assert uow.checks.for_upload(upload.id) is None
        uow.checks.save_check(upload.id, '{"findings": []}', "r1", 2, 1, 0, now)
        uow.commit()
    with work() as uow:
        check = uow.checks.for_upload(upload.id)
    assert check is not None
    assert (check.report_json, check.check_json) == ('{"title": "年报"}', '{"findings": []}')
    assert (check.errors, check.warnings, check.infos, check.created_at) == (2, 1, 0, now)


def test_reading_anew_drops_the_check_of_the_old_reading(
    work: Work, upload: Upload, now: datetime
) -> None:
    with work() as uow:
        uow.checks.save_report(upload.id, "old", "1")
        uow.checks.save_check(upload.id, "{}", "r1", 0, 0, 0, now)
        uow.commit()
    with work() as uow:
        uow.checks.save_report(upload.id, "new", "2")
        assert uow.checks.for_upload(upload.id) is None
        assert uow.checks.report(upload.id) == "new"
