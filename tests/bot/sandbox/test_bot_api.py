"""The Bot API as HTTP: encodings, tokens, unknown methods, commands, pace."""

import asyncio
import json
from datetime import timedelta

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)
from telegram.error import BadRequest, InvalidToken, RetryAfter

from bot.sandbox.server import Sandbox, running_sandbox
from bot.sandbox.shapes import ApiError
from bot.sandbox.traffic import RateLimits, Traffic
from bot.sandbox.world import World


@pytest.mark.parametrize("encoding", ["params", "data", "json"])
async def test_parameters_come_in_any_encoding(
    encoding: str, sandbox: Sandbox, person: httpx.AsyncClient, chat_id: int
) -> None:
    url = f"/bot{sandbox.token}/SENDmessage"
    fields = {"chat_id": chat_id, "text": "好，1+1=2 & more"}
    answer = await person.post(url, **{encoding: fields})
    assert answer.status_code == 200
    assert answer.json()["result"]["text"] == "好，1+1=2 & more"


async def test_structured_parameters_in_a_json_body_need_no_second_encoding(
    sandbox: Sandbox, person: httpx.AsyncClient, chat_id: int
) -> None:
    button = {"text": "看图", "callback_data": "p"}
    body = {"chat_id": chat_id, "text": "x", "reply_markup": {"inline_keyboard": [[button]]}}
    answer = await person.post(f"/bot{sandbox.token}/sendMessage", json=body)
    assert answer.json()["result"]["reply_markup"] == {"inline_keyboard": [[button]]}


async def test_a_wrong_token_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", base_url=sandbox.base_url):
            pass


async def test_an_unknown_method_is_not_found(sandbox: Sandbox, person: httpx.AsyncClient) -> None:
    answer = await person.get(f"/bot{sandbox.token}/sendGift")
    assert answer.status_code == 404
    assert answer.json()["ok"] is False


BODIES = [
    ("application/json", b"{", 400),
    ("application/json", b"[]", 400),
    ("multipart/form-data; boundary=x", b"no parts", 400),
    ("multipart/form-data", b"no boundary", 400),
    ("application/json", json.dumps({"text": "x" * 1_000_001}).encode(), 413),
]


@pytest.mark.parametrize(("kind", "body", "status"), BODIES)
async def test_a_broken_body_is_refused(
    kind: str, body: bytes, status: int, sandbox: Sandbox, person: httpx.AsyncClient
) -> None:
    url = f"/bot{sandbox.token}/sendMessage"
    answer = await person.post(url, content=body, headers={"content-type": kind})
    assert (answer.status_code, answer.json()["error_code"]) == (status, status)


async def test_the_commands_offered_are_those_of_the_narrowest_scope(
    bot: Bot, world: World, chat_id: int, person: httpx.AsyncClient
) -> None:
    async def offered() -> list[str]:
        listed = (await person.get("/api/seats/clerk/commands")).json()
        return [command["command"] for command in listed]

    await bot.set_my_commands([("help", "怎么用")])
    assert await bot.get_my_commands() == (BotCommand("help", "怎么用"),)
    assert await offered() == ["help"]
    await bot.set_my_commands([("result", "结果")], scope=BotCommandScopeAllPrivateChats())
    assert await offered() == ["result"]
    await bot.set_my_commands([("deadline", "截止")], scope=BotCommandScopeChat(chat_id))
    assert await offered() == ["deadline"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id))
    assert await offered() == ["result"]
    with pytest.raises(BadRequest):
        await bot.set_my_commands([("Ünläufig", "x")])


async def test_the_bot_learns_about_itself_and_a_chat(bot: Bot, chat_id: int) -> None:
    assert bot.bot.is_bot
    assert (await bot.get_chat(chat_id)).first_name == "小周"
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_chat_menu_button()).type == "commands"


async def test_being_busy_shows_until_the_next_message(
    bot: Bot, world: World, chat_id: int
) -> None:
    assert await bot.send_chat_action(chat_id, "upload_document")
    assert world.is_typing(world.chats[0])
    await bot.send_message(chat_id, "好了")
    assert not world.is_typing(world.chats[0])


async def test_every_send_and_edit_is_counted(bot: Bot, world: World, chat_id: int) -> None:
    sent = await bot.send_message(chat_id, "一")
    await bot.edit_message_text("二", chat_id, sent.message_id)
    await bot.send_message(world.chats[1].seat.chat_id, "三")
    assert [entry.method for entry in world.traffic.sent] == [
        "sendMessage",
        "editMessageText",
        "sendMessage",
    ]
    assert world.traffic.peak() == 3
    assert world.traffic.peak(chat_id) == 2


async def test_limits_are_enforced_only_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without it python-telegram-bot warns that the type of RetryAfter.retry_after will change.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with (
        running_sandbox(World(limits=RateLimits(overall=30, per_chat=2))) as sandbox,
        Bot(sandbox.token, base_url=sandbox.base_url) as bot,
    ):
        clerk, supervisor, _ = (seat.chat_id for seat in sandbox.world.seats)
        await asyncio.gather(*(bot.send_message(clerk, str(n)) for n in range(2)))
        with pytest.raises(RetryAfter) as refused:
            await bot.send_message(clerk, "3")
        assert refused.value.retry_after == timedelta(seconds=1)
        await bot.send_message(supervisor, "1")
        assert sandbox.world.traffic.refused == 1


def test_the_pace_is_measured_over_any_second() -> None:
    instants = iter([0.0, 0.5, 0.9, 1.2, 1.4, 3.0])
    traffic = Traffic(clock=lambda: next(instants))
    for _ in range(6):
        traffic.admit(1, "sendMessage")
    assert traffic.peak() == 4


def test_the_overall_limit_holds_across_chats() -> None:
    instants = iter([0.0, 0.1, 0.2, 1.05])
    traffic = Traffic(RateLimits(overall=2, per_chat=2), clock=lambda: next(instants))
    traffic.admit(1, "sendMessage")
    traffic.admit(2, "sendMessage")
    with pytest.raises(ApiError):
        traffic.admit(3, "sendMessage")
    traffic.admit(3, "sendMessage")
