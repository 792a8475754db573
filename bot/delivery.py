"""One reply as one call of the Bot API."""

import asyncio
from dataclasses import replace
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.reply import CAPTION_LIMIT, TEXT_LIMIT, Button, Media, MediaKind, Reply, fitted
from domain.ports import FileStore

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def deliver(bot: ExtBot[Any], files: FileStore, chat_id: int, reply: Reply) -> int:
    """Sends or edits; returns the id of the message that shows the reply. Raises TelegramError.

    What is too long for one message ends at the last line that fits."""
    is_text = reply.media is None and not reply.is_caption
    reply = replace(reply, html=fitted(reply.html, TEXT_LIMIT if is_text else CAPTION_LIMIT))
    keyboard = _keyboard(reply.buttons)
    if reply.media is not None:
        return await _deliver_file(bot, files, chat_id, reply.html, reply.media, keyboard)
    if reply.edits is not None and await _edited(bot, chat_id, reply.edits, reply, keyboard):
        return reply.edits
    answered = None
    if reply.answers is not None:
        answered = ReplyParameters(reply.answers, allow_sending_without_reply=True)
    sent = await bot.send_message(
        chat_id,
        reply.html,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard,
        link_preview_options=_NO_PREVIEW,
        disable_notification=reply.is_quiet,
        reply_parameters=answered,
    )
    return sent.message_id


async def _edited(
    bot: ExtBot[Any],
    chat_id: int,
    message_id: int,
    reply: Reply,
    keyboard: InlineKeyboardMarkup | None,
) -> bool:
    """Edits a message; whether it shows the reply. False where it is gone."""
    try:
        if reply.is_caption:
            await bot.edit_message_caption(
                chat_id,
                message_id,
                caption=reply.html,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
            )
        else:
            await bot.edit_message_text(
                reply.html,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=_NO_PREVIEW,
            )
    except BadRequest as error:
        if "not modified" in error.message:
            return True
        if "not found" not in error.message and "can't be edited" not in error.message:
            raise
        return False
    return True


async def _deliver_file(
    bot: ExtBot[Any],
    files: FileStore,
    chat_id: int,
    caption: str,
    media: Media,
    keyboard: InlineKeyboardMarkup | None,
) -> int:
    content = await asyncio.to_thread(files.get, media.sha256)
    file = InputFile(content, filename=media.name)
    send = bot.send_photo if media.kind is MediaKind.PHOTO else bot.send_document
    sent = await send(chat_id, file, caption, parse_mode=ParseMode.HTML, reply_markup=keyboard)
    return sent.message_id


def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.text, callback_data=b.data) for b in row] for row in rows]
    )
