"""Planned reminders and digests, and how far the units are that they speak of."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from domain.deadline import AGAIN
from domain.notice import NoticeKind
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

    def in_hand(self, row: ReminderRow) -> None:
        """The person works on what this reminder is about, and what they put off is off."""
        self._close(row.id, ReminderState.IN_HAND)
        planned = tables.Reminder
        self._session.execute(
            delete(planned).where(
                _is_about(row), planned.stage == AGAIN, planned.state == ReminderState.PLANNED
            )
        )

    def is_in_hand(self, row: ReminderRow) -> bool:
        """Whether the person of this reminder said so, of this unit and report year."""
        return self._is_there(_is_about(row), tables.Reminder.state == ReminderState.IN_HAND)

    def is_told(self, row: ReminderRow) -> bool:
        """Whether the person heard the same for this moment, for another stage."""
        other = tables.Reminder
        heard = other.state.in_((ReminderState.DONE, ReminderState.IN_HAND))
        return self._is_there(_is_about(row), other.due_at == row.due_at, heard)

    def last_digest(self, row: ReminderRow) -> datetime | None:
        """When the person last got the digest that this row has anew; None where never."""
        earlier, sent = tables.Reminder, tables.Outbox
        query = (
            select(func.max(sent.sent_at))
            .join(earlier, and_(sent.kind == NoticeKind.DIGEST, sent.subject_id == earlier.id))
            .where(_is_about(row), earlier.id != row.id, sent.message_id.is_not(None))
        )
        return self._session.scalar(query)

    def get(self, reminder_id: int) -> ReminderRow:
        """Raises LookupError where there is none."""
        row = self._session.get(tables.Reminder, reminder_id)
        if row is None:
            raise LookupError(f"no reminder {reminder_id}")
        return _reminder_of(row)

    def status(
        self, parent_unit_id: int, report_year: int, at: datetime | None = None
    ) -> list[UnitStatus]:
        """How far the units directly under a unit are, in the order they were added. With `at`:
        how far they were at that moment, going by what came and was handed in until then; each
        version counts with what is known of it today."""
        return self._statuses(tables.Unit.parent_id == parent_unit_id, report_year, at)

    def unit_status(self, unit_id: int, report_year: int) -> UnitStatus:
        """How far one unit is. Raises LookupError where there is none."""
        for status in self._statuses(tables.Unit.id == unit_id, report_year):
            return status
        raise LookupError(f"no unit {unit_id}")

    def _statuses(
        self, which: ColumnElement[bool], report_year: int, at: datetime | None = None
    ) -> list[UnitStatus]:
        upload = tables.Upload
        answered = select(upload.unit_id, func.max(upload.id).label("upload_id")).where(
            upload.year == report_year, upload.state == UploadState.ANSWERED
        )
        if at is not None:
            answered = answered.where(upload.created_at <= at)
        newest = answered.group_by(upload.unit_id).subquery()
        query = (
            select(
                tables.Unit,
                upload,
                tables.Check.errors,
                tables.Check.unread,
                _stood(report_year, at),
                _is_in_hand(report_year),
            )
            .outerjoin(newest, newest.c.unit_id == tables.Unit.id)
            .outerjoin(upload, upload.id == newest.c.upload_id)
            .outerjoin(tables.Check, tables.Check.upload_id == upload.id)
            .where(which)
            .order_by(tables.Unit.id)
        )
        return [
            UnitStatus(
                unit=unit_of(unit),
                latest=upload_of(latest) if latest else None,
                errors=errors,
                unread=unread,
                is_submitted=stood,
                is_in_hand=in_hand,
            )
            for unit, latest, errors, unread, stood, in_hand in self._session.execute(query)
        ]

    def _is_there(self, *conditions: ColumnElement[bool]) -> bool:
        return bool(self._session.scalar(select(exists().where(*conditions))))

    def _close(self, reminder_id: int, state: ReminderState) -> None:
        self._session.execute(
            update(tables.Reminder).where(tables.Reminder.id == reminder_id).values(state=state)
        )


def _stood(report_year: int, at: datetime | None) -> ColumnElement[bool]:
    """Whether a version of a unit's report is handed in, or was at that moment."""
    row = tables.Submission
    stands: ColumnElement[bool] = row.withdrawn_at.is_(None)
    if at is not None:
        stands = and_(row.submitted_at <= at, or_(stands, row.withdrawn_at > at))
    return exists().where(row.unit_id == tables.Unit.id, row.report_year == report_year, stands)


def _is_in_hand(report_year: int) -> ColumnElement[bool]:
    """Whether somebody said that they work on a unit's report."""
    row = tables.Reminder
    return exists().where(
        row.unit_id == tables.Unit.id,
        row.report_year == report_year,
        row.state == ReminderState.IN_HAND,
    )


def _is_about(row: ReminderRow) -> ColumnElement[bool]:
    """The condition on a reminder that the same person hears of the same by it."""
    other = tables.Reminder
    return and_(
        other.chat_id == row.chat_id,
        other.unit_id == row.unit_id,
        other.report_year == row.report_year,
        other.kind == row.kind,
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
