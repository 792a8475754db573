"""An archive of reports becomes as many uploads, each read and checked like any other."""

from datetime import datetime
from typing import NamedTuple

from domain.ports import FileStore
from domain.upload import Upload, UploadState
from parsing.archive import unpack
from storage.unit_of_work import UnitOfWork
from workers.showing import move


class Packed(NamedTuple):
    """A file that was taken out of an archive into the store; `size` in bytes."""

    name: str
    sha256: str
    size: int


def take_apart(content: bytes, files: FileStore, file_bytes: int) -> list[Packed]:
    """Stores each file of an archive. Raises FileRefused where it cannot be unpacked, or a file in
    it has more than `file_bytes` bytes."""
    unpacked = unpack(content, file_bytes)
    return [Packed(f.name, files.put(f.content), len(f.content)) for f in unpacked]


def keep_packed(uow: UnitOfWork, archive: Upload, files: list[Packed], now: datetime) -> list[int]:
    """Notes the files of an archive as uploads and returns the jobs that read them."""
    jobs = []
    for file in files:
        upload = uow.uploads.add(
            archive.chat_id,
            archive.unit_id,
            file.name,
            file.sha256,
            file.size,
            now,
            archive_id=archive.id,
        )
        jobs.append(uow.jobs.add("read", upload.id, now))
    move(uow, archive, UploadState.CHECKING, now)
    return jobs
