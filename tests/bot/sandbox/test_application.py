"""An unchanged python-telegram-bot application lives on the sandbox, polling or by webhook."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import httpx
import pytest
from telegram.ext import Application

from bot.sandbox.world import World
from tests.e2e.service import free_port

Running = Callable[[], AbstractAsyncContextManager[Application]]


@asynccontextmanager
async def polling(application: Application) -> AsyncIterator[None]:
    await application.updater.start_polling()
    yield
    await application.updater.stop()


@asynccontextmanager
async def webhook(application: Application) -> AsyncIterator[None]:
    port = free_port()
    await application.updater.start_webhook(
        port=port,
        url_path="hook",
        webhook_url=f"http://127.0.0.1:{port}/hook",
        secret_token="s3cret",
    )
    yield
    await application.updater.stop()


async def chat_when(world: World, person: httpx.AsyncClient, ready: Callable[[Any], bool]) -> Any:
    """The clerk's chat as soon as its last message is as expected."""
    chat = world.chats[0]
    messages: list[Any] = []
    async with asyncio.timeout(20):
        while not messages or not ready(messages[-1]):
            seen = chat.revision
            messages = (await person.get("/api/seats/clerk/messages")).json()
            if not messages or not ready(messages[-1]):
                await world.bell.until(lambda seen=seen: chat.revision != seen)
    return messages


@pytest.mark.parametrize("way", [polling, webhook])
async def test_a_file_is_fetched_answered_and_the_answer_edited_on_a_press(
    way: Callable[[Application], AbstractAsyncContextManager[None]],
    new_application: Running,
    world: World,
    person: httpx.AsyncClient,
) -> None:
    async with new_application() as application, way(application):
        await person.post("/api/seats/clerk/messages", json={"text": "/start ABC 1"})
        messages = await chat_when(world, person, lambda last: last["from"] == "bot")
        assert messages[-1]["text"] == "您好，ABC 1"

        await person.post(
            "/api/seats/clerk/files",
            files={"file": ("年度报告.pdf", b"%PDF-" + b"x" * 95, "application/pdf")},
            data={"caption": "请核对"},
        )
        messages = await chat_when(world, person, lambda last: bool(last["buttons"]))
        assert messages[-1]["text"] == "年度报告.pdf 100 请核对"

        pressed = {"message_id": messages[-1]["message_id"], "data": "picture"}
        await person.post("/api/seats/clerk/press", json=pressed)
        messages = await chat_when(world, person, lambda last: last["edits"] == 1)
        assert messages[-1]["text"] == "按了 picture"
        assert messages[-1]["buttons"] == []
        assert world.chats[0].answer.text == "好的"
