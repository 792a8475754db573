"""What the bot waits for in a chat: at most one thing."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage import tables
from storage.rows import DialogRow


class Dialogs:
    def __init__(self, session: Session) -> None:
        self._session = session

    def wait(self, chat_id: int, kind: str, data: str, now: datetime) -> None:
        """The next text in the chat is about this, in place of what was waited for before."""
        row = tables.Dialog(chat_id=chat_id, kind=kind, data=data, created_at=now)
        self._session.merge(row)
        self._session.flush()

    def waiting(self, chat_id: int, since: datetime) -> DialogRow | None:
        """What is waited for, unless it was asked before `since`."""
        row = self._session.get(tables.Dialog, chat_id)
        if row is None or row.created_at < since:
            return None
        return DialogRow(row.kind, row.data)

    def end(self, chat_id: int) -> None:
        """Nothing is waited for any more."""
        self._session.execute(delete(tables.Dialog).where(tables.Dialog.chat_id == chat_id))
