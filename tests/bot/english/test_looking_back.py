"""Every command answers in English, to a clerk and to a supervisor."""

from app.demonstration import COUNTY, TOWNSHIP
from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.services import Services
from domain.unit import Role
from tests.bot.conftest import running_bot
from tests.bot.english.person import Person
from tests.bot.english.reports import FAULTY, YEAR
from tests.bot.talk import keep_answered

OF_A_CLERK = (
    ("/help", "/draft – a draft of the report"),
    ("/status", "Version 1 has 1 problem to correct. Next: correct it and send a new version."),
    ("/history", f"{TOWNSHIP} · files sent"),
    (f"/history {YEAR} problems", f"Files sent: {YEAR} · to correct"),
    ("/history 1999", "Nothing found: 1999"),
    ("/result 1999", "No result for 1999"),
    ("/report", "State: version 1, 1 to correct"),
    ("/deadline", f"{TOWNSHIP}: to be published by Sun 31 Jan 2027, 7 workdays left."),
    ("/rules", "What is checked: "),
    ("/rules T4-SUM", "Severity: must be corrected"),
    ("/rules T9-NONE", "There is no rule T9-NONE"),
    ("/draft", f"Draft of the {YEAR} report of {TOWNSHIP}"),
    ("/draft 1999", "There is no draft for 1999"),
    ("/units", "Your units"),
    ("/rollup", "Only supervisors can compare"),
    ("/submitting", "Only supervisors can decide"),
    ("/deadline 2027-01-25", "Only supervisors can set dates"),
)


async def test_every_command_of_a_clerk_is_answered(sandbox: Sandbox, services: Services) -> None:
    keep_answered(services, FAULTY)
    clerk = Person(sandbox)
    async with running_bot(sandbox, services):
        for words, answer in OF_A_CLERK:
            await clerk.asks(words, answer)
        settings = await clerk.asks("/settings", "Quiet hours: none")
        await clerk.presses(settings, "22:00 to 8:00")
        await clerk.hears("Quiet hours: 22:00 to 8:00")
        await clerk.presses(settings, "from 7 days before")
        await clerk.hears("Reminders: from 7 days before")
        await clerk.presses(settings, "everything at once")
        await clerk.hears("Answers: everything at once")


async def test_a_supervisor_looks_after_the_units_below(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, FAULTY)
    with services.uow() as uow:
        office = uow.units.by_name("示例县民政局")
        assert office is not None
        stranger = next(seat for seat in DEFAULT_SEATS if seat.key == "stranger")
        uow.members.bind(stranger.chat_id, "Guest", "en", office.id, Role.CLERK)
        uow.commit()
    supervisor = Person(sandbox, "supervisor")
    async with running_bot(sandbox, services):
        await supervisor.asks("/help", "/invite – ")
        table = await supervisor.asks("/status", "3 units, 0 handed in, 0 ready, 1 being corrected")
        await supervisor.presses(table, "Who is missing")
        await supervisor.hears(f"No report of {YEAR} yet: 2 units")
        await supervisor.presses(table, "Remind 2 units")
        await supervisor.hears("This will remind 1 clerk in 1 unit.")
        await supervisor.hears("There is no clerk to remind in: ")
        listed = await supervisor.asks("/results", f"{YEAR} · 1 report with problems")
        await supervisor.presses(listed, "Export XLSX")
        await supervisor.hears("1 unit, a row for each problem.")
        told = "Set: 3 units to publish the report of 2026 by Mon 25 Jan 2027."
        await supervisor.asks("/deadline 2027-01-25", told)
        await supervisor.asks("/rollup", f"{COUNTY} · {YEAR} · 1 report of units below")


async def test_a_supervisor_decides_about_a_rule(sandbox: Sandbox, services: Services) -> None:
    supervisor = Person(sandbox, "supervisor")
    async with running_bot(sandbox, services):
        rule = await supervisor.asks("/rules T3-BALANCE", "and the units below: as usual")
        await supervisor.presses(rule, "suggestion")
        await supervisor.hears("and the units below: “suggestion”")
        await supervisor.presses(rule, "Switch off for these units")
        await supervisor.hears("and the units below: switched off")
