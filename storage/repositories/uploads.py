"""Files as they were sent, and how far each has come."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select, update
from sqlalchemy.orm import Session

from domain.upload import FINAL_STATES, Upload, UploadState
from storage import tables
from storage.rows import Outcome
from storage.statements import changed


def upload_of(row: tables.Upload) -> Upload:
    return Upload(
        id=row.id,
        chat_id=row.chat_id,
        unit_id=row.unit_id,
        file_name=row.file_name,
        sha256=row.sha256,
        size=row.size,
        state=row.state,
        created_at=row.created_at,
        year=row.year,
        version=row.version,
        reason=row.reason,
        message_id=row.message_id,
        archive_id=row.archive_id,
        page=row.page,
        pages=row.pages,
    )


class Uploads:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        chat_id: int,
        unit_id: int,
        file_name: str,
        sha256: str,
        size: int,
        now: datetime,
        archive_id: int | None = None,
    ) -> Upload:
        """A file that was just received; `size` in bytes."""
        row = tables.Upload(
            chat_id=chat_id,
            unit_id=unit_id,
            file_name=file_name,
            sha256=sha256,
            size=size,
            state=UploadState.RECEIVED,
            created_at=now,
            archive_id=archive_id,
        )
        self._session.add(row)
        self._session.flush()
        return upload_of(row)

    def get(self, upload_id: int) -> Upload:
        """Raises LookupError where there is none."""
        row = self._session.get(tables.Upload, upload_id)
        if row is None:
            raise LookupError(f"no upload {upload_id}")
        return upload_of(row)

    def set_state(
        self,
        upload_id: int,
        state: UploadState,
        *,
        expected: Collection[UploadState],
        reason: str | None = None,
    ) -> bool:
        """Moves an upload on if it is in one of the `expected` states; whether it was."""
        return changed(
            self._session,
            update(tables.Upload)
            .where(tables.Upload.id == upload_id, tables.Upload.state.in_(expected))
            .values(state=state, reason=reason),
        )

    def set_read(self, upload_id: int, year: int, version: int, unit_id: int | None = None) -> None:
        """Keeps what reading told: also the unit, where the file turned out to be for another.
        Raises sqlalchemy.exc.IntegrityError where the unit already has that version of that
        year."""
        values = {"year": year, "version": version}
        if unit_id is not None:
            values["unit_id"] = unit_id
        self._session.execute(
            update(tables.Upload).where(tables.Upload.id == upload_id).values(**values)
        )

    def packed(self, archive_id: int) -> list[Upload]:
        """The files that came in an archive, in its order."""
        query = (
            select(tables.Upload)
            .where(tables.Upload.archive_id == archive_id)
            .order_by(tables.Upload.id)
        )
        return [upload_of(row) for row in self._session.scalars(query)]

    def hold(self, upload_id: int) -> None:
        """Keeps others from this upload until the transaction ends."""
        self._session.execute(
            select(tables.Upload.id).where(tables.Upload.id == upload_id).with_for_update()
        )

    def set_message(self, upload_id: int, message_id: int) -> None:
        """Keeps which chat message shows the upload's progress."""
        self._session.execute(
            update(tables.Upload).where(tables.Upload.id == upload_id).values(message_id=message_id)
        )

    def set_page(self, upload_id: int, page: int, pages: int) -> None:
        """Keeps which page is being read, and of how many."""
        self._session.execute(
            update(tables.Upload)
            .where(tables.Upload.id == upload_id)
            .values(page=page, pages=pages)
        )

    def search(
        self,
        unit_ids: Collection[int],
        limit: int,
        offset: int = 0,
        *,
        year: int | None = None,
        outcome: Outcome | None = None,
    ) -> list[Upload]:
        """The uploads of some units, newest first; those of one report year, or that came to one
        outcome, where that is given."""
        upload = tables.Upload
        query = select(upload).where(upload.unit_id.in_(unit_ids))
        if year is not None:
            query = query.where(upload.year == year)
        if outcome is not None:
            query = query.where(_came_to(outcome))
        query = query.order_by(upload.id.desc()).limit(limit).offset(offset)
        return [upload_of(row) for row in self._session.scalars(query)]

    def latest(self, unit_id: int, year: int) -> Upload | None:
        """The newest upload of a unit that was read as the report for `year`."""
        query = (
            select(tables.Upload)
            .where(tables.Upload.unit_id == unit_id, tables.Upload.year == year)
            .order_by(tables.Upload.id.desc())
            .limit(1)
        )
        row = self._session.scalar(query)
        return upload_of(row) if row else None

    def versions(self, unit_id: int, year: int) -> list[Upload]:
        """The answered versions of a unit's report for `year`, newest first."""
        query = (
            select(tables.Upload)
            .where(
                tables.Upload.unit_id == unit_id,
                tables.Upload.year == year,
                tables.Upload.version.is_not(None),
                tables.Upload.state == UploadState.ANSWERED,
            )
            .order_by(tables.Upload.version.desc())
        )
        return [upload_of(row) for row in self._session.scalars(query)]

    def queue_position(self, upload_id: int) -> int:
        """How many uploads before this one are still under way."""
        query = select(func.count()).where(
            tables.Upload.id < upload_id, tables.Upload.state.not_in(FINAL_STATES)
        )
        return self._session.scalar(query) or 0

    def waiting(self) -> int:
        """How many uploads are still under way."""
        query = select(func.count()).where(tables.Upload.state.not_in(FINAL_STATES))
        return self._session.scalar(query) or 0

    def next_version(self, unit_id: int, year: int) -> int:
        """The number of the next version of a unit's report for `year`, counted from 1.

        Holds the unit until the transaction ends, so that two versions never get one number.
        """
        self._session.execute(
            select(tables.Unit.id).where(tables.Unit.id == unit_id).with_for_update()
        )
        query = select(func.max(tables.Upload.version)).where(
            tables.Upload.unit_id == unit_id, tables.Upload.year == year
        )
        return (self._session.scalar(query) or 0) + 1


def _came_to(outcome: Outcome) -> ColumnElement[bool]:
    """The condition on an upload that it is listed under this outcome."""
    upload, row, submission = tables.Upload, tables.Check, tables.Submission
    if outcome in (Outcome.CLEAN, Outcome.MENDING):
        found = exists().where(
            row.upload_id == upload.id,
            row.errors > 0 if outcome is Outcome.MENDING else row.errors == 0,
        )
        return and_(upload.state == UploadState.ANSWERED, found)
    if outcome is Outcome.SUBMITTED:
        return exists().where(submission.upload_id == upload.id, submission.withdrawn_at.is_(None))
    if outcome is Outcome.UNDER_WAY:
        return upload.state.not_in(FINAL_STATES)
    return upload.state == UploadState(outcome.value)
