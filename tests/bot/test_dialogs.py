"""A question of the bot is left by the words people use for it, and by going on to a new file."""

import httpx
import pytest

from app.demonstration import TOWNSHIP
from bot.sandbox.server import Sandbox
from bot.services import Services
from tests.bot.conftest import running_bot
from tests.bot.talk import keep_answered, press, say, shown
from tests.rules.reports import report

FAULTY = report(year=2025, unit=TOWNSHIP, cells={"reviews.reconsideration.total": 2})


def handed_in(services: Services) -> bool:
    with services.uow() as uow:
        unit = uow.units.by_name(TOWNSHIP)
        assert unit is not None
        return uow.submissions.standing(unit.id, 2025) is not None


async def asked_why(sandbox: Sandbox) -> None:
    """The bot has asked why a version with errors is to be handed in."""
    await say(sandbox, "/result")
    await press(sandbox, await shown(sandbox, "改 1 处再发。"), "写明原因，先报送")
    await shown(sandbox, "请用一句话说明为什么先报送")


@pytest.mark.parametrize("words", ["不报送了。", "算了吧！", "/cancel"])
async def test_words_that_leave_a_question_are_no_answer_to_it(
    sandbox: Sandbox, services: Services, words: str
) -> None:
    keep_answered(services, FAULTY)
    async with running_bot(sandbox, services):
        await asked_why(sandbox)
        await say(sandbox, words)
        await shown(sandbox, "好的，没有报送。")
        await say(sandbox, words)
        await shown(sandbox, "现在没有在等您回答的事。")
    assert not handed_in(services)


async def test_a_new_file_leaves_the_question_why_the_old_one_is_handed_in(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, FAULTY)
    async with running_bot(sandbox, services):
        await asked_why(sandbox)
        async with httpx.AsyncClient(base_url=sandbox.url) as http:
            await http.post("/api/seats/clerk/files", files={"file": ("第二稿.txt", b"report")})
        await shown(sandbox, "已收到《第二稿.txt》")
        await say(sandbox, "这份是改好了的")
        await shown(sandbox, "请把年报文件")
    assert not handed_in(services)
