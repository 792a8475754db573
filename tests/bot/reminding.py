"""What the clock would say, at a moment that stands still."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.composing import compose
from bot.reply import Reply
from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.world import Message
from bot.services import Services
from domain.notice import Notice, NoticeKind
from storage.rows import ReminderKind, ReminderRow

CHAT = {seat.key: seat.chat_id for seat in DEFAULT_SEATS}
COUNTY, TOWNSHIP, OFFICE = "示例县人民政府", "示例县青石镇人民政府", "示例县民政局"
YEAR = 2026
SHANGHAI = ZoneInfo("Asia/Shanghai")
T_14, T_7, T_3, T_1 = (
    datetime(YEAR + 1, 1, day, 9, 5, tzinfo=SHANGHAI) for day in (15, 22, 28, 29)
)
"""The deadline is a Sunday: all but the third stage come on a Friday."""
WRONG = {"reviews.reconsideration.total": 5}
"""Cells with which a report has one error."""


@dataclass(frozen=True)
class At:
    """A clock that stands still."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


def at(services: Services, moment: datetime) -> Services:
    return replace(services, clock=At(moment))


def plan(
    services: Services,
    kind: ReminderKind = ReminderKind.REMINDER,
    stage: str = "T-7",
    year: int = YEAR,
) -> ReminderRow:
    """A reminder to the clerk of the township, or a digest to its supervisor, that is due."""
    is_digest = kind is ReminderKind.DIGEST
    now = services.clock.now()
    with services.uow() as uow:
        unit = uow.units.by_name(COUNTY if is_digest else TOWNSHIP)
        assert unit is not None
        chat_id = CHAT["supervisor" if is_digest else "clerk"]
        uow.reminders.plan(chat_id, unit.id, year, stage, kind, now)
        (row,) = uow.reminders.due(now, 10)
        uow.reminders.done(row.id)
        uow.commit()
    return row


def notice(row: ReminderRow) -> Notice:
    return Notice(f"reminder:{row.id}", row.chat_id, NoticeKind(row.kind.value), row.id)


def remind(services: Services, row: ReminderRow) -> None:
    """Hands a reminder to the outbox."""
    with services.uow() as uow:
        uow.outbox.add(notice(row), services.clock.now())
        uow.commit()


def told(services: Services, row: ReminderRow) -> Reply | None:
    return compose(notice(row), services)


def words(reply: Reply | None) -> list[str]:
    assert reply is not None
    return reply.html.replace("<b>", "").replace("</b>", "").split("\n")


def labels(given: Reply | Message | None) -> list[list[str]]:
    assert given is not None
    rows = given.buttons if isinstance(given, Reply) else given.keyboard
    return [[button.text for button in row] for row in rows]


def leave(services: Services, seat: str) -> None:
    """Takes the seat's unit away from it."""
    with services.uow() as uow:
        (membership,) = uow.members.memberships(CHAT[seat])
        uow.members.leave(membership.member.id, membership.unit.id)
        uow.commit()


def speak_english(services: Services, seat: str) -> None:
    with services.uow() as uow:
        (membership,) = uow.members.memberships(CHAT[seat])
        uow.members.keep_settings(replace(membership.member, language="en"))
        uow.commit()
