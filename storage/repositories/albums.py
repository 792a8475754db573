"""Pictures that were sent together, until all of them are there."""

from datetime import datetime

from sqlalchemy import and_, delete, func, select
from sqlalchemy.orm import Session

from storage import tables
from storage.rows import Album, AlbumPart
from storage.statements import insert_once


class Albums:
    """Telegram sends an album as one message for each picture, with nothing to mark the last."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, album: Album, part: AlbumPart, now: datetime) -> bool:
        """Keeps one picture of an album; False where it is known already."""
        values = {
            "chat_id": album.chat_id,
            "group_id": album.group_id,
            "unit_id": album.unit_id,
            "message_id": part.message_id,
            "sha256": part.sha256,
            "file_name": part.file_name,
            "received_at": now,
        }
        return insert_once(self._session, tables.AlbumPart, values)

    def complete(self, quiet_since: datetime) -> list[Album]:
        """Albums to which nothing was added after `quiet_since`. The unit is that of the first
        picture: the caption, which may name one, comes with it alone."""
        row = tables.AlbumPart
        quiet = (
            select(row.chat_id, row.group_id, func.min(row.message_id).label("first"))
            .group_by(row.chat_id, row.group_id)
            .having(func.max(row.received_at) <= quiet_since)
            .subquery()
        )
        query = select(row.chat_id, row.group_id, row.unit_id).join(
            quiet,
            and_(
                row.chat_id == quiet.c.chat_id,
                row.group_id == quiet.c.group_id,
                row.message_id == quiet.c.first,
            ),
        )
        return [Album(*found) for found in self._session.execute(query)]

    def is_empty(self) -> bool:
        return self._session.scalar(select(tables.AlbumPart.message_id).limit(1)) is None

    def parts(self, album: Album) -> list[AlbumPart]:
        """The pictures of an album in the order in which they were sent."""
        row = tables.AlbumPart
        query = (
            select(row.message_id, row.sha256, row.file_name)
            .where(row.chat_id == album.chat_id, row.group_id == album.group_id)
            .order_by(row.message_id)
        )
        return [AlbumPart(*found) for found in self._session.execute(query)]

    def remove(self, album: Album) -> None:
        """The album has become an upload."""
        row = tables.AlbumPart
        self._session.execute(
            delete(row).where(row.chat_id == album.chat_id, row.group_id == album.group_id)
        )
