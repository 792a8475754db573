"""A file arrives: keep it, note the work to do, say at once that it is here. Pictures that were
sent together are one report and wait for each other."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import MessageHandler, filters

from bot.desk import note_upload
from bot.handlers.kinds import Handlers
from bot.render.naming import size
from bot.services import Context, Turn, look, services_of, take_turn
from domain.unit import Unit, own_units, usual_unit
from domain.wording import fold
from storage.rows import Album, AlbumPart, GroupPost


@dataclass(frozen=True, slots=True)
class Sent:
    """What a message carries: the Bot API's file id, its name, its size in bytes, the caption;
    for a picture that belongs to others also the id of their group."""

    message_id: int
    file_id: str
    name: str
    size: int
    caption: str
    group_id: str | None = None


Refusal = Callable[[Turn], None]
"""Says why a file is not taken."""


async def receive(update: Update, context: Context) -> None:
    sent = sent_with(update.effective_message)
    if sent is not None:
        await take(update, context, sent)


async def take(update: Update, context: Context, sent: Sent, post: GroupPost | None = None) -> None:
    """Takes a file, perhaps asked for by a `post` in a group, or says why it is not taken."""
    decision = await look(update, context, lambda turn: _decide(turn, sent))
    if not isinstance(decision, Unit):
        await take_turn(update, context, decision)
        return
    try:
        file = await context.bot.get_file(sent.file_id)
        content = bytes(await file.download_as_bytearray())
    except TelegramError:
        await take_turn(update, context, lambda turn: turn.tell("upload.download_failed"))
        return
    services = services_of(context)
    sha256 = await asyncio.to_thread(services.files.put, content)
    if sent.group_id is not None:
        await take_turn(update, context, lambda turn: _keep_part(turn, decision, sent, sha256))
        services.picture_arrived.set()
        return
    kept = replace(sent, size=len(content))
    job_id = await take_turn(
        update, context, lambda turn: _keep(turn, decision, kept, sha256, post)
    )
    services.queue.wake("read", job_id)


def sent_with(message: Message | None) -> Sent | None:
    """The file or picture in a message; None where there is none."""
    if message is None:
        return None
    caption = message.caption or ""
    if message.document is not None:
        document = message.document
        name = document.file_name or "file"
        is_picture = (document.mime_type or "").startswith("image/")
        return Sent(
            message.message_id,
            document.file_id,
            name,
            document.file_size or 0,
            caption,
            message.media_group_id if is_picture else None,
        )
    if message.photo:
        largest = message.photo[-1]
        return Sent(
            message.message_id,
            largest.file_id,
            "photo.jpg",
            largest.file_size or 0,
            caption,
            message.media_group_id,
        )
    return None


def _decide(turn: Turn, sent: Sent) -> Unit | Refusal:
    """The unit that the file is for, or what to say instead of taking it."""
    units = own_units(turn.memberships)
    if not units:
        return lambda turn: turn.tell("start.stranger")
    limit = turn.services.file_limit
    if sent.size > limit:
        return lambda turn: turn.tell("upload.too_large", size=size(sent.size), limit=size(limit))
    named = [u for u in units if fold(u.name) in fold(sent.name + " " + sent.caption)]
    return named[0] if len(named) == 1 else usual_unit(turn.memberships)


def _keep(turn: Turn, unit: Unit, sent: Sent, sha256: str, post: GroupPost | None) -> int:
    now = turn.services.clock.now()
    return note_upload(turn.uow, turn.chat_id, unit.id, sent.name, sha256, sent.size, now, post)


def _keep_part(turn: Turn, unit: Unit, sent: Sent, sha256: str) -> None:
    album = Album(turn.chat_id, sent.group_id or "", unit.id)
    part = AlbumPart(sent.message_id, sha256, sent.name)
    turn.uow.albums.add(album, part, turn.services.clock.now())


def handlers() -> Handlers:
    return [MessageHandler(filters.Document.ALL | filters.PHOTO, receive)]
