"""Reminders and the digest, in English."""

from datetime import date

from app.demonstration import TOWNSHIP
from bot.sandbox.server import Sandbox
from bot.services import Services
from domain.deadline import ASKED
from storage.rows import ReminderKind
from tests.bot.conftest import running_bot
from tests.bot.english.person import Person
from tests.bot.english.reports import FAULTY, YEAR
from tests.bot.reminding import plan, remind
from tests.bot.talk import keep_answered
from tests.rules.reports import report


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
        remind(services, plan(services))
        told = await clerk.hears("7 workdays left until the deadline, Sun 31 Jan 2027.")
        assert f"The {YEAR} report of {TOWNSHIP} has not arrived yet." in told.content.text
        assert "so this year's 上年结转 should be 0." in told.content.text
        await clerk.presses(told, "I am working on it")
        await clerk.hears("No more reminders before Fri 29 Jan 2027.")
        keep_answered(services, FAULTY)
        remind(services, plan(services, stage=ASKED))
        told = await clerk.hears("still has 1 problem to correct. Correct it and send")
        assert told.content.text.startswith("Your supervisor asks you to note:")
        remind(services, plan(services, stage="T+1", year=YEAR - 2))
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
            remind(services, plan(services, stage=stage))
            await clerk.hears(told)


async def test_a_supervisor_hears_how_far_the_units_below_are(
    sandbox: Sandbox, services: Services
) -> None:
    supervisor = Person(sandbox, "supervisor")
    async with running_bot(sandbox, services):
        remind(services, plan(services, ReminderKind.DIGEST, "T-14"))
        await supervisor.hears(f"{YEAR}: 3 units, 0 handed in, 0 ready, 0 being corrected, 3 miss")
        keep_answered(services, FAULTY)
        remind(services, plan(services, ReminderKind.DIGEST))
        told = await supervisor.hears("1 being corrected, 2 missing")
        assert f"Being corrected: {TOWNSHIP}" in told.content.text
        await supervisor.presses(told, "Most frequent problems")
        frequent = await supervisor.hears("1 unit has something to correct in the newest version")
        assert "· 1 unit" in frequent.content.text
