"""Unpacks a ZIP file of reports, bounded in number and size."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from domain.refusal import FileRefused, Refusal

MAX_FILES = 200
MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_TOTAL_BYTES = 200 * 1024 * 1024
_UTF8_FLAG = 0x800
_LEFTOVERS = ("__MACOSX/",)
_HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file of an archive under the last part of its name."""

    name: str
    content: bytes


def unpack(content: bytes, file_bytes: int = MAX_FILE_BYTES) -> list[PackedFile]:
    """The files of a ZIP archive in the order of their names, without folders and the leftovers
    of operating systems, each of at most `file_bytes` bytes.

    Raises FileRefused: EMPTY where nothing is left, TOO_LARGE above the limits (believing what
    comes out, not what the archive declares), ENCRYPTED, BROKEN.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [info for info in archive.infolist() if _is_wanted(info)]
            members.sort(key=_name)
            return _read_all(archive, members, file_bytes)
    except RuntimeError as error:  # what zipfile raises for a password
        raise FileRefused(Refusal.ENCRYPTED, "zip") from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, ValueError) as error:
        raise FileRefused(Refusal.BROKEN, "zip") from error


def _read_all(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], file_bytes: int
) -> list[PackedFile]:
    if not members:
        raise FileRefused(Refusal.EMPTY, "zip")
    if len(members) > MAX_FILES:
        raise FileRefused(Refusal.TOO_LARGE, "zip")
    files, left = [], max(MAX_TOTAL_BYTES, file_bytes)
    for info in members:
        bound = min(file_bytes, left)
        with archive.open(info) as packed:
            content = packed.read(bound + 1)
        if len(content) > bound:
            raise FileRefused(Refusal.TOO_LARGE, "zip")
        left -= len(content)
        files.append(PackedFile(PurePosixPath(_name(info)).name, content))
    return files


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    name = _name(info)
    last = PurePosixPath(name).name
    return not (info.is_dir() or name.startswith(_LEFTOVERS) or last.startswith(_HIDDEN))


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: without the UTF-8 mark, Chinese Windows writes GB18030 and
    other systems UTF-8, which zipfile both takes for code page 437."""
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name.replace("\\", "/")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")
