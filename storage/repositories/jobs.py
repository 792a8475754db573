"""Work to be done, claimed by lease and fenced by the number of the attempt."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from storage import tables
from storage.rows import Claim, JobState, Quarantined
from storage.statements import changed

PATIENCE = timedelta(seconds=30)
"""How long a job that was woken may lie before it is woken again."""


class Jobs:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, step: str, upload_id: int, now: datetime) -> int:
        """A new job; returns its number. Whoever adds it wakes a worker after the commit."""
        row = tables.Job(
            step=step, upload_id=upload_id, state=JobState.PENDING, attempts=0, created_at=now
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def claim(
        self, job_id: int, now: datetime, lease: timedelta, max_attempts: int
    ) -> Claim | Quarantined | None:
        """Takes a job that is waiting or whose lease ran out, and counts the attempt.

        Commit before doing anything risky: an attempt that kills its process then counts too.
        A job that was attempted `max_attempts` times becomes dead instead. None where someone
        else holds it, or where it is finished.
        """
        job = tables.Job
        free = and_(
            job.id == job_id,
            or_(
                job.state == JobState.PENDING,
                and_(job.state == JobState.CLAIMED, job.lease_until <= now),
            ),
        )
        claimed = self._session.execute(
            update(job)
            .where(free, job.attempts < max_attempts)
            .values(
                state=JobState.CLAIMED,
                attempts=job.attempts + 1,
                lease_until=now + lease,
                woken_at=None,
            )
            .returning(job.step, job.upload_id, job.attempts)
        ).one_or_none()
        if claimed is not None:
            return Claim(job_id, *claimed)
        dead = self._session.execute(
            update(job)
            .where(free, job.attempts >= max_attempts)
            .values(state=JobState.DEAD)
            .returning(job.step, job.upload_id, job.attempts)
        ).one_or_none()
        return Quarantined(job_id, *dead) if dead is not None else None

    def renew(self, job_id: int, attempt: int, until: datetime) -> bool:
        """Prolongs a lease; False where the job has passed to a later attempt."""
        return changed(
            self._session,
            update(tables.Job).where(self._held(job_id, attempt)).values(lease_until=until),
        )

    def finish(self, job_id: int, attempt: int) -> bool:
        """Ends a job. False where it has passed to a later attempt: then write nothing else."""
        return changed(
            self._session,
            update(tables.Job)
            .where(self._held(job_id, attempt))
            .values(state=JobState.DONE, lease_until=None),
        )

    def unfinished(self, step: str, upload_id: int) -> list[int]:
        """The jobs of one step for one upload that wait or are held."""
        job, open_states = tables.Job, (JobState.PENDING, JobState.CLAIMED)
        query = select(job.id).where(
            job.step == step, job.upload_id == upload_id, job.state.in_(open_states)
        )
        return list(self._session.scalars(query))

    def due(self, now: datetime, patience: timedelta = PATIENCE) -> list[tuple[int, str]]:
        """Jobs whose call may have been lost: waiting for longer than `patience`, or held by
        someone whose lease ran out; (job_id, step), oldest first."""
        job = tables.Job
        quiet = func.coalesce(job.woken_at, job.created_at) <= now - patience
        query = (
            select(job.id, job.step)
            .where(
                or_(
                    and_(job.state == JobState.PENDING, quiet),
                    and_(
                        job.state == JobState.CLAIMED,
                        job.lease_until <= now,
                        or_(job.woken_at.is_(None), quiet),
                    ),
                )
            )
            .order_by(job.id)
        )
        return [(job_id, step) for job_id, step in self._session.execute(query)]

    def woken(self, job_id: int, now: datetime) -> None:
        """Remembers that a worker was called for the job."""
        self._session.execute(
            update(tables.Job).where(tables.Job.id == job_id).values(woken_at=now)
        )

    @staticmethod
    def _held(job_id: int, attempt: int) -> ColumnElement[bool]:
        job = tables.Job
        return and_(job.id == job_id, job.state == JobState.CLAIMED, job.attempts == attempt)
