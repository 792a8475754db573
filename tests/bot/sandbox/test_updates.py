"""How the bot hears: polling with its confirmations and conflicts, and the webhook."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.sandbox import webhook
from bot.sandbox.people import press, send_text
from bot.sandbox.server import Sandbox, running_sandbox
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import clerks_desk

Answer = Callable[[], int]


def say(world: World, *texts: str) -> None:
    for text in texts:
        send_text(world, clerks_desk(world), text)


async def test_updates_stay_until_they_are_confirmed(bot: Bot, world: World) -> None:
    say(world, "一", "二", "三")
    first = await bot.get_updates()
    assert [update.message.text for update in first] == ["一", "二", "三"]
    assert await bot.get_updates() == first
    rest = await bot.get_updates(offset=first[0].update_id + 1, limit=1)
    assert [update.message.text for update in rest] == ["二"]
    assert await bot.get_updates(offset=first[-1].update_id + 1, timeout=0) == ()


async def test_a_negative_offset_keeps_the_newest(bot: Bot, world: World) -> None:
    say(world, "一", "二", "三")
    assert [u.message.text for u in await bot.get_updates(offset=-1)] == ["三"]


async def test_a_waiting_poll_ends_with_the_first_message(bot: Bot, world: World) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    assert not poll.done()
    say(world, "来了")
    [update] = await asyncio.wait_for(poll, 30)
    assert update.message.from_user.language_code == "zh-hans"
    assert not update.message.from_user.is_bot


async def test_an_older_poll_is_refused_when_a_newer_one_comes(bot: Bot, sandbox: Sandbox) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    async with Bot(sandbox.token, base_url=sandbox.base_url) as second:
        await second.get_updates(timeout=0)
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await older


async def test_kinds_that_were_not_asked_for_do_not_come(
    bot: Bot, world: World, chat_id: int
) -> None:
    await bot.get_updates(allowed_updates=["callback_query"], timeout=0)
    say(world, "一")
    assert await bot.get_updates(timeout=0) == ()
    await bot.get_updates(allowed_updates=[], timeout=0)
    say(world, "二")
    assert len(await bot.get_updates()) == 1


def test_ids_of_a_later_run_follow_those_of_an_earlier_one() -> None:
    def ids(started: datetime) -> list[tuple[int, int]]:
        world = World(now=lambda: started)
        say(world, "一", "二")
        return [
            (update["update_id"], update["message"]["message_id"])
            for update in world.updates.first(2)
        ]

    morning = datetime(2026, 1, 5, 9, tzinfo=UTC)
    earlier, later = ids(morning), ids(morning + timedelta(seconds=5))
    assert earlier[0] < earlier[1] < later[0] < later[1]


async def test_a_press_is_answered_once(bot: Bot, world: World, chat_id: int) -> None:
    markup = {"inline_keyboard": [[{"text": "看图", "callback_data": "picture"}]]}
    sent = await bot.send_message(chat_id, "x", api_kwargs={"reply_markup": markup})
    press(world, clerks_desk(world), sent.message_id, "picture")
    [update] = await bot.get_updates()
    assert update.callback_query.data == "picture"
    assert update.callback_query.message.message_id == sent.message_id
    assert await update.callback_query.answer("稍候", show_alert=True)
    with pytest.raises(BadRequest, match="Query is too old"):
        await update.callback_query.answer()


@asynccontextmanager
async def listener(answer: Answer) -> AsyncIterator[tuple[str, list[tuple[str, str]]]]:
    """A bare HTTP listener: its address, and what was posted to it as (secret, body)."""
    heard: list[tuple[str, str]] = []

    async def on_connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        headers = dict(line.split(": ", 1) for line in head.splitlines()[1:] if ": " in line)
        body = await reader.readexactly(int(headers["content-length"]))
        heard.append((headers.get(webhook.SECRET_HEADER.lower(), ""), body.decode()))
        writer.write(
            f"HTTP/1.1 {answer()} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(on_connection, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/hook", heard


async def test_the_webhook_is_posted_to_until_it_accepts(bot: Bot, world: World) -> None:
    answers = iter([500, 200, 200])
    async with listener(lambda: next(answers)) as (url, heard):
        await bot.set_webhook(url, secret_token="s3cret")
        say(world, "first", "second")
        await asyncio.wait_for(world.bell.until(lambda: not world.updates), 10)
    texts = [json.loads(body)["message"]["text"] for _, body in heard]
    assert texts == ["first", "first", "second"]
    assert {secret for secret, _ in heard} == {"s3cret"}
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == (url, 0)
    assert "500" in info.last_error_message


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot, world: World) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match="terminated"):
        await poll
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    say(world, "一")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates(timeout=0) == ()


@pytest.mark.parametrize(
    ("url", "secret", "reason"),
    [
        ("https://example.org/hook", None, "posts to this machine only"),
        ("ftp://127.0.0.1/", None, "posts to this machine only"),
        ("http://127.0.0.1:9/", "a b", "unallowed characters"),
    ],
)
async def test_a_webhook_elsewhere_is_refused(
    url: str, secret: str | None, reason: str, bot: Bot
) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.set_webhook(url, secret_token=secret)


async def test_a_stopping_sandbox_ends_its_waiting_polls() -> None:
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        async with running_sandbox() as sandbox:
            url = f"{sandbox.base_url}{sandbox.token}/getUpdates?timeout=40"
            poll = asyncio.create_task(client.get(url))
            await asyncio.sleep(0.1)
        answer = await asyncio.wait_for(poll, 30)
    assert answer.json() == {"ok": True, "result": []}
