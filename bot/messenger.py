"""Sends what the outbox holds. The only place that sends messages, so that Telegram's rate limits
have one keeper.

Each chat has its own turn: one that has to wait holds up no other. An upload's message shows the
state that the upload has when the message goes out; notices of states that it has passed by then
need no call.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.composing import compose
from bot.delivery import deliver
from bot.pace import Pace
from bot.reply import Reply
from bot.services import Services
from domain.notice import NoticeKind
from domain.upload import FINAL_STATES
from storage.rows import OutboxMessage

logger = logging.getLogger(__name__)

BATCH = 15
IDLE_SECONDS = 1.0
LEASE = timedelta(seconds=60)
"""Longer than it takes to send a whole batch into one group."""
ATTEMPTS = 8
FIRST_PROGRESS = timedelta(seconds=0.6)
"""A file that is answered sooner than this after it came gets its answer only: a message about its
progress would, at one message a second, put the answer off."""
NEXT_PROGRESS = timedelta(seconds=3)
"""Progress is shown again not sooner than this after the last message in the chat."""
SHOWN_KEPT = 1000


class Messenger:
    def __init__(self, bot: ExtBot[Any], services: Services, rung: asyncio.Event) -> None:
        self._bot = bot
        self._services = services
        self._rung = rung
        self._pace = Pace()
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._shown: dict[int, Reply] = {}

    async def run(self) -> None:
        """Runs until cancelled. Wakes up when rung, and every second in case a ring was lost."""
        try:
            while True:
                self._rung.clear()
                if await self._hand_out():
                    continue
                try:
                    # Not wait_for: before Python 3.12 it can swallow the cancellation that ends it.
                    async with asyncio.timeout(IDLE_SECONDS):
                        await self._rung.wait()
                except TimeoutError:
                    continue
        finally:
            for task in self._busy.values():
                task.cancel()

    async def _hand_out(self) -> int:
        """Has what is due sent, except in chats that are being sent to; how many rows it took."""
        messages = await asyncio.to_thread(self._take, set(self._busy))
        chats: dict[int, list[OutboxMessage]] = {}
        for message in messages:
            chats.setdefault(message.notice.chat_id, []).append(message)
        for chat_id, of_chat in chats.items():
            self._busy[chat_id] = asyncio.create_task(self._work_off(chat_id, of_chat))
        return len(messages)

    def _take(self, busy: set[int]) -> list[OutboxMessage]:
        with self._services.uow() as uow:
            messages = uow.outbox.take(self._services.clock.now(), BATCH, LEASE, busy)
            uow.commit()
            return messages

    async def _work_off(self, chat_id: int, messages: list[OutboxMessage]) -> None:
        try:
            for message in messages:
                try:
                    await self._send(message)
                except Exception as error:
                    logger.exception("outbox %d: %s", message.id, type(error).__name__)
                    await asyncio.to_thread(self._later, message)
        finally:
            del self._busy[chat_id]
            self._rung.set()

    async def _send(self, message: OutboxMessage) -> None:
        notice = message.notice
        await self._pace.until_free(notice.chat_id)
        silence = timedelta(seconds=min(self._pace.silence(notice.chat_id), 60.0))
        wait = await asyncio.to_thread(self._too_early, message, silence)
        if wait:
            asyncio.get_running_loop().call_later(wait.total_seconds(), self._rung.set)
            return
        reply = await asyncio.to_thread(compose, notice, self._services)
        if reply is None or self._is_shown(message, reply):
            await asyncio.to_thread(self._sent, message, None)
            return
        try:
            async with self._pace.speaking(notice.chat_id):
                message_id = await deliver(self._bot, self._services.files, notice.chat_id, reply)
        except TelegramError as error:
            await asyncio.to_thread(self._not_sent, message, error)
        else:
            self._remember(message, reply)
            await asyncio.to_thread(self._sent, message, message_id)

    def _too_early(self, message: OutboxMessage, silence: timedelta) -> timedelta | None:
        """How long an upload's progress has yet to wait; the notice is put off until then."""
        notice = message.notice
        if notice.kind is not NoticeKind.UPLOAD or notice.subject_id is None:
            return None
        with self._services.uow() as uow:
            upload, now = uow.uploads.get(notice.subject_id), self._services.clock.now()
            if upload.state in FINAL_STATES:
                return None
            if upload.message_id is None:
                # Never longer, in case the clock was set back.
                wait = min(upload.created_at + FIRST_PROGRESS - now, FIRST_PROGRESS)
            else:
                wait = NEXT_PROGRESS - silence
            if wait <= timedelta(0):
                return None
            uow.outbox.retry(message.id, now + wait)
            uow.commit()
        return wait

    def _is_shown(self, message: OutboxMessage, reply: Reply) -> bool:
        notice = message.notice
        if notice.kind is not NoticeKind.UPLOAD or notice.subject_id is None:
            return False
        return self._shown.get(notice.subject_id) == replace(reply, edits=None)

    def _remember(self, message: OutboxMessage, reply: Reply) -> None:
        notice = message.notice
        if notice.kind is not NoticeKind.UPLOAD or notice.subject_id is None:
            return
        self._shown[notice.subject_id] = replace(reply, edits=None)
        if len(self._shown) > SHOWN_KEPT:
            del self._shown[next(iter(self._shown))]

    def _sent(self, message: OutboxMessage, message_id: int | None) -> None:
        with self._services.uow() as uow:
            uow.outbox.sent(message.id, message_id, self._services.clock.now())
            notice = message.notice
            if notice.kind is NoticeKind.UPLOAD and notice.subject_id and message_id:
                uow.uploads.set_message(notice.subject_id, message_id)
            uow.commit()

    def _not_sent(self, message: OutboxMessage, error: TelegramError) -> None:
        if isinstance(error, Forbidden):
            self._give_up(message)
        elif isinstance(error, RetryAfter):
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
            self._later(message, seconds)
        elif isinstance(error, TimedOut):
            self._unsure(message)
        elif isinstance(error, BadRequest):
            # Not what Telegram says: it may quote the text.
            logger.error("outbox %d refused by Telegram", message.id)
            self._give_up(message)
        else:
            logger.warning("outbox %d: %s", message.id, type(error).__name__)
            self._later(message)

    def _later(self, message: OutboxMessage, seconds: float | None = None) -> None:
        if message.attempts >= ATTEMPTS:
            self._give_up(message)
            return
        wait = seconds if seconds is not None else 2.0**message.attempts
        with self._services.uow() as uow:
            uow.outbox.retry(message.id, self._services.clock.now() + timedelta(seconds=wait))
            uow.commit()

    def _unsure(self, message: OutboxMessage) -> None:
        with self._services.uow() as uow:
            uow.outbox.uncertain(message.id, self._services.clock.now() + timedelta(seconds=5))
            uow.commit()

    def _give_up(self, message: OutboxMessage) -> None:
        logger.error("outbox %d given up", message.id)
        with self._services.uow() as uow:
            uow.outbox.gave_up(message.id)
            uow.commit()
