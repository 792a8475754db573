"""Uploaded bytes, kept under the SHA-256 of their content in any place that fsspec knows."""

import hashlib
import re
import uuid
from collections.abc import Callable
from pathlib import Path

from fsspec.core import url_to_fs

_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileDamagedError(Exception):
    """Stored bytes that no longer have the hash they were stored under."""


class FsspecFileStore:
    """The file store at an fsspec URL (``file:///…``, ``memory://…``, ``s3://…``) or a folder.

    A file lies at ``aa/bb/<sha256>``, where aa and bb are the first digits of its hash.
    """

    def __init__(self, url: str) -> None:
        self._files, self._root = url_to_fs(url)

    def put(self, content: bytes) -> str:
        """Stores `content` (again is the same as once) and returns its SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._keep(sha256, lambda aside: self._files.pipe_file(aside, content))
        return sha256

    def put_file(self, path: Path) -> str:
        """Stores a copy of the file at `path`, piece by piece, and returns its SHA-256. Raises
        OSError where it cannot be read."""
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        self._keep(sha256, lambda aside: self._files.put_file(str(path), aside))
        return sha256

    def get(self, sha256: str) -> bytes:
        """The stored bytes. Raises FileNotFoundError where there are none, and FileDamagedError
        where they have changed since."""
        if not _SHA256.fullmatch(sha256):
            raise FileNotFoundError(sha256)
        content = self._files.cat_file(self._path(sha256))
        if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != sha256:
            raise FileDamagedError(f"the stored file {sha256} is damaged")
        return content

    def _keep(self, sha256: str, write: Callable[[str], object]) -> None:
        """Has the bytes written aside and then renames them: a reader never sees half a file."""
        path = self._path(sha256)
        if self._files.exists(path):
            return
        self._files.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        aside = f"{path}.{uuid.uuid4().hex}.part"
        write(aside)
        self._files.mv(aside, path)

    def _path(self, sha256: str) -> str:
        return f"{self._root.rstrip('/')}/{sha256[:2]}/{sha256[2:4]}/{sha256}"
