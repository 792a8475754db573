"""The versions that were handed in, and which of them stands."""

from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from domain.submission import Submission
from domain.upload import Upload
from storage import tables
from storage.statements import changed, insert_once


class Submissions:
    """At most one stands for a unit and report year; the others were withdrawn."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def standing(self, unit_id: int, report_year: int) -> Submission | None:
        """The one that counts for the unit and year, if any."""
        row = tables.Submission
        return self._one(
            _submissions().where(
                row.unit_id == unit_id,
                row.report_year == report_year,
                row.withdrawn_at.is_(None),
            )
        )

    def get(self, submission_id: int) -> Submission:
        """Raises LookupError where there is none."""
        found = self._one(_submissions().where(tables.Submission.id == submission_id))
        if found is None:
            raise LookupError(f"no submission {submission_id}")
        return found

    def submit(
        self, upload: Upload, member_id: int, reason: str | None, now: datetime, year: int
    ) -> Submission:
        """Hands a version in; again is the same as once. One that stood before is withdrawn with
        it. `year` is that of `now` where the office is, for the number.

        Raises ValueError for an upload that is no version of any year's report.
        """
        if upload.year is None or upload.version is None:
            raise ValueError(f"upload {upload.id} is no version of a report")
        # Two members must not hand two versions of one report in.
        self._session.execute(
            select(tables.Unit.id).where(tables.Unit.id == upload.unit_id).with_for_update()
        )
        standing = self.standing(upload.unit_id, upload.year)
        if standing is not None and standing.upload_id == upload.id:
            return standing
        if standing is not None:
            self.withdraw(standing.id, now)
        values = {
            "upload_id": upload.id,
            "unit_id": upload.unit_id,
            "report_year": upload.year,
            "member_id": member_id,
            "reason": reason,
            "submitted_at": now,
        }
        # Whoever takes the same number first has it; the next one is free then.
        while not insert_once(
            self._session, tables.Submission, values | {"number": self._next_number(year)}
        ):
            continue
        submitted = self.standing(upload.unit_id, upload.year)
        if submitted is None:
            raise LookupError(f"upload {upload.id} was not handed in")
        return submitted

    def withdraw(self, submission_id: int, now: datetime) -> bool:
        """Takes one back; False where it was taken back before."""
        row = tables.Submission
        return changed(
            self._session,
            update(row)
            .where(row.id == submission_id, row.withdrawn_at.is_(None))
            .values(withdrawn_at=now),
        )

    def _next_number(self, year: int) -> str:
        number = tables.Submission.number
        prefix = f"NB-{year}-"
        last = self._session.scalar(
            select(number)
            .where(number.startswith(prefix))
            .order_by(func.length(number).desc(), number.desc())
            .limit(1)
        )
        count = int(last.removeprefix(prefix)) if last else 0
        return f"{prefix}{count + 1:04}"

    def _one(self, query: Select[tables.Submission, str]) -> Submission | None:
        found = self._session.execute(query).one_or_none()
        return _submission_of(*found) if found else None


def _submissions() -> Select[tables.Submission, str]:
    return select(tables.Submission, tables.Member.name).join(
        tables.Member, tables.Member.id == tables.Submission.member_id
    )


def _submission_of(row: tables.Submission, member: str) -> Submission:
    return Submission(
        id=row.id,
        upload_id=row.upload_id,
        unit_id=row.unit_id,
        report_year=row.report_year,
        number=row.number,
        member=member,
        reason=row.reason,
        submitted_at=row.submitted_at,
        withdrawn_at=row.withdrawn_at,
    )
