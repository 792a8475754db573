"""Files of the sandbox: kept in memory, found again by the ids that Telegram would give them."""

import hashlib
import mimetypes
import secrets
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.shapes import bad_request

MAX_DOWNLOAD = 20 * 1024 * 1024
"""Bytes: larger files a bot cannot fetch (https://core.telegram.org/bots/api#getfile)."""
MAX_UPLOAD = 50_000_000
"""Bytes: larger files a bot cannot send (https://core.telegram.org/bots/api#sending-files)."""
MAX_PHOTO = 10_485_760
"""Bytes: larger pictures cannot be sent as a photo."""
MAX_PHOTO_SIDES = 10_000
"""Pixels: width and height of a photo together."""
MAX_PHOTO_RATIO = 20
SHELF_BYTES = 500_000_000
"""Bytes kept in all; beyond them the oldest content is forgotten, so that a sandbox left running
does not fill the memory of the machine."""

_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file in a chat. `path` is the Bot API's file_path; width and height are pixels of a
    photo, None for a document."""

    file_id: str
    file_unique_id: str
    path: str
    name: str
    mime_type: str
    size: int
    width: int | None = None
    height: int | None = None

    @property
    def kind(self) -> Literal["document", "photo"]:
        return "document" if self.width is None else "photo"


class FileShelf:
    """Keeps the bytes of the files, oldest first, within SHELF_BYTES."""

    def __init__(self, capacity: int = SHELF_BYTES) -> None:
        self._capacity = capacity
        self._used = 0
        self._count = 0
        self._entries: dict[str, tuple[StoredFile, bytes]] = {}

    def put_document(self, name: str, content: bytes, mime_type: str | None = None) -> StoredFile:
        """Keeps a document under the last part of its name."""
        name = clean_name(name)
        guessed = mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        suffix = name[name.rindex(".") :] if "." in name else ""
        return self._put("documents", suffix, name, guessed, content)

    def put_photo(self, content: bytes) -> StoredFile:
        """Keeps a PNG or JPEG as a photo. Raises ApiError 400 where Telegram would refuse it."""
        if len(content) > MAX_PHOTO:
            raise bad_request(
                f"file of size {len(content)} bytes is too big for a photo; "
                f"the maximum size is {MAX_PHOTO} bytes"
            )
        picture = image_size(content)
        if picture is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        mime_type, width, height = picture
        if width + height > MAX_PHOTO_SIDES or max(width, height) > MAX_PHOTO_RATIO * min(
            width, height
        ):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        suffix = mimetypes.guess_extension(mime_type) or ""
        return self._put("photos", suffix, "photo" + suffix, mime_type, content, (width, height))

    def find(self, file_id: str) -> StoredFile:
        """The file with this id. Raises ApiError 400 where there is none."""
        if file_id not in self._entries:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return self._entries[file_id][0]

    def content(self, file_id: str) -> bytes | None:
        """The bytes, or None where the file is unknown or forgotten."""
        entry = self._entries.get(file_id)
        return entry[1] if entry else None

    def by_path(self, path: str) -> StoredFile | None:
        """The file that getFile gave this file_path."""
        return next((file for file, _ in self._entries.values() if file.path == path), None)

    def _put(
        self,
        folder: str,
        suffix: str,
        name: str,
        mime_type: str,
        content: bytes,
        pixels: tuple[int, int] | tuple[None, None] = (None, None),
    ) -> StoredFile:
        self._count += 1
        stored = StoredFile(
            # A random id can never be mistaken for a file of an earlier run of the sandbox.
            file_id=secrets.token_urlsafe(24),
            file_unique_id=hashlib.sha256(content).hexdigest()[:16],
            path=f"{folder}/file_{self._count}{suffix}",
            name=name,
            mime_type=mime_type,
            size=len(content),
            width=pixels[0],
            height=pixels[1],
        )
        self._entries[stored.file_id] = (stored, content)
        self._used += stored.size
        while self._used > self._capacity and len(self._entries) > 1:
            oldest = next(iter(self._entries))
            self._used -= self._entries.pop(oldest)[0].size
        return stored


def clean_name(name: str) -> str:
    """The last part of a file name, without control characters; never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(character for character in last if character.isprintable()).strip()
    return shown[-200:] or "file"


def image_size(content: bytes) -> tuple[str, int, int] | None:
    """Media type, width and height (pixels) of a PNG or JPEG; None for anything else."""
    if content.startswith(_PNG) and len(content) >= 24:
        width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
        return ("image/png", width, height) if width and height else None
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    return None


def _jpeg_size(content: bytes) -> tuple[str, int, int] | None:
    """Walks the segments up to the frame header (ITU-T T.81, B.2.2)."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height = int.from_bytes(content[at + 5 : at + 7], "big")
            width = int.from_bytes(content[at + 7 : at + 9], "big")
            return ("image/jpeg", width, height) if width and height else None
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None
