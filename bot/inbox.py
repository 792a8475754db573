"""Updates are written down before Telegram is told that they arrived, then worked off.

python-telegram-bot confirms updates when it has fetched them, not when they are handled; a crash
in between would lose them. Both polling and webhook hand their updates to a queue's `put`, so
that is where they are written to the inbox.
"""

import asyncio
import json
import logging
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.services import Context, Services, take_turn

logger = logging.getLogger(__name__)

BATCH = 50
ATTEMPTS = 3
RETRY_SECONDS = 2.0

App = Application[Any, Context, Any, Any, dict[str, Services], None]


class InboxQueue(asyncio.Queue[object]):
    """Takes updates from the fetcher and writes them to the inbox instead of keeping them."""

    def __init__(self, services: Services, arrived: asyncio.Event) -> None:
        super().__init__()
        self._services = services
        self._arrived = arrived

    async def put(self, item: object) -> None:
        if isinstance(item, Update):
            await asyncio.to_thread(self._write, item.update_id, json.dumps(item.to_dict()))
            self._arrived.set()

    def _write(self, update_id: int, payload: str) -> None:
        with self._services.uow() as uow:
            uow.inbox.put(update_id, payload, self._services.clock.now())
            uow.commit()


class InboxWorker:
    """Works off the inbox: one update at a time per chat, chats side by side."""

    def __init__(self, application: App, services: Services, arrived: asyncio.Event) -> None:
        self._application = application
        self._services = services
        self._arrived = arrived
        self._busy: dict[int, asyncio.Task[None]] = {}
        application.add_error_handler(self._note_error)

    async def run(self) -> None:
        """Runs until cancelled."""
        try:
            while True:
                self._arrived.clear()
                for update_id, payload in await asyncio.to_thread(self._pending):
                    self._take(update_id, payload)
                try:
                    # Not wait_for: before Python 3.12 it can swallow the cancellation that ends it.
                    async with asyncio.timeout(RETRY_SECONDS):
                        await self._arrived.wait()
                except TimeoutError:
                    continue
        finally:
            for task in self._busy.values():
                task.cancel()

    def _pending(self) -> list[tuple[int, str]]:
        with self._services.uow() as uow:
            return uow.inbox.pending(BATCH)

    def _take(self, update_id: int, payload: str) -> None:
        update = Update.de_json(json.loads(payload), self._application.bot)
        chat = update.effective_chat
        key = chat.id if chat is not None else -update_id
        if key in self._busy:
            return
        task = asyncio.create_task(self._handle(update, key))
        self._busy[key] = task

    async def _handle(self, update: Update, key: int) -> None:
        try:
            if update.effective_chat is not None:
                await self._application.process_update(update)
            else:
                await asyncio.to_thread(self._drop, update.update_id)
        finally:
            del self._busy[key]
            self._arrived.set()

    def _drop(self, update_id: int) -> None:
        with self._services.uow() as uow:
            uow.inbox.done(update_id, self._services.clock.now())
            uow.commit()

    async def _note_error(self, update: object, context: Context) -> None:
        """Lets the update be tried again later; after some attempts says so and gives up."""
        kind = type(context.error).__name__
        if not isinstance(update, Update):
            logger.error("bot error outside an update: %s", kind)
            return
        logger.error("update %d failed: %s", update.update_id, kind)
        await asyncio.sleep(RETRY_SECONDS)
        attempts = await asyncio.to_thread(self._count, update.update_id)
        if attempts >= ATTEMPTS:
            await take_turn(update, context, lambda turn: turn.tell("fault.again"))

    def _count(self, update_id: int) -> int:
        with self._services.uow() as uow:
            attempts = uow.inbox.attempt(update_id)
            uow.commit()
            return attempts
