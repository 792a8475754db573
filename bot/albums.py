"""Several pictures of one report, sent together, become one upload.

Telegram delivers them as single messages and marks no last one, so an album is taken as complete
when nothing has come for a moment and none of its pictures is still being fetched. Kept as a ZIP of
its pictures: the originals stay as they are.
"""

import asyncio
import json
import tempfile
import zipfile
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import Any

from bot.desk import note_upload
from bot.render.naming import size
from bot.reply import Reply, reply_to_json
from bot.services import Services
from bot.texts import catalogue
from domain.notice import Notice, NoticeKind
from storage.rows import Album, AlbumPart
from storage.unit_of_work import UnitOfWork

QUIET = timedelta(seconds=0.7)
LOOK_SECONDS = 0.25
_PENDING = 1000
"""More updates than ever wait at once."""


class AlbumBinder:
    """Looks after the albums whose pictures are coming in."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def run(self) -> None:
        """Runs until cancelled."""
        arrived = self._services.picture_arrived
        while True:
            arrived.clear()
            for album in await asyncio.to_thread(self._complete):
                job_id = await asyncio.to_thread(self._bind, album)
                if job_id is not None:
                    self._services.queue.wake("read", job_id)
                self._services.doorbell.ring()
            if await asyncio.to_thread(self._is_waiting):
                await asyncio.sleep(LOOK_SECONDS)
            else:
                await arrived.wait()

    def _complete(self) -> list[Album]:
        """Albums of which nothing has come for a moment, and nothing is still to be fetched."""
        with self._services.uow() as uow:
            quiet = uow.albums.complete(self._services.clock.now() - QUIET)
            pending = uow.inbox.pending(_PENDING) if quiet else []
        unfinished = {_album_of(payload) for _, payload in pending}
        return [album for album in quiet if album.group_id not in unfinished]

    def _is_waiting(self) -> bool:
        with self._services.uow() as uow:
            return not uow.albums.is_empty()

    def _bind(self, album: Album) -> int | None:
        """Makes an upload of an album, once; returns the job that reads it. None where a picture
        of it could not be taken, or all together are too large, which is then said."""
        services = self._services
        with services.uow() as uow:
            parts = uow.albums.parts(album)
            member = uow.members.by_chat(album.chat_id)
        texts, limit = catalogue(member.language if member else "zh"), services.file_limit
        name = texts.plain("upload.album", count=len(parts))
        packed = self._packed(parts, limit) if all(part.sha256 for part in parts) else None
        with services.uow() as uow:
            uow.albums.remove(album)
            now, job_id = services.clock.now(), None
            if packed is not None:
                job_id = note_upload(uow, album.chat_id, album.unit_id, name, *packed, now)
            else:
                reason = texts.html("upload.album_too_large", limit=size(limit))
                decline(uow, album, reason, now)
            uow.commit()
        return job_id

    def _packed(self, parts: list[AlbumPart], limit: int) -> tuple[str, int] | None:
        """SHA-256 and size of the ZIP of an album, one picture at a time in memory; None where it
        would be larger than `limit` bytes."""
        files = self._services.files
        with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
            path = Path(folder) / "album.zip"
            with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as pictures:
                for number, part in enumerate(parts, 1):
                    ending = PurePath(part.file_name).suffix
                    pictures.writestr(f"{number:02}{ending}", files.get(part.sha256))
                    if path.stat().st_size > limit:
                        return None
            packed = path.stat().st_size
            return None if packed > limit else (files.put_file(path), packed)


def _album_of(payload: str) -> str | None:
    """The id of the album to which the picture in an update belongs."""
    message: dict[str, Any] = json.loads(payload).get("message", {})
    return message.get("media_group_id")


def decline(uow: UnitOfWork, album: Album, html: str, now: datetime) -> None:
    """Says why an album is not taken; once, whatever is found wrong with it afterwards."""
    key = f"album:{album.chat_id}:{album.group_id}"
    reply = reply_to_json(Reply(html))
    uow.outbox.add(Notice(key, album.chat_id, NoticeKind.REPLY, reply=reply), now)
