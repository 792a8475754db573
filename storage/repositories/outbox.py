"""Messages to be sent, each kept once and leased to one sender at a time.

A send that was cut off may have arrived. Such a message is marked uncertain, so that the sender
can prefer a harmless repetition (an edit) to a doubled message.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import and_, case, or_, select, update
from sqlalchemy.orm import Session

from domain.notice import Notice
from storage import tables
from storage.rows import OutboxMessage, OutboxState
from storage.statements import insert_once


class Outbox:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, notice: Notice, now: datetime, due_at: datetime | None = None) -> bool:
        """Keeps a notice, to be sent from `due_at` (at once by default); False where its key is
        known already."""
        values = {
            "key": notice.key,
            "chat_id": notice.chat_id,
            "kind": notice.kind,
            "subject_id": notice.subject_id,
            "reply": notice.reply,
            "state": OutboxState.PENDING,
            "uncertain": False,
            "attempts": 0,
            "created_at": now,
            "due_at": due_at or now,
        }
        return insert_once(self._session, tables.Outbox, values)

    def chat_of(self, key: str) -> int | None:
        """The chat that the notice with this key is for; None where none is kept."""
        query = select(tables.Outbox.chat_id).where(tables.Outbox.key == key)
        return self._session.scalar(query)

    def take(
        self, now: datetime, limit: int, lease: timedelta, busy: Collection[int] = ()
    ) -> list[OutboxMessage]:
        """Leases messages that are due, oldest first, none for the chats that are `busy`. Those
        whose sender let the lease run out come back marked uncertain. Commit before sending."""
        row = tables.Outbox
        due = (
            select(row.id)
            .where(
                or_(
                    and_(row.state == OutboxState.PENDING, row.due_at <= now),
                    and_(row.state == OutboxState.SENDING, row.lease_until <= now),
                ),
                row.chat_id.not_in(busy),
            )
            .order_by(row.due_at, row.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list(self._session.scalars(due))
        taken = self._session.scalars(
            update(row)
            .where(row.id.in_(ids))
            .values(
                state=OutboxState.SENDING,
                uncertain=case((row.state == OutboxState.SENDING, True), else_=row.uncertain),
                attempts=row.attempts + 1,
                lease_until=now + lease,
            )
            .returning(row)
        )
        by_id = {message.id: message for message in map(_message_of, taken)}
        return [by_id[message_id] for message_id in ids]

    def sent(self, message_id: int, chat_message_id: int | None, now: datetime) -> None:
        """The message arrived as `chat_message_id` (None where nothing had to be shown)."""
        self._session.execute(
            update(tables.Outbox)
            .where(tables.Outbox.id == message_id)
            .values(state=OutboxState.SENT, message_id=chat_message_id, sent_at=now)
        )

    def retry(self, message_id: int, due_at: datetime) -> None:
        """The message was not delivered; try again from `due_at`."""
        self._release(message_id, OutboxState.PENDING, due_at=due_at)

    def uncertain(self, message_id: int, due_at: datetime) -> None:
        """The message may have been delivered; look into it again from `due_at`."""
        self._release(message_id, OutboxState.PENDING, due_at=due_at, uncertain=True)

    def gave_up(self, message_id: int) -> None:
        """The message cannot be delivered and is not tried again."""
        self._release(message_id, OutboxState.GIVEN_UP)

    def _release(self, message_id: int, state: OutboxState, **values: object) -> None:
        # Only while it is being sent: a late sender must not reopen what another has delivered.
        self._session.execute(
            update(tables.Outbox)
            .where(tables.Outbox.id == message_id, tables.Outbox.state == OutboxState.SENDING)
            .values(state=state, **values)
        )


def _message_of(row: tables.Outbox) -> OutboxMessage:
    notice = Notice(row.key, row.chat_id, row.kind, row.subject_id, row.reply)
    return OutboxMessage(row.id, notice, row.attempts, row.uncertain)
