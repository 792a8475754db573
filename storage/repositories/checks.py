"""What was read from each upload and what the rules said, as JSON that this room does not open."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from storage import tables
from storage.rows import StoredCheck
from storage.statements import insert_once

_LATELY = timedelta(minutes=1)
_FEWEST = 5


class Checks:
    """At most one for each upload; saving again replaces it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save_report(self, upload_id: int, report_json: str, reader_version: str) -> None:
        """Keeps what was read; what was checked and drawn of an earlier reading is dropped."""
        self._drop_drawings(upload_id)
        values = {
            "report_json": report_json,
            "reader_version": reader_version,
            "check_json": None,
            "rules_version": None,
            "errors": None,
            "warnings": None,
            "infos": None,
            "created_at": None,
        }
        if not insert_once(self._session, tables.Check, {"upload_id": upload_id, **values}):
            self._session.execute(
                update(tables.Check).where(tables.Check.upload_id == upload_id).values(**values)
            )

    def report(self, upload_id: int) -> str | None:
        """The JSON of the report, or None before it has been read."""
        row = self._session.get(tables.Check, upload_id)
        return row.report_json if row else None

    def amend_report(self, upload_id: int, report_json: str) -> None:
        """Keeps the report with what people confirmed of it."""
        row = self._session.get_one(tables.Check, upload_id)
        row.report_json = report_json

    def newest_reports(self, unit_ids: Collection[int], year: int) -> dict[int, str]:
        """The JSON of each unit's newest version for `year` that has been checked; units without
        one are absent."""
        upload, row = tables.Upload, tables.Check
        newest = (
            select(func.max(upload.version).label("version"), upload.unit_id)
            .join(row, row.upload_id == upload.id)
            .where(upload.unit_id.in_(unit_ids), upload.year == year, row.check_json.is_not(None))
            .group_by(upload.unit_id)
            .subquery()
        )
        query = (
            select(upload.unit_id, row.report_json)
            .join(row, row.upload_id == upload.id)
            .join(
                newest,
                (newest.c.unit_id == upload.unit_id) & (newest.c.version == upload.version),
            )
            .where(upload.year == year)
        )
        return {row.unit_id: row.report_json for row in self._session.execute(query)}

    def save_check(
        self,
        upload_id: int,
        check_json: str,
        rules_version: str,
        errors: int,
        warnings: int,
        infos: int,
        now: datetime,
        unread: int = 0,
    ) -> None:
        """Keeps what the rules said of a report of which so many cells are `unread`; what was drawn
        of an earlier check is dropped. Raises LookupError before `save_report`."""
        row = self._session.get(tables.Check, upload_id)
        if row is None:
            raise LookupError(f"upload {upload_id} has not been read")
        row.check_json, row.rules_version = check_json, rules_version
        row.errors, row.warnings, row.infos = errors, warnings, infos
        row.unread, row.created_at = unread, now
        self._drop_drawings(upload_id)

    def pace(self, now: datetime) -> timedelta | None:
        """How long one file takes, by what was checked in the last minute, with all workers taken
        together; None where that was next to nothing."""
        query = select(func.count(), func.min(tables.Check.created_at)).where(
            tables.Check.created_at > now - _LATELY
        )
        count, first = self._session.execute(query).one()
        return (now - first) / count if first is not None and count >= _FEWEST else None

    def error_counts(self, upload_ids: Collection[int]) -> dict[int, int]:
        """How many errors were found in each of the uploads that have been checked."""
        row = tables.Check
        query = select(row.upload_id, row.errors).where(
            row.upload_id.in_(upload_ids), row.check_json.is_not(None)
        )
        return {upload_id: errors or 0 for upload_id, errors in self._session.execute(query)}

    def for_upload(self, upload_id: int) -> StoredCheck | None:
        """The finished check, or None as long as there is none."""
        row = self._session.get(tables.Check, upload_id)
        if row is None or row.check_json is None or row.created_at is None:
            return None
        return StoredCheck(
            report_json=row.report_json,
            check_json=row.check_json,
            reader_version=row.reader_version,
            rules_version=row.rules_version or "",
            errors=row.errors or 0,
            warnings=row.warnings or 0,
            infos=row.infos or 0,
            unread=row.unread or 0,
            created_at=row.created_at,
        )

    def _drop_drawings(self, upload_id: int) -> None:
        """Their numbers are those of a list that is no more."""
        row = tables.Drawing
        self._session.execute(delete(row).where(row.upload_id == upload_id))
