"""What people say the original shows in cells that were not recognised with certainty."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables
from storage.rows import ConfirmationRow
from storage.statements import insert_once


class Confirmations:
    """At most one for each cell of an upload; the first one stands."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, upload_id: int, cell: str, read: str, text: str, member_id: int, now: datetime
    ) -> bool:
        """Keeps that the original shows `text` (empty for a blank cell) where `read` had been
        recognised; False where the cell is confirmed already."""
        values = {
            "upload_id": upload_id,
            "cell": cell,
            "read": read,
            "text": text,
            "member_id": member_id,
            "created_at": now,
        }
        return insert_once(self._session, tables.Confirmation, values)

    def of(self, upload_id: int) -> tuple[ConfirmationRow, ...]:
        """All of an upload, the oldest first."""
        row = tables.Confirmation
        query = (
            select(row, tables.Member.name)
            .join(tables.Member, tables.Member.id == row.member_id)
            .where(row.upload_id == upload_id)
            .order_by(row.created_at, row.cell)
        )
        return tuple(
            ConfirmationRow(each.cell, each.read, each.text, name, each.created_at)
            for each, name in self._session.execute(query)
        )
