"""Together or not at all, and nobody is told that the database is locked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, StatementError

from domain.unit import Unit, UnitKind
from storage.engine import make_engine
from storage.unit_of_work import UnitOfWork

from .conftest import Work


def test_what_is_not_committed_is_gone(work: Work) -> None:
    with work() as uow:
        uow.units.add("河口镇", UnitKind.TOWNSHIP)
    with work() as uow:
        assert uow.units.all() == []


def test_an_error_takes_everything_back(work: Work) -> None:
    def add_twice() -> None:
        with work() as uow:
            uow.units.add("河口镇", UnitKind.TOWNSHIP)
            uow.units.add("河口镇", UnitKind.TOWNSHIP)

    with pytest.raises(IntegrityError):
        add_twice()
    with work() as uow:
        assert uow.units.all() == []


def test_many_writers_at_once_all_succeed(engine: Engine) -> None:
    def add_units(writer: int) -> None:
        for number in range(10):
            with UnitOfWork(engine) as uow:
                # Reads first and writes then: the order in which SQLite likes to give up.
                assert uow.units.by_name(f"{writer}-{number}") is None
                uow.units.add(f"{writer}-{number}", UnitKind.DEPARTMENT)
                uow.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add_units, range(4)))
    with UnitOfWork(engine) as uow:
        assert len(uow.units.all()) == 40


def test_moments_come_back_in_utc_whatever_zone_they_were_given_in(
    work: Work, township: Unit
) -> None:
    shanghai = datetime(2027, 1, 20, 9, 5, tzinfo=timezone(timedelta(hours=8)))
    with work() as uow:
        upload = uow.uploads.add(1, township.id, "a", "0" * 64, 1, shanghai)
        uow.commit()
    with work() as uow:
        kept = uow.uploads.get(upload.id).created_at
    assert kept == shanghai
    assert kept.tzinfo is UTC


def test_a_moment_without_time_zone_is_refused(work: Work, township: Unit) -> None:
    naive = datetime(2027, 1, 20, 9, 5)  # noqa: DTZ001 - the mistake under test
    with pytest.raises(StatementError, match="time zone"), work() as uow:
        uow.uploads.add(1, township.id, "a", "0" * 64, 1, naive)


def test_other_databases_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="mysql"):
        make_engine("mysql://localhost/x")
