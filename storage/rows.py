"""Plain data that only storage makes: claims, leased messages, stored checks, standings."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.notice import Notice
from domain.unit import Unit
from domain.upload import Upload


class JobState(StrEnum):
    PENDING = "pending"
    CLAIMED = "claimed"
    DONE = "done"
    DEAD = "dead"


class OutboxState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    GIVEN_UP = "given_up"


class ReminderKind(StrEnum):
    REMINDER = "reminder"
    DIGEST = "digest"


class ReminderState(StrEnum):
    """IN_HAND: it was sent, and the person answered that the report is being worked on."""

    PLANNED = "planned"
    DONE = "done"
    SKIPPED = "skipped"
    IN_HAND = "in_hand"


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that is ours until its lease ends. `attempt` counts from 1 and fences our writes."""

    job_id: int
    step: str
    upload_id: int
    attempt: int


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A job whose workers died too often; it is not tried again."""

    job_id: int
    step: str
    upload_id: int
    attempts: int


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A notice leased for sending. `uncertain`: an earlier attempt may have reached the chat."""

    id: int
    notice: Notice
    attempts: int
    uncertain: bool


@dataclass(frozen=True, slots=True)
class StoredCheck:
    """A finished check of an upload with the report it judged, both as JSON, its counts, and how
    many cells of the report could not be read."""

    report_json: str
    check_json: str
    reader_version: str
    rules_version: str
    errors: int
    warnings: int
    infos: int
    unread: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One reminder or digest, planned for a chat. `stage` is a key of `domain.deadline.PLAN`, or
    what stands in its place; `unit_id` is the reporting unit (reminder) or that above (digest)."""

    id: int
    chat_id: int
    unit_id: int
    report_year: int
    stage: str
    kind: ReminderKind
    due_at: datetime
    state: ReminderState


ReminderKey = tuple[int, int, int, str, ReminderKind, datetime]
"""What makes a reminder the same: chat, unit, report year, stage, kind, moment."""


@dataclass(frozen=True, slots=True)
class Album:
    """Pictures that one person sent together, for one unit."""

    chat_id: int
    group_id: str
    unit_id: int


@dataclass(frozen=True, slots=True)
class AlbumPart:
    """One picture of an album; `message_id` orders them. `sha256` is empty where the picture could
    not be taken: such an album becomes no upload."""

    message_id: int
    sha256: str
    file_name: str


@dataclass(frozen=True, slots=True)
class GroupPost:
    """A message in a group chat."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class JustificationRow:
    """A finding that `member` lets stand for `reason`; `message` is what the finding said."""

    key: str
    rule: str
    message: str
    reason: str
    member: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """What `member` says that the original shows in a cell: `text`, empty for a blank one, where
    `read` had been recognised."""

    cell: str
    read: str
    text: str
    member: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class DialogRow:
    """What the bot waits for in a chat: a kind of answer, and JSON that only the bot reads."""

    kind: str
    data: str


class Outcome(StrEnum):
    """What became of an upload, as people look for it: the version that is handed in (SUBMITTED);
    answered without an error (CLEAN) or with some (MENDING); not answered at all."""

    SUBMITTED = "submitted"
    CLEAN = "clean"
    MENDING = "mending"
    UNDER_WAY = "under_way"
    REFUSED = "refused"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Standing(StrEnum):
    """How far a unit's report is: handed in (SUBMITTED); else its newest answered version was read
    as a whole and has no error (CLEAN), has something to mend (MENDING), or there is no answered
    version at all (MISSING)."""

    SUBMITTED = "submitted"
    CLEAN = "clean"
    MENDING = "mending"
    MISSING = "missing"

    @property
    def is_settled(self) -> bool:
        """Whether nobody need be reminded any more."""
        return self in (Standing.SUBMITTED, Standing.CLEAN)


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """A unit, its newest answered upload for the report year, the errors found in that and the
    cells of it that could not be read, whether a version is handed in, and whether a clerk said
    that the report is being worked on."""

    unit: Unit
    latest: Upload | None
    errors: int | None
    unread: int | None
    is_submitted: bool
    is_in_hand: bool

    @property
    def standing(self) -> Standing:
        if self.is_submitted:
            return Standing.SUBMITTED
        if self.latest is None:
            return Standing.MISSING
        return Standing.MENDING if self.errors or self.unread else Standing.CLEAN
