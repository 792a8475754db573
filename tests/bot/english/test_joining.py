"""Joining, choosing among units, leaving, being forgotten: in English."""

import re

from app.demonstration import COUNTY, TOWNSHIP
from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.services import Services
from domain.unit import Role
from tests.bot.conftest import running_bot
from tests.bot.english.person import Person
from tests.bot.english.reports import FAULTY
from tests.bot.talk import keep_answered


async def test_a_stranger_is_turned_away_and_joins(sandbox: Sandbox, services: Services) -> None:
    stranger, supervisor = Person(sandbox, "stranger"), Person(sandbox, "supervisor")
    async with running_bot(sandbox, services):
        await stranger.asks("hello", "You have not joined any unit yet")
        await stranger.asks("/start nonsense", "This invitation code does not work")
        await supervisor.asks("/invite", "Please name the unit")
        await supervisor.asks("/invite 丁局", "There is no unit “丁局”")
        made = await supervisor.asks(f"/invite {TOWNSHIP}", "Invitation for clerks")
        code = re.search(r"/start (\S+)", made.content.text)
        assert code is not None
        await stranger.asks(f"/start {code[1]}", f"You have joined “{TOWNSHIP}” as a clerk.")
        await stranger.asks("/start", "You are in")
        await stranger.asks("/invite 丁局", "Only supervisors")


async def test_who_serves_several_units_chooses_one(sandbox: Sandbox, services: Services) -> None:
    chat_id = DEFAULT_SEATS[0].chat_id
    with services.uow() as uow:
        county = uow.units.by_name(COUNTY)
        assert county is not None
        uow.members.bind(chat_id, "小周", "en", county.id, Role.SUPERVISOR)
        uow.commit()
    clerk = Person(sandbox)
    async with running_bot(sandbox, services):
        units = await clerk.asks("/units", f"A file that names no unit counts for {COUNTY}")
        assert f"{COUNTY} (supervisor)" in units.content.text
        await clerk.presses(units, TOWNSHIP)
        await clerk.hears(f"A file that names no unit counts for {TOWNSHIP}")


async def test_who_leaves_or_is_forgotten_is_told_so(sandbox: Sandbox, services: Services) -> None:
    keep_answered(services, FAULTY)
    clerk, supervisor = Person(sandbox), Person(sandbox, "supervisor")
    async with running_bot(sandbox, services):
        answer = await clerk.asks("/result", "Correct 1 problem before it goes out.")
        which = await clerk.asks("/leave", "Which unit do you want to leave?")
        await clerk.presses(which, TOWNSHIP)
        await clerk.presses(await clerk.hears(f"Leave “{TOWNSHIP}”?"), "Leave")
        await clerk.hears(f"You have left “{TOWNSHIP}”.")
        await clerk.presses(answer, "No. 1")
        await clerk.is_told("This message is out of date.")
        question = await supervisor.asks("/forgetme", "This cannot be undone.")
        await supervisor.presses(question, "Delete my data")
        await supervisor.hears("Your data have been deleted.")
