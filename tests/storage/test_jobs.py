"""A job is held by one worker at a time, tried a few times, and never lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine

from domain.upload import Upload
from storage.rows import Claim, Quarantined
from storage.unit_of_work import UnitOfWork

from .conftest import Work

LEASE = timedelta(seconds=10)
SECOND = timedelta(seconds=1)


@pytest.fixture
def job(work: Work, upload: Upload, now: datetime) -> int:
    with work() as uow:
        job_id = uow.jobs.add("read", upload.id, now)
        uow.commit()
    return job_id


def claim(work: Work, job_id: int, now: datetime) -> Claim | Quarantined | None:
    with work() as uow:
        outcome = uow.jobs.claim(job_id, now, LEASE, 3)
        uow.commit()
    return outcome


def test_a_claimed_job_is_not_given_out_again_until_its_lease_ends(
    work: Work, job: int, upload: Upload, now: datetime
) -> None:
    assert claim(work, job, now) == Claim(job, "read", upload.id, 1)
    assert claim(work, job, now + LEASE - SECOND) is None
    assert claim(work, job, now + LEASE) == Claim(job, "read", upload.id, 2)


def test_a_job_is_unfinished_until_it_is_done(
    work: Work, job: int, upload: Upload, now: datetime
) -> None:
    claim(work, job, now)
    with work() as uow:
        assert uow.jobs.unfinished("read", upload.id) == [job]
        assert uow.jobs.unfinished("check", upload.id) == []
        uow.jobs.finish(job, 1)
        assert uow.jobs.unfinished("read", upload.id) == []


def test_a_renewed_lease_keeps_others_away(work: Work, job: int, now: datetime) -> None:
    claim(work, job, now)
    with work() as uow:
        assert uow.jobs.renew(job, 1, now + 2 * LEASE)
        uow.commit()
    assert claim(work, job, now + LEASE) is None


def test_after_too_many_deaths_a_job_is_quarantined_once(
    work: Work, job: int, upload: Upload, now: datetime
) -> None:
    for death in range(3):
        assert isinstance(claim(work, job, now + death * LEASE), Claim)
    assert claim(work, job, now + 3 * LEASE) == Quarantined(job, "read", upload.id, 3)
    assert claim(work, job, now + 4 * LEASE) is None


def test_a_worker_that_lost_its_job_can_neither_renew_nor_finish_it(
    work: Work, job: int, now: datetime
) -> None:
    claim(work, job, now)
    claim(work, job, now + LEASE)
    with work() as uow:
        assert not uow.jobs.renew(job, 1, now + 9 * LEASE)
        assert not uow.jobs.finish(job, 1)
        assert uow.jobs.finish(job, 2)
        assert not uow.jobs.finish(job, 2)


def test_a_finished_job_is_neither_claimed_nor_due(work: Work, job: int, now: datetime) -> None:
    claim(work, job, now)
    with work() as uow:
        uow.jobs.finish(job, 1)
        uow.commit()
    assert claim(work, job, now + 9 * LEASE) is None
    with work() as uow:
        assert uow.jobs.due(now + timedelta(days=1)) == []


def test_a_job_whose_call_was_lost_becomes_due_after_some_patience(
    work: Work, job: int, now: datetime
) -> None:
    patience = timedelta(seconds=30)
    with work() as uow:
        assert uow.jobs.due(now + patience - SECOND, patience) == []
        assert uow.jobs.due(now + patience, patience) == [(job, "read")]
        assert uow.jobs.due(now, timedelta(0)) == [(job, "read")]
        uow.jobs.woken(job, now + patience)
        assert uow.jobs.due(now + patience, patience) == []
        assert uow.jobs.due(now + 2 * patience, patience) == [(job, "read")]


def test_a_job_whose_worker_died_is_due_when_its_lease_ends(
    work: Work, job: int, now: datetime
) -> None:
    with work() as uow:
        uow.jobs.woken(job, now)
        uow.commit()
    claim(work, job, now)
    with work() as uow:
        assert uow.jobs.due(now + LEASE - SECOND) == []
        assert uow.jobs.due(now + LEASE) == [(job, "read")]


def test_of_many_workers_at_once_one_gets_the_job(engine: Engine, job: int, now: datetime) -> None:
    workers = 4
    together = Barrier(workers)

    def compete(_worker: int) -> Claim | Quarantined | None:
        with UnitOfWork(engine) as uow:
            together.wait(10)
            outcome = uow.jobs.claim(job, now, LEASE, 3)
            uow.commit()
        return outcome

    with ThreadPoolExecutor(workers) as pool:
        outcomes = list(pool.map(compete, range(workers)))
    winners = [outcome for outcome in outcomes if outcome is not None]
    assert [winner.attempt for winner in winners if isinstance(winner, Claim)] == [1]
    assert len(winners) == 1
