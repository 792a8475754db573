"""Planned reminders and digests, and how far the units are that they speak of."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import Session

from domain.upload import UploadState
from storage import tables
from storage.repositories.units import unit_of
from storage.repositories.uploads import upload_of
from storage.rows import ReminderKey, ReminderKind, ReminderRow, ReminderState, UnitStatus
from storage.statements import insert_once


class Reminders:
    def __init__(self, session: Session) -> None:
        self._session = session

    def plan(
        self,
        chat_id: int,
        unit_id: int,
        report_year: int,
        stage_key: str,
        kind: ReminderKind,
        due_at: datetime,
    ) -> bool:
        """Plans a reminder or digest; False where the same one is planned or done already."""
        values = {
            "chat_id": chat_id,
            "unit_id": unit_id,
            "report_year": report_year,
            "stage": stage_key,
            "kind": ReminderKind(kind),
            "due_at": due_at,
            "state": ReminderState.PLANNED,
        }
        return insert_once(self._session, tables.Reminder, values)

    def known(self, report_year: int, since: datetime) -> set[ReminderKey]:
        """The reminders of a report year from `since` on, whatever became of them."""
        row = tables.Reminder
        query = select(
            row.chat_id, row.unit_id, row.report_year, row.stage, row.kind, row.due_at
        ).where(row.report_year == report_year, row.due_at >= since)
        return {
            (chat_id, unit_id, year, stage, kind, due_at)
            for chat_id, unit_id, year, stage, kind, due_at in self._session.execute(query)
        }

    def due(self, now: datetime, limit: int) -> list[ReminderRow]:
        """Planned ones whose time has come, oldest first; held until the transaction ends."""
        row = tables.Reminder
        query = (
            select(row)
            .where(row.state == ReminderState.PLANNED, row.due_at <= now)
            .order_by(row.due_at, row.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [_reminder_of(found) for found in self._session.scalars(query)]

    def done(self, reminder_id: int) -> None:
        """It was handed to the outbox."""
        self._close(reminder_id, ReminderState.DONE)

    def skipped(self, reminder_id: int) -> None:
        """There was no need for it any more."""
        self._close(reminder_id, ReminderState.SKIPPED)

    def get(self, reminder_id: int) -> ReminderRow:
        """Raises LookupError where there is none."""
        row = self._session.get(tables.Reminder, reminder_id)
        if row is None:
            raise LookupError(f"no reminder {reminder_id}")
        return _reminder_of(row)

    def status(self, parent_unit_id: int, report_year: int) -> list[UnitStatus]:
        """How far the units directly under a unit are, in the order they were added."""
        return self._statuses(tables.Unit.parent_id == parent_unit_id, report_year)

    def unit_status(self, unit_id: int, report_year: int) -> UnitStatus:
        """How far one unit is. Raises LookupError where there is none."""
        for status in self._statuses(tables.Unit.id == unit_id, report_year):
            return status
        raise LookupError(f"no unit {unit_id}")

    def _statuses(self, which: ColumnElement[bool], report_year: int) -> list[UnitStatus]:
        upload = tables.Upload
        newest = (
            select(upload.unit_id, func.max(upload.id).label("upload_id"))
            .where(upload.year == report_year, upload.state == UploadState.ANSWERED)
            .group_by(upload.unit_id)
            .subquery()
        )
        submission = tables.Submission
        is_submitted = exists().where(
            submission.unit_id == tables.Unit.id,
            submission.report_year == report_year,
            submission.withdrawn_at.is_(None),
        )
        query = (
            select(tables.Unit, upload, tables.Check.errors, is_submitted)
            .outerjoin(newest, newest.c.unit_id == tables.Unit.id)
            .outerjoin(upload, upload.id == newest.c.upload_id)
            .outerjoin(tables.Check, tables.Check.upload_id == upload.id)
            .where(which)
            .order_by(tables.Unit.id)
        )
        return [
            UnitStatus(unit_of(unit), upload_of(latest) if latest else None, errors, submitted)
            for unit, latest, errors, submitted in self._session.execute(query)
        ]

    def _close(self, reminder_id: int, state: ReminderState) -> None:
        self._session.execute(
            update(tables.Reminder).where(tables.Reminder.id == reminder_id).values(state=state)
        )


def _reminder_of(row: tables.Reminder) -> ReminderRow:
    return ReminderRow(
        id=row.id,
        chat_id=row.chat_id,
        unit_id=row.unit_id,
        report_year=row.report_year,
        stage=row.stage,
        kind=row.kind,
        due_at=row.due_at,
        state=row.state,
    )
