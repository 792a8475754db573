"""A group at the sandbox: several people write into one chat, and the bot with them."""

import httpx
import pytest
from telegram import Bot, ReplyParameters
from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.sandbox.seats import DEFAULT_GROUPS, DEFAULT_SEATS, further_clerks
from bot.sandbox.world import World

GROUP = DEFAULT_GROUPS[0]
MESSAGES = "/api/seats/group/messages"


async def test_a_member_writes_into_the_group(bot: Bot, person: httpx.AsyncClient) -> None:
    body = {"text": "@nianbao_sandbox_bot 您好", "as": "stranger"}
    assert (await person.post(MESSAGES, json=body)).status_code == 202
    [update] = await bot.get_updates()
    message = update.message
    assert (message.chat.id, message.chat.type) == (GROUP.chat_id, ChatType.SUPERGROUP)
    assert (message.chat.title, message.from_user.id) == (GROUP.name, DEFAULT_SEATS[2].chat_id)
    assert list(message.parse_entities(["mention"]).values()) == ["@nianbao_sandbox_bot"]


async def test_a_reply_brings_what_it_answers(bot: Bot, person: httpx.AsyncClient) -> None:
    sent = await person.post(
        "/api/seats/group/files", files={"file": ("年报.docx", b"x")}, data={"as": "stranger"}
    )
    answered = sent.json()["message_id"]
    await person.post(MESSAGES, json={"text": "请看", "as": "clerk", "reply_to": answered})
    _, update = await bot.get_updates()
    assert update.message.from_user.id == DEFAULT_SEATS[0].chat_id
    assert update.message.reply_to_message.document.file_name == "年报.docx"
    reply = await bot.send_message(GROUP.chat_id, "好", reply_parameters=ReplyParameters(answered))
    assert reply.reply_to_message.message_id == answered
    theirs, _, ours = (await person.get(MESSAGES)).json()
    assert (theirs["name"], theirs["reply_to"]) == ("路过的人", None)
    assert (ours["from"], ours["name"], ours["reply_to"]) == ("bot", None, answered)


async def test_who_is_no_member_writes_nothing(person: httpx.AsyncClient, world: World) -> None:
    for key in ("supervisor", "nobody", ""):
        answer = await person.post(MESSAGES, json={"text": "您好", "as": key})
        assert (answer.status_code, answer.json()) == (400, {"error": "unknown_member"})
    gone = await person.post(MESSAGES, json={"text": "您好", "as": "clerk", "reply_to": 1})
    assert (gone.status_code, gone.json()) == (404, {"error": "no_such_message"})
    assert not any(chat.messages for chat in world.chats)


async def test_an_answer_to_a_message_that_is_gone_goes_out_only_if_it_may(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="replied not found"):
        await bot.send_message(GROUP.chat_id, "好", reply_parameters=ReplyParameters(1))
    may = ReplyParameters(1, allow_sending_without_reply=True)
    sent = await bot.send_message(GROUP.chat_id, "好", reply_parameters=may)
    assert sent.reply_to_message is None


async def test_what_was_sent_is_counted_in_sliding_seconds(
    bot: Bot, person: httpx.AsyncClient, chat_id: int
) -> None:
    sent = await bot.send_message(chat_id, "一")
    await bot.edit_message_text("二", chat_id, sent.message_id)
    await bot.send_message(GROUP.chat_id, "三")
    assert (await person.get("/api/traffic")).json() == {
        "calls": 3,
        "refused": 0,
        "peak_second": 3,
        "peak_second_in_one_chat": 2,
        "peak_minute_in_one_group": 1,
    }


def test_more_clerks_can_be_seated() -> None:
    world = World((*DEFAULT_SEATS, *further_clerks(2)))
    assert [seat.key for seat in world.seats][3:] == ["clerk1", "clerk2"]
    assert len({chat.seat.chat_id for chat in world.chats}) == 6
