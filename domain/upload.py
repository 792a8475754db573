"""A file as a person sent it, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class UploadState(StrEnum):
    """received → reading → checking → answered, or refused (the file), failed (our fault) or
    cancelled (by whoever sent it)."""

    RECEIVED = "received"
    READING = "reading"
    CHECKING = "checking"
    ANSWERED = "answered"
    REFUSED = "refused"
    FAILED = "failed"
    CANCELLED = "cancelled"


FINAL_STATES = frozenset(
    {UploadState.ANSWERED, UploadState.REFUSED, UploadState.FAILED, UploadState.CANCELLED}
)


@dataclass(frozen=True, slots=True)
class Upload:
    """Who sent which file when. `year` and `version` (its place in the series for unit and year)
    are known once the file has been read; `message_id` is the chat message that shows its
    progress; `reason` tells why it was refused or failed. `archive_id` is the upload of the
    archive that it was packed in; the chat then shows the archive's message only. `page` of `pages`
    is the one being read, as far as that is known."""

    id: int
    chat_id: int
    unit_id: int
    file_name: str
    sha256: str
    size: int
    state: UploadState
    created_at: datetime
    year: int | None = None
    version: int | None = None
    reason: str | None = None
    message_id: int | None = None
    archive_id: int | None = None
    page: int | None = None
    pages: int | None = None
