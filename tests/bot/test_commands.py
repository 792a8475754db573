"""Everybody is offered the commands that are theirs, and a mistyped one is understood."""

import httpx
import pytest

from bot.sandbox.server import Sandbox
from bot.services import Services
from domain.unit import Role
from tests.bot.conftest import running_bot
from tests.bot.talk import heard, say, shown


async def offered(sandbox: Sandbox, seat: str) -> list[str]:
    async with httpx.AsyncClient(base_url=sandbox.url) as http:
        listed = (await http.get(f"/api/seats/{seat}/commands")).json()
    return [command["command"] for command in listed]


async def test_a_supervisor_is_offered_more_than_a_clerk(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, "/help")
        (clerk_help,) = await heard(sandbox, 1)
        await say(sandbox, "/help", "supervisor")
        (supervisor_help,) = await heard(sandbox, 1, "supervisor")
        for seat, text in (("clerk", clerk_help), ("supervisor", supervisor_help)):
            names = await offered(sandbox, seat)
            assert all(f"/{name}　" in text for name in names)
        assert "invite" in await offered(sandbox, "supervisor")
        assert "invite" not in await offered(sandbox, "clerk")


async def test_a_supervisor_whom_telegram_no_longer_knows_does_not_keep_the_bot_from_starting(
    sandbox: Sandbox, services: Services
) -> None:
    with services.uow() as uow:
        (county,) = {unit.id for unit in uow.units.all() if unit.parent_id is None}
        uow.members.bind(799_999_999, "离开的人", "zh", county, Role.SUPERVISOR)
        uow.commit()
    async with running_bot(sandbox, services):
        await say(sandbox, "/help", "supervisor")
        assert await heard(sandbox, 1, "supervisor")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/histroy", "没有 /histroy。您是不是要 /history？"),
        ("/Result2025", "没有 /Result2025。您是不是要 /result？"),
        ("/invite", "只有主管"),
        ("/xyzzy", "没有这个命令"),
    ],
)
async def test_a_mistyped_command_is_answered_with_the_nearest(
    sandbox: Sandbox, services: Services, typed: str, answer: str
) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, typed)
        (text,) = await heard(sandbox, 1)
    assert answer in text


@pytest.mark.parametrize("seat", ["clerk", "supervisor"])
async def test_every_offered_command_is_answered(
    sandbox: Sandbox, services: Services, seat: str
) -> None:
    async with running_bot(sandbox, services):
        names = await offered(sandbox, seat)
        for count, name in enumerate(names, 1):
            await say(sandbox, f"/{name}", seat)
            said = (await heard(sandbox, count, seat))[-1]
            assert "没有这个命令" not in said, name
            assert "您是不是要" not in said, name


async def test_an_invitation_goes_to_the_one_unit_whose_name_has_what_was_written(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, "/invite 白鹭镇", "supervisor")
        await shown(sandbox, "“示例县白鹭镇人民政府”填报人的邀请码", "supervisor")
        await say(sandbox, "/invite 镇", "supervisor")
        await shown(sandbox, "名字里有“镇”的不止一家：", "supervisor")


async def test_a_unit_without_a_result_is_named(sandbox: Sandbox, services: Services) -> None:
    async with running_bot(sandbox, services):
        for words, answer in (
            ("/result 民政局", "示例县民政局还没有结果。"),
            ("/report 2025 民政局", "示例县民政局没有 2025 年度的结果。"),
        ):
            await say(sandbox, words, "supervisor")
            await shown(sandbox, answer, "supervisor")
