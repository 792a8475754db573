"""The calls by which the chat page, or a test, sits in a person's place."""

import asyncio
from datetime import datetime

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox.world import World


async def test_there_are_three_seats_and_a_group(person: httpx.AsyncClient) -> None:
    seats = (await person.get("/api/seats")).json()
    assert [(seat["seat"], seat["role"]) for seat in seats] == [
        ("clerk", "clerk"),
        ("supervisor", "supervisor"),
        ("stranger", "stranger"),
        ("group", "group"),
    ]
    assert all(seat["name"] for seat in seats)
    assert seats[-1]["members"] == ["clerk", "stranger"]
    assert seats[-1]["mention"] == "@nianbao_sandbox_bot"


async def test_a_text_reaches_the_bot_with_its_command_marked(
    bot: Bot, person: httpx.AsyncClient, chat_id: int
) -> None:
    answer = await person.post("/api/seats/clerk/messages", json={"text": " /start 好 "})
    assert answer.status_code == 202
    [update] = await bot.get_updates()
    message = update.message
    assert (message.text, message.from_user.id, message.chat.id) == ("/start 好", chat_id, chat_id)
    assert message.message_id == answer.json()["message_id"]
    assert [(e.type, e.offset, e.length) for e in message.entities] == [("bot_command", 0, 6)]


async def test_the_chat_is_listed_as_its_reader_sees_it(
    bot: Bot, person: httpx.AsyncClient, chat_id: int
) -> None:
    await person.post("/api/seats/clerk/messages", json={"text": "您好"})
    buttons = [
        InlineKeyboardButton("看图", callback_data="picture"),
        InlineKeyboardButton("网站", url="https://example.org/"),
    ]
    sent = await bot.send_message(
        chat_id, "<b>好</b>的", parse_mode="HTML", reply_markup=InlineKeyboardMarkup([buttons])
    )
    theirs, ours = (await person.get("/api/seats/clerk/messages")).json()
    assert (theirs["from"], theirs["text"], theirs["buttons"]) == ("user", "您好", [])
    assert ours["message_id"] == sent.message_id
    assert (ours["from"], ours["text"], ours["edits"]) == ("bot", "好的", 0)
    assert ours["buttons"] == [
        [
            {"text": "看图", "data": "picture", "url": None},
            {"text": "网站", "data": None, "url": "https://example.org/"},
        ]
    ]
    assert (ours["photo"], ours["document"]) == (None, None)
    assert datetime.fromisoformat(ours["date"]).tzinfo is not None
    assert (await person.get("/api/seats/supervisor/messages")).json() == []


async def test_a_press_reaches_only_a_button_that_is_there(
    bot: Bot, person: httpx.AsyncClient, chat_id: int
) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("取消", callback_data="cancel")]])
    sent = await bot.send_message(chat_id, "排队中", reply_markup=markup)
    body = {"message_id": sent.message_id, "data": "cancel"}
    assert (await person.post("/api/seats/clerk/press", json=body)).status_code == 202
    assert (await person.post("/api/seats/supervisor/press", json=body)).status_code == 404
    other = body | {"message_id": sent.message_id + 1}
    assert (await person.post("/api/seats/clerk/press", json=other)).status_code == 404
    await bot.edit_message_reply_markup(chat_id, sent.message_id)
    gone = await person.post("/api/seats/clerk/press", json=body)
    assert (gone.status_code, gone.json()) == (409, {"error": "button_gone"})


REFUSED = [
    ("POST", "/api/seats/nobody/messages", {"json": {"text": "x"}}, 404, "unknown_seat"),
    ("GET", "/api/seats/nobody/messages", {}, 404, "unknown_seat"),
    ("POST", "/api/seats/clerk/messages", {"content": b"{"}, 400, "bad_body"),
    ("POST", "/api/seats/clerk/messages", {"json": ["x"]}, 400, "bad_body"),
    ("POST", "/api/seats/clerk/messages", {"json": {"text": 5}}, 400, "empty_text"),
    ("POST", "/api/seats/clerk/messages", {"json": {"text": " \n"}}, 400, "empty_text"),
    ("POST", "/api/seats/clerk/messages", {"json": {"text": "x" * 4097}}, 400, "text_too_long"),
    ("POST", "/api/seats/clerk/messages", {"content": b"x" * 1_000_001}, 413, "body_too_large"),
    ("POST", "/api/seats/clerk/files", {"data": {"caption": "x"}}, 400, "file_missing"),
    ("POST", "/api/seats/clerk/files", {"files": {"file": b"x"}, "data": {"as_photo": "true"}},
     400, "photo_unreadable"),
    ("POST", "/api/seats/clerk/press", {"json": {"message_id": "7", "data": "x"}}, 400, "bad_body"),
    ("POST", "/api/seats/clerk/press", {"json": {"message_id": 7, "data": "x"}},
     404, "no_such_message"),
    ("GET", "/api/seats/clerk/files/unknown", {}, 404, "no_such_file"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body", "status", "code"), REFUSED)
async def test_a_call_that_makes_no_sense_is_refused(
    method: str,
    path: str,
    body: dict[str, object],
    status: int,
    code: str,
    person: httpx.AsyncClient,
    world: World,
) -> None:
    answer = await person.request(method, path, **body)
    assert (answer.status_code, answer.json()) == (status, {"error": code})
    assert not any(chat.messages for chat in world.chats)


async def test_changes_are_waited_for_rather_than_asked_for_again_and_again(
    bot: Bot, person: httpx.AsyncClient, world: World
) -> None:
    now = (await person.get("/api/changes")).json()
    waiting = asyncio.create_task(person.get(f"/api/changes?since={now['revision']}"))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    sent = await bot.send_message(world.chats[1].seat.chat_id, "提醒")
    changed = (await asyncio.wait_for(waiting, 5)).json()
    assert changed["revision"] != now["revision"]
    assert changed["seats"]["supervisor"]["from_bot"] == [sent.message_id]
    assert changed["seats"]["clerk"] == now["seats"]["clerk"]
