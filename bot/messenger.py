"""Sends what the outbox holds. The only place that sends messages, so that Telegram's rate limits
have one keeper."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.composing import compose
from bot.reply import Button, Media, MediaKind, Reply
from bot.services import Services
from domain.notice import NoticeKind
from storage.rows import OutboxMessage

logger = logging.getLogger(__name__)

BATCH = 30
IDLE_SECONDS = 1.0
LEASE = timedelta(seconds=60)
ATTEMPTS = 8
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Messenger:
    def __init__(self, bot: ExtBot[Any], services: Services, rung: asyncio.Event) -> None:
        self._bot = bot
        self._services = services
        self._rung = rung

    async def run(self) -> None:
        """Runs until cancelled. Wakes up when rung, and every second in case a ring was lost."""
        while True:
            self._rung.clear()
            if await self.send_due():
                continue
            try:
                await asyncio.wait_for(self._rung.wait(), IDLE_SECONDS)
            except TimeoutError:
                continue

    async def send_due(self) -> int:
        """Sends what is due now, in order within a chat; returns how many rows it took."""
        messages = await asyncio.to_thread(self._take)
        chats: dict[int, list[OutboxMessage]] = {}
        for message in messages:
            chats.setdefault(message.notice.chat_id, []).append(message)
        await asyncio.gather(*(self._send_all(_newest_state(of)) for of in chats.values()))
        return len(messages)

    def _take(self) -> list[OutboxMessage]:
        with self._services.uow() as uow:
            messages = uow.outbox.take(self._services.clock.now(), BATCH, LEASE)
            uow.commit()
            return messages

    async def _send_all(self, messages: Iterable[tuple[OutboxMessage, bool]]) -> None:
        for message, is_superseded in messages:
            if is_superseded:
                await asyncio.to_thread(self._sent, message, None)
                continue
            try:
                await self._send(message)
            except Exception as error:
                logger.exception("outbox %d: %s", message.id, type(error).__name__)
                await asyncio.to_thread(self._later, message)

    async def _send(self, message: OutboxMessage) -> None:
        reply = await asyncio.to_thread(compose, message.notice, self._services)
        if reply is None:
            await asyncio.to_thread(self._sent, message, None)
            return
        try:
            message_id = await self._deliver(message.notice.chat_id, reply)
        except Forbidden:
            await asyncio.to_thread(self._give_up, message)
        except RetryAfter as error:
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
            await asyncio.to_thread(self._later, message, seconds)
        except TimedOut:
            await asyncio.to_thread(self._unsure, message)
        except BadRequest:
            # Not what Telegram says: it may quote the text.
            logger.error("outbox %d refused by Telegram", message.id)
            await asyncio.to_thread(self._give_up, message)
        except TelegramError as error:
            logger.warning("outbox %d: %s", message.id, type(error).__name__)
            await asyncio.to_thread(self._later, message)
        else:
            await asyncio.to_thread(self._sent, message, message_id)

    async def _deliver(self, chat_id: int, reply: Reply) -> int:
        """Sends or edits; returns the id of the message that shows the reply."""
        keyboard = _keyboard(reply.buttons)
        if reply.media is not None:
            return await self._deliver_file(chat_id, reply.html, reply.media, keyboard)
        if reply.edits is not None:
            try:
                await self._bot.edit_message_text(
                    reply.html,
                    chat_id=chat_id,
                    message_id=reply.edits,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard,
                    link_preview_options=_NO_PREVIEW,
                )
            except BadRequest as error:
                if "not modified" in error.message:
                    return reply.edits
                if "not found" not in error.message and "can't be edited" not in error.message:
                    raise
            else:
                return reply.edits
        sent = await self._bot.send_message(
            chat_id,
            reply.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW,
            disable_notification=reply.is_quiet,
        )
        return sent.message_id

    async def _deliver_file(
        self, chat_id: int, caption: str, media: Media, keyboard: InlineKeyboardMarkup | None
    ) -> int:
        content = await asyncio.to_thread(self._services.files.get, media.sha256)
        file = InputFile(content, filename=media.name)
        if media.kind is MediaKind.PHOTO:
            sent = await self._bot.send_photo(
                chat_id, file, caption, parse_mode=ParseMode.HTML, reply_markup=keyboard
            )
        else:
            sent = await self._bot.send_document(
                chat_id, file, caption, parse_mode=ParseMode.HTML, reply_markup=keyboard
            )
        return sent.message_id

    def _sent(self, message: OutboxMessage, message_id: int | None) -> None:
        with self._services.uow() as uow:
            uow.outbox.sent(message.id, message_id, self._services.clock.now())
            notice = message.notice
            if notice.kind is NoticeKind.UPLOAD and notice.subject_id and message_id:
                uow.uploads.set_message(notice.subject_id, message_id)
            uow.commit()

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


def _newest_state(messages: list[OutboxMessage]) -> list[tuple[OutboxMessage, bool]]:
    """Marks notices of an upload that a later one in the same batch makes needless: each shows
    the upload's present state anyway."""
    last = {m.notice.subject_id: m.id for m in messages if m.notice.kind is NoticeKind.UPLOAD}
    return [
        (m, m.notice.kind is NoticeKind.UPLOAD and last[m.notice.subject_id] != m.id)
        for m in messages
    ]


def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.text, callback_data=b.data) for b in row] for row in rows]
    )
