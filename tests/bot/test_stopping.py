"""The loops of the bot end when they are told to, also in the moment in which work arrives."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from telegram.ext import ApplicationBuilder, ExtBot

from bot.inbox import InboxWorker
from bot.messenger import Messenger
from bot.services import Services

TOKEN = "1:nobody"  # never used to call Telegram
PATIENCE = 10.0


class Watched(asyncio.Event):
    """An event that tells when somebody waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self.awaited = asyncio.Event()

    async def wait(self) -> bool:
        self.awaited.set()
        return await super().wait()


def sender(services: Services, rung: asyncio.Event) -> Coroutine[None, None, None]:
    return Messenger(ExtBot(TOKEN), services, rung).run()


def inbox(services: Services, arrived: asyncio.Event) -> Coroutine[None, None, None]:
    return InboxWorker(ApplicationBuilder().token(TOKEN).build(), services, arrived).run()


@pytest.mark.parametrize("loop", [sender, inbox])
async def test_a_loop_that_is_stopped_while_its_event_is_set_ends(
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    loop: Callable[[Services, asyncio.Event], Coroutine[None, None, None]],
) -> None:
    monkeypatch.setattr("bot.messenger.IDLE_SECONDS", PATIENCE)
    monkeypatch.setattr("bot.inbox.RETRY_SECONDS", PATIENCE)
    event = Watched()
    running = asyncio.create_task(loop(services, event))
    await event.awaited.wait()

    event.set()
    running.cancel()

    await asyncio.wait({running}, timeout=PATIENCE)
    assert running.cancelled()
