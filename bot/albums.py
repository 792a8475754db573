"""Several pictures of one report, sent together, become one upload.

Telegram delivers them as single messages and marks no last one, so an album is taken as complete
when nothing has come for a moment. Kept as a ZIP of its pictures: the originals stay as they are.
"""

import asyncio
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import PurePath

from bot.desk import note_upload
from bot.services import Services
from bot.texts import catalogue
from storage.rows import Album

QUIET = timedelta(seconds=0.7)
LOOK_SECONDS = 0.25


class AlbumBinder:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def run(self) -> None:
        """Runs until cancelled."""
        arrived = self._services.picture_arrived
        while True:
            arrived.clear()
            for album in await asyncio.to_thread(self._complete):
                job_id = await asyncio.to_thread(self._bind, album)
                self._services.queue.wake("read", job_id)
                self._services.doorbell.ring()
            if await asyncio.to_thread(self._is_waiting):
                await asyncio.sleep(LOOK_SECONDS)
            else:
                await arrived.wait()

    def _complete(self) -> list[Album]:
        with self._services.uow() as uow:
            return uow.albums.complete(self._services.clock.now() - QUIET)

    def _is_waiting(self) -> bool:
        with self._services.uow() as uow:
            return not uow.albums.is_empty()

    def _bind(self, album: Album) -> int:
        """Makes an upload of an album, once; returns the job that reads it."""
        services = self._services
        with services.uow() as uow:
            parts = uow.albums.parts(album)
            member = uow.members.by_chat(album.chat_id)
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as pictures:
            for number, part in enumerate(parts, 1):
                name = f"{number:02}{PurePath(part.file_name).suffix}"
                pictures.writestr(name, services.files.get(part.sha256))
        content = buffer.getvalue()
        sha256 = services.files.put(content)
        texts = catalogue(member.language if member else "zh")
        name = texts.plain("upload.album", count=len(parts))
        with services.uow() as uow:
            uow.albums.remove(album)
            now = services.clock.now()
            job_id = note_upload(uow, album.chat_id, album.unit_id, name, sha256, len(content), now)
            uow.commit()
        return job_id
