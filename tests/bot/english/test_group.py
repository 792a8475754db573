"""In a group, in the language of whoever asks."""

import httpx

from bot.sandbox.server import Sandbox
from bot.services import Services
from tests.bot.conftest import running_bot
from tests.bot.english.person import Person
from tests.bot.english.reports import FAULTY
from tests.bot.talk import answer_newest

MENTION = "@nianbao_sandbox_bot"


async def test_a_group_hears_how_and_strangers_hear_why_not(
    sandbox: Sandbox, services: Services
) -> None:
    group = Person(sandbox, "group")
    async with running_bot(sandbox, services), httpx.AsyncClient(base_url=sandbox.url) as http:
        said = {"as": "clerk", "text": f"/help{MENTION}"}
        (await http.post("/api/seats/group/messages", json=said)).raise_for_status()
        await group.hears("the verdict comes here")
        await group.sends("report.txt", b"report", **{"as": "stranger", "caption": MENTION})
        await group.hears("so the file was not checked")


async def test_a_group_hears_the_verdict_and_the_asker_the_answer(
    sandbox: Sandbox, services: Services
) -> None:
    group, clerk = Person(sandbox, "group"), Person(sandbox)
    async with running_bot(sandbox, services):
        await group.sends("report.txt", b"report", **{"as": "clerk", "caption": MENTION})
        await clerk.hears("Received “report.txt”")
        answer_newest(services, FAULTY)
        told = await group.hears("Correct 1 problem before it goes out.")
        assert told.content.text.endswith("The details are in your private chat.")
        await clerk.hears("✗ 1. 表四 · 行政复议 · 总计")
