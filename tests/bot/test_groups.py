"""In a group the bot answers only who asks it, and tells nobody there what is in a report."""

import httpx

from bot.sandbox.seats import DEFAULT_GROUPS, DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.services import Services
from domain.unit import Role
from tests.bot.conftest import ZH, running_bot
from tests.bot.talk import answer_newest, heard, say
from tests.rules.reports import report

GROUP = DEFAULT_GROUPS[0]
STRANGER = DEFAULT_SEATS[2]
REPORT = report(year=2025, unit="示例县青石镇人民政府")
MENTION = "请 @Nianbao_Sandbox_Bot 核对"


async def post(sandbox: Sandbox, author: str, caption: str = "", **fields: str) -> int:
    """Somebody sends a file into the group; the number of the message."""
    data = {"as": author, "caption": caption, **fields}
    files = {"file": ("年报.docx", b"x")}
    async with httpx.AsyncClient(base_url=sandbox.url) as http:
        sent = await http.post("/api/seats/group/files", files=files, data=data)
    number: int = sent.json()["message_id"]
    return number


async def write(sandbox: Sandbox, author: str, text: str, reply_to: int | str = "") -> None:
    body = {"as": author, "text": text, "reply_to": reply_to}
    async with httpx.AsyncClient(base_url=sandbox.url) as http:
        (await http.post("/api/seats/group/messages", json=body)).raise_for_status()


async def everything_before(sandbox: Sandbox, seat: str = "supervisor") -> None:
    """Waits until all that was sent so far has been dealt with."""
    await say(sandbox, "/help", seat)
    await heard(sandbox, 1, seat)


async def test_a_mention_is_answered_in_short_there_and_in_full_in_private(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        asked = await post(sandbox, "clerk", MENTION)
        await heard(sandbox, 1)
        answer_newest(services, REPORT)
        (said,) = await heard(sandbox, 1, "group")
    assert said.endswith("详情已发到您的私聊。")
    chat = sandbox.world.seat_chat("group")
    assert chat is not None
    (message,) = (m for m in chat.messages.values() if m.from_bot)
    assert (message.reply_to, message.keyboard) == (asked, ())


async def test_a_reply_to_a_file_with_a_mention_asks_about_that_file(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        theirs = await post(sandbox, "stranger")
        await write(sandbox, "clerk", MENTION, theirs)
        (text,) = await heard(sandbox, 1)
    assert text.startswith("已收到《年报.docx》")


async def test_a_file_in_reply_to_the_bot_is_taken(sandbox: Sandbox, services: Services) -> None:
    async with running_bot(sandbox, services):
        await write(sandbox, "clerk", "/help@nianbao_sandbox_bot")
        (how,) = await heard(sandbox, 1, "group")
        assert how == ZH.plain("group.how", name="nianbao_sandbox_bot")
        chat = sandbox.world.seat_chat("group")
        assert chat is not None
        ours = next(m.message_id for m in chat.messages.values() if m.from_bot)
        await post(sandbox, "clerk", reply_to=str(ours))
        (text,) = await heard(sandbox, 1)
    assert text.startswith("已收到《年报.docx》")


async def test_all_else_in_a_group_is_ignored(sandbox: Sandbox, services: Services) -> None:
    async with running_bot(sandbox, services):
        theirs = await post(sandbox, "clerk")
        await post(sandbox, "stranger", "给 @nianbao_sandbox_bot2")
        for text in ("您好", "/help", "/help@another_bot", MENTION, "/result"):
            await write(sandbox, "clerk", text)
        await write(sandbox, "stranger", "看看", theirs)
        await everything_before(sandbox)
        await everything_before(sandbox, "clerk")
    assert await heard(sandbox, 0, "group") == []
    assert len(await heard(sandbox, 1)) == 1
    with services.uow() as uow:
        assert uow.inbox.pending(10) == []


async def test_a_stranger_gets_one_line_however_often_they_ask(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        await post(sandbox, "stranger", MENTION)
        await post(sandbox, "stranger", MENTION)
        await write(sandbox, "clerk", "/start@nianbao_sandbox_bot")
        said = await heard(sandbox, 2, "group")
    assert said[0] == ZH.plain("group.stranger")
    assert len(said) == 2
    assert await heard(sandbox, 0, "stranger") == []


async def test_the_rights_are_those_of_whoever_asks(sandbox: Sandbox, services: Services) -> None:
    """A clerk of another unit asks: the file is theirs, and the first clerk hears nothing."""
    with services.uow() as uow:
        other = uow.units.by_name("示例县白鹭镇人民政府")
        assert other is not None
        uow.members.bind(STRANGER.chat_id, "小何", "zh", other.id, Role.CLERK)
        uow.commit()
    async with running_bot(sandbox, services):
        await post(sandbox, "stranger", MENTION)
        (text,) = await heard(sandbox, 1, "stranger")
        answer_newest(services, REPORT, "stranger")
        (said,) = await heard(sandbox, 1, "group")
    assert "示例县白鹭镇人民政府" in text
    assert "镇" not in said
    assert await heard(sandbox, 0) == []
