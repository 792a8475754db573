"""Telegram's updates, kept before anything is done with them.

Telegram takes an update as delivered once it was fetched, so a crash between fetching and
handling would lose it; here it waits.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage import tables
from storage.statements import insert_once


class Inbox:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, update_id: int, payload: str, now: datetime) -> bool:
        """Keeps an update; False where it is known already."""
        values = {
            "update_id": update_id,
            "payload": payload,
            "attempts": 0,
            "received_at": now,
            "failed": False,
        }
        return insert_once(self._session, tables.Inbox, values)

    def pending(self, limit: int) -> list[tuple[int, str]]:
        """Updates that still have to be handled, in the order they came: (update_id, payload)."""
        # Telegram's numbers begin anew at random after a quiet week: arrival comes first.
        query = (
            select(tables.Inbox.update_id, tables.Inbox.payload)
            .where(tables.Inbox.closed_at.is_(None))
            .order_by(tables.Inbox.received_at, tables.Inbox.update_id)
            .limit(limit)
        )
        return [(update_id, payload) for update_id, payload in self._session.execute(query)]

    def attempt(self, update_id: int) -> int:
        """Counts one more attempt and returns how many there are; to be committed before the
        attempt. Raises sqlalchemy.exc.NoResultFound for an unknown update."""
        return self._session.execute(
            update(tables.Inbox)
            .where(tables.Inbox.update_id == update_id)
            .values(attempts=tables.Inbox.attempts + 1)
            .returning(tables.Inbox.attempts)
        ).scalar_one()

    def done(self, update_id: int, now: datetime) -> None:
        """The update was handled; what it said is not kept."""
        self._close(update_id, now, failed=False, payload="")

    def failed(self, update_id: int, now: datetime) -> None:
        """The update cannot be handled and is put aside."""
        self._close(update_id, now, failed=True)

    def _close(self, update_id: int, now: datetime, *, failed: bool, **values: str) -> None:
        self._session.execute(
            update(tables.Inbox)
            .where(tables.Inbox.update_id == update_id)
            .values(closed_at=now, failed=failed, **values)
        )
