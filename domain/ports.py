"""What the rooms ask of the world outside, without naming a library."""

from datetime import datetime
from pathlib import Path
from typing import Protocol


class FileStore(Protocol):
    """Keeps bytes under the SHA-256 of their content (64 hexadecimal digits)."""

    def put(self, content: bytes) -> str:
        """Stores `content` (again is the same as once) and returns its SHA-256."""
        ...

    def put_file(self, path: Path) -> str:
        """Stores a copy of the file at `path` as `put` would, without ever holding it whole in
        memory. Raises OSError where it cannot be read."""
        ...

    def get(self, sha256: str) -> bytes:
        """The stored bytes. Raises FileNotFoundError where there are none."""
        ...


class Queue(Protocol):
    """Wakes a worker up. Losing a call loses time, never work: the job is a row in SQL."""

    def wake(self, step: str, job_id: int) -> None: ...


class Doorbell(Protocol):
    """Tells the sender that the outbox has something to send; losing a ring loses time only."""

    def ring(self) -> None: ...


class Clock(Protocol):
    """The present moment, with time zone."""

    def now(self) -> datetime: ...
