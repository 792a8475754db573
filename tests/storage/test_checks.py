"""Checks are found again by unit and year: the newest version that has been checked."""

from datetime import datetime, timedelta

from domain.unit import Unit
from storage.unit_of_work import UnitOfWork

from .conftest import Work


def keep(uow: UnitOfWork, unit: Unit, now: datetime, report: str, year: int = 2025) -> int:
    """A version that was read; returns its upload."""
    upload = uow.uploads.add(501, unit.id, "年报.docx", "cd" * 32, 10, now)
    uow.uploads.set_read(upload.id, year, uow.uploads.next_version(unit.id, year))
    uow.checks.save_report(upload.id, report, "1")
    return upload.id


def check(uow: UnitOfWork, upload_id: int, now: datetime) -> None:
    uow.checks.save_check(upload_id, "{}", "1", errors=0, warnings=0, infos=0, now=now)


def test_of_each_unit_the_newest_checked_version_of_the_year_is_found(
    work: Work, county: Unit, township: Unit, now: datetime
) -> None:
    with work() as uow:
        for unit, report in ((township, "old"), (township, "new"), (county, "county")):
            check(uow, keep(uow, unit, now, report), now)
        check(uow, keep(uow, township, now, "another year", year=2024), now)
        keep(uow, township, now, "not yet checked")
        uow.commit()
        both = uow.checks.newest_reports([county.id, township.id], 2025)
        one = uow.checks.newest_reports([township.id], 2024)
        none = uow.checks.newest_reports([county.id], 2024)
    assert both == {county.id: "county", township.id: "new"}
    assert one == {township.id: "another year"}
    assert none == {}


def test_the_pace_is_that_of_the_last_minute(work: Work, township: Unit, now: datetime) -> None:
    with work() as uow:
        check(uow, keep(uow, township, now, "long ago"), now - timedelta(minutes=2))
        for seconds in (50, 40, 30, 20):
            check(uow, keep(uow, township, now, "report"), now - timedelta(seconds=seconds))
        too_few = uow.checks.pace(now)
        check(uow, keep(uow, township, now, "report"), now - timedelta(seconds=10))
        pace = uow.checks.pace(now)
    assert (too_few, pace) == (None, timedelta(seconds=10))


def test_a_file_that_belongs_to_no_series_is_nobodys_report(
    work: Work, township: Unit, now: datetime
) -> None:
    with work() as uow:
        upload = uow.uploads.add(501, township.id, "别家.docx", "cd" * 32, 10, now)
        uow.checks.save_report(upload.id, "somebody else's", "1")
        check(uow, upload.id, now)
        assert uow.checks.newest_reports([township.id], 2025) == {}
