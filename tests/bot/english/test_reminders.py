"""Reminders and the digest, in English."""

from datetime import date

from app.demonstration import COUNTY, TOWNSHIP
from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.services import Services
from domain.deadline import ASKED
from domain.notice import Notice, NoticeKind
from storage.rows import ReminderKind
from tests.bot.conftest import running_bot
from tests.bot.english.person import Person
from tests.bot.english.reports import FAULTY, YEAR
from tests.bot.talk import keep_answered
from tests.rules.reports import report

CHAT = {seat.key: seat.chat_id for seat in DEFAULT_SEATS}


def remind(services: Services, kind: ReminderKind, year: int = YEAR, stage: str = "T-7") -> None:
    """A reminder to the clerk of the township, or a digest to its supervisor, goes out."""
    is_digest, now = kind is ReminderKind.DIGEST, services.clock.now()
    with services.uow() as uow:
        unit = uow.units.by_name(COUNTY if is_digest else TOWNSHIP)
        assert unit is not None
        chat_id = CHAT["supervisor" if is_digest else "clerk"]
        uow.reminders.plan(chat_id, unit.id, year, stage, kind, now)
        (row,) = uow.reminders.due(now, 10)
        uow.reminders.done(row.id)
        uow.outbox.add(Notice(f"reminder:{row.id}", chat_id, NoticeKind(kind.value), row.id), now)
        uow.commit()


def due(services: Services, day: date) -> None:
    """The township has a date of its own."""
    with services.uow() as uow:
        unit = uow.units.by_name(TOWNSHIP)
        assert unit is not None
        uow.deadlines.set_local(unit.id, YEAR, day)
        uow.commit()


async def test_a_clerk_is_reminded_and_says_how_it_goes(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, report(year=YEAR - 1, unit=TOWNSHIP))
    clerk = Person(sandbox)
    async with running_bot(sandbox, services):
        remind(services, ReminderKind.REMINDER)
        told = await clerk.hears("7 workdays left until the deadline, Sun 31 Jan 2027.")
        assert f"The {YEAR} report of {TOWNSHIP} has not arrived yet." in told.content.text
        assert "so this year's 上年结转 should be 0." in told.content.text
        await clerk.presses(told, "I am working on it")
        await clerk.hears("No more reminders before Fri 29 Jan 2027.")
        keep_answered(services, FAULTY)
        remind(services, ReminderKind.REMINDER, stage=ASKED)
        told = await clerk.hears("still has 1 problem to correct. Correct it and send")
        assert told.content.text.startswith("Your supervisor asks you to note:")
        remind(services, ReminderKind.REMINDER, YEAR - 2, "T+1")
        await clerk.hears("The deadline was Fri 31 Jan 2025.")


async def test_the_last_days_are_named(sandbox: Sandbox, services: Services) -> None:
    clerk = Person(sandbox)
    days = {
        "The deadline is today, Wed 20 Jan 2027.": (20, "T-14"),
        "The deadline is tomorrow, Thu 21 Jan 2027.": (21, "T-7"),
        "2 workdays left until the deadline, Fri 22 Jan 2027.": (22, "T-3"),
    }
    async with running_bot(sandbox, services):
        for told, (day, stage) in days.items():
            due(services, date(YEAR + 1, 1, day))
            remind(services, ReminderKind.REMINDER, stage=stage)
            await clerk.hears(told)


async def test_a_supervisor_hears_how_far_the_units_below_are(
    sandbox: Sandbox, services: Services
) -> None:
    supervisor = Person(sandbox, "supervisor")
    async with running_bot(sandbox, services):
        remind(services, ReminderKind.DIGEST, stage="T-14")
        await supervisor.hears(f"{YEAR}: 3 units, 0 handed in, 0 ready, 0 being corrected, 3 miss")
        keep_answered(services, FAULTY)
        remind(services, ReminderKind.DIGEST)
        told = await supervisor.hears("1 being corrected, 2 missing")
        assert f"Being corrected: {TOWNSHIP}" in told.content.text
        await supervisor.presses(told, "Most frequent problems")
        frequent = await supervisor.hears("1 unit has something to correct in the newest version")
        assert "· 1 unit" in frequent.content.text
