"""Uploads that were asked for in a group."""

from sqlalchemy.orm import Session

from storage import tables
from storage.rows import GroupPost


class GroupPosts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, upload_id: int, post: GroupPost) -> None:
        """The upload was asked for by this message."""
        row = tables.GroupPost(
            upload_id=upload_id, chat_id=post.chat_id, message_id=post.message_id
        )
        self._session.add(row)
        self._session.flush()

    def of(self, upload_id: int) -> GroupPost | None:
        """The message that asked for the upload; None where it was sent in private."""
        row = self._session.get(tables.GroupPost, upload_id)
        return GroupPost(row.chat_id, row.message_id) if row else None
