"""The tables. Only this room sees these classes; what leaves it is plain data.

SQL is the truth of the whole service: updates, jobs and outgoing messages are rows, and whatever
a queue loses is found here again. Every moment is stored in UTC and comes back with time zone.
"""

import enum
from datetime import UTC, date, datetime

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from domain.finding import Severity
from domain.notice import NoticeKind
from domain.unit import Role, UnitKind
from domain.upload import UploadState
from storage.rows import JobState, OutboxState, ReminderKind, ReminderState


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC and aware on the way out (SQLite itself keeps no time zone).

    Raises ValueError for a datetime without time zone.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _values(kind: type[enum.Enum]) -> list[str]:
    return [member.value for member in kind]


class Base(DeclarativeBase):
    # Named constraints, so that a later migration can change them on every database.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    # Enumerations are plain text in the database: a new value then needs no migration.
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads the plain attribute
        datetime: UtcDateTime(),
        enum.Enum: Enum(enum.Enum, native_enum=False, length=16, values_callable=_values),
    }


class Unit(Base):
    __tablename__ = "units"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[UnitKind]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    accepts_errors: Mapped[bool]


class Member(Base):
    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    name: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(16))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    quiet_from: Mapped[int | None]
    quiet_to: Mapped[int | None]
    lead_days: Mapped[int | None]
    full_answers: Mapped[bool]


class Membership(Base):
    __tablename__ = "memberships"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True, index=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class Invitation(Base):
    __tablename__ = "invitations"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    role: Mapped[Role]
    uses_left: Mapped[int]
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime]


class Inbox(Base):
    """A Telegram update as it came; `payload` is its JSON."""

    __tablename__ = "inbox"
    __table_args__ = (Index(None, "closed_at", "received_at"),)

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    payload: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int]
    received_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    failed: Mapped[bool]


class Upload(Base):
    __tablename__ = "uploads"
    __table_args__ = (
        UniqueConstraint("unit_id", "year", "version"),
        Index(None, "state"),
        # Keys of notices are made from these numbers, so SQLite must not give one out twice.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    file_name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[UploadState]
    created_at: Mapped[datetime]
    year: Mapped[int | None]
    version: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(String(64))
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    archive_id: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"), index=True)
    page: Mapped[int | None]
    pages: Mapped[int | None]


class Check(Base):
    """What was read from an upload, with what people confirmed of it, and, once judged, what the
    rules said about it."""

    __tablename__ = "checks"

    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"), primary_key=True)
    report_json: Mapped[str] = mapped_column(Text)
    reader_version: Mapped[str] = mapped_column(String(32))
    check_json: Mapped[str | None] = mapped_column(Text)
    rules_version: Mapped[str | None] = mapped_column(String(32))
    errors: Mapped[int | None]
    warnings: Mapped[int | None]
    infos: Mapped[int | None]
    unread: Mapped[int | None]
    created_at: Mapped[datetime | None]


class Job(Base):
    """One step to be done for an upload. Who holds the lease with the present number of attempts
    may write its result; anyone else comes too late."""

    __tablename__ = "jobs"
    __table_args__ = (Index(None, "state"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(String(16))
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"), index=True)
    state: Mapped[JobState]
    attempts: Mapped[int]
    created_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    woken_at: Mapped[datetime | None]


class Outbox(Base):
    __tablename__ = "outbox"
    __table_args__ = (Index(None, "state", "due_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[NoticeKind]
    subject_id: Mapped[int | None]
    reply: Mapped[str | None] = mapped_column(Text)
    state: Mapped[OutboxState]
    uncertain: Mapped[bool]
    attempts: Mapped[int]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[int | None] = mapped_column(BigInteger)


class GroupPost(Base):
    """The message of a group that asked for an upload."""

    __tablename__ = "group_posts"

    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int] = mapped_column(BigInteger)


class LocalDeadline(Base):
    __tablename__ = "local_deadlines"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    report_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due: Mapped[date]


class AlbumPart(Base):
    """A picture of an album that is not an upload yet."""

    __tablename__ = "album_parts"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    group_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime]


class Reminder(Base):
    __tablename__ = "reminders"
    __table_args__ = (
        # The moment belongs to the key: a deadline that was moved has its stages anew, and units
        # of one supervisor whose deadlines differ have a digest for each of their days.
        UniqueConstraint("chat_id", "unit_id", "report_year", "stage", "kind", "due_at"),
        Index(None, "state", "due_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    report_year: Mapped[int]
    stage: Mapped[str] = mapped_column(String(16))
    kind: Mapped[ReminderKind]
    due_at: Mapped[datetime]
    state: Mapped[ReminderState]


class RuleSetting(Base):
    """What a unit decided about a rule, for itself and the units below it. `severity` is None where
    the rule is switched off."""

    __tablename__ = "rule_settings"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    rule: Mapped[str] = mapped_column(String(64), primary_key=True)
    severity: Mapped[Severity | None]


class Justification(Base):
    """Why a person lets a finding stand. `key` is the finding's, the same in every later file."""

    __tablename__ = "justifications"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(16), primary_key=True)
    rule: Mapped[str] = mapped_column(String(64))
    message: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    created_at: Mapped[datetime]


class Confirmation(Base):
    """What a person says the original shows in a cell that could not be recognised with certainty;
    `read` is what had been recognised there."""

    __tablename__ = "confirmations"

    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"), primary_key=True)
    cell: Mapped[str] = mapped_column(String(100), primary_key=True)
    read: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    created_at: Mapped[datetime]


class Dialog(Base):
    """What the bot waits for in a chat: the next text or button. `data` is JSON that this room does
    not open."""

    __tablename__ = "dialogs"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(32))
    data: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class Drawing(Base):
    """A picture or annotated file made of an upload, in the file store under `sha256`. `kind` ends
    in the language of its words (``"annotate:en"``) where it has any; `position` counts those of
    one kind from 0, `caption` is JSON of what it shows."""

    __tablename__ = "drawings"

    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(Text)
    caption: Mapped[str] = mapped_column(Text)


class Submission(Base):
    """A version that a clerk handed in. `reason` tells why it went out with errors."""

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "unit_id", "report_year"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    report_year: Mapped[int]
    number: Mapped[str] = mapped_column(String(32))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    submitted_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
