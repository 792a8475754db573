"""What is to be said to a chat, as a row of the outbox: the meaning, not yet the words."""

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """UPLOAD shows an upload's present state in its one message, ANSWER its result in a new one;
    REMINDER and DIGEST are what the clock has to say; RECEIPT is for a version that was handed in;
    DRAWING brings something drawn of an upload; GROUP sums an upload's outcome up where it was
    asked for in a group;
    REPLY carries an answer that is already in words."""

    UPLOAD = "upload"
    ANSWER = "answer"
    RECEIPT = "receipt"
    DRAWING = "drawing"
    GROUP = "group"
    REMINDER = "reminder"
    DIGEST = "digest"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Notice:
    """One outgoing message. `key` is unique: the same notice is never kept twice.

    `subject_id` is the upload (UPLOAD, ANSWER, DRAWING, GROUP), the reminder (REMINDER, DIGEST) or
    the submission (RECEIPT); `reply` is the JSON of a reply (REPLY) or of a drawing (DRAWING; None
    where nothing could be drawn).
    """

    key: str
    chat_id: int
    kind: NoticeKind
    subject_id: int | None = None
    reply: str | None = None


def upload_notice(upload_id: int, chat_id: int, moment: str) -> Notice:
    """Has an upload's message brought up to date, once for each `moment` of its way."""
    return Notice(f"upload:{upload_id}:{moment}", chat_id, NoticeKind.UPLOAD, upload_id)


def group_notice(upload_id: int, chat_id: int) -> Notice:
    """Sums an upload's outcome up in the group, once."""
    return Notice(f"group:{upload_id}", chat_id, NoticeKind.GROUP, upload_id)


def stranger_notice(person_id: int, chat_id: int, reply: str) -> Notice:
    """Tells somebody without a unit in a group how to join, once for each person and group."""
    return Notice(f"{stranger_key(person_id)}{chat_id}", chat_id, NoticeKind.REPLY, reply=reply)


def stranger_key(person_id: int) -> str:
    """How the keys of all notices begin that told this person how to join."""
    return f"stranger:{person_id}:"


def recheck_key(job_id: int) -> str:
    """The key of the notice that told somebody that an upload is being checked again, or keeps who
    confirmed the last cell that was shown, or filed the upload."""
    return f"recheck:{job_id}"


def asking_notice(job_id: int, chat_id: int) -> Notice:
    """Without words: it only keeps who asked for drawings."""
    return Notice(drawing_key(job_id), chat_id, NoticeKind.REPLY)


def drawing_key(job_id: int) -> str:
    """The key of the notice that keeps who asked for drawings, and begins those that bring them."""
    return f"drawing:{job_id}"
