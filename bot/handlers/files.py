"""A file arrives: keep it, note the work to do, say at once that it is here. Pictures that were
sent together are one report and wait for each other."""

from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.albums import decline
from bot.desk import note_upload
from bot.dialogs import moved_on
from bot.fetching import PUBLIC_LIMIT, Fetched, FileLost, FileTooLarge, fetch
from bot.handlers import submit
from bot.handlers.kinds import Handlers
from bot.render.naming import size
from bot.reply import Reply, reply_to_json
from bot.services import Context, Turn, look, services_of, take_turn, tell_meanwhile
from domain.notice import Notice, NoticeKind
from domain.unit import Unit, own_units, usual_unit
from domain.wording import fold
from storage.rows import Album, AlbumPart, GroupPost


@dataclass(frozen=True, slots=True)
class Sent:
    """What a message carries: the Bot API's file id, its name, its size in bytes (0 where it is not
    told), the caption; for a picture that belongs to others also the id of their group."""

    message_id: int
    file_id: str
    name: str
    size: int
    caption: str
    group_id: str | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file in the store, the unit it is for and the post in a group that asked for it."""

    unit: Unit
    sent: Sent
    fetched: Fetched
    post: GroupPost | None


async def receive(update: Update, context: Context) -> None:
    sent = sent_with(update.effective_message)
    if sent is not None:
        await take(update, context, sent)


async def take(update: Update, context: Context, sent: Sent, post: GroupPost | None = None) -> None:
    """Takes a file, perhaps asked for by a `post` in a group, or says why it is not taken."""
    unit = await look(update, context, lambda turn: _unit_for(turn, sent))
    if unit is None:
        await take_turn(update, context, lambda turn: _turn_away(turn, sent))
        return
    services = services_of(context)
    if PUBLIC_LIMIT < sent.size <= services.file_limit:
        await tell_meanwhile(update, context, "upload.fetching", size=size(sent.size))
    try:
        fetched = await fetch(context.bot, services, sent.file_id, sent.size)
    except FileTooLarge as error:
        announced = error.size
        await take_turn(update, context, lambda turn: _too_large(turn, unit, sent, announced, post))
        services.picture_arrived.set()
    except FileLost:
        await take_turn(update, context, lambda turn: _lost(turn, unit, sent, post))
        services.picture_arrived.set()
    else:
        await _keep(update, context, Arrived(unit, sent, fetched, post))


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


def answer(turn: Turn, post: GroupPost | None, key: str, **values: object) -> None:
    """Says something in private, or to whoever asked by a `post` in a group, there."""
    if post is None:
        turn.tell(key, **values)
        return
    reply = Reply(turn.texts.html(key, **values), answers=post.message_id)
    notice = Notice(
        key=f"update:{turn.update_id}:group",
        chat_id=post.chat_id,
        kind=NoticeKind.REPLY,
        reply=reply_to_json(reply),
    )
    turn.uow.outbox.add(notice, turn.services.clock.now())


def _unit_for(turn: Turn, sent: Sent) -> Unit | None:
    """The unit that the file is for; None for a stranger."""
    units = own_units(turn.memberships)
    if not units:
        return None
    named = [u for u in units if fold(u.name) in fold(sent.name + " " + sent.caption)]
    return named[0] if len(named) == 1 else usual_unit(turn.memberships)


def _turn_away(turn: Turn, sent: Sent) -> None:
    """Tells a stranger how to join, once for all the pictures of an album."""
    if sent.group_id is None:
        turn.tell("start.stranger")
        return
    album, now = Album(turn.chat_id, sent.group_id, 0), turn.services.clock.now()
    decline(turn.uow, album, turn.texts.html("start.stranger"), now)


def _too_large(
    turn: Turn, unit: Unit, sent: Sent, announced: int | None, post: GroupPost | None
) -> None:
    limit = size(turn.services.file_limit)
    if sent.group_id is not None:
        _drop_album(turn, unit, sent, "upload.album_too_large", limit=limit)
    elif announced is None:
        answer(turn, post, "upload.over_limit", limit=limit)
    elif sent.name.lower().endswith(".zip"):
        answer(turn, post, "upload.too_large_zip", size=size(announced), limit=limit)
    else:
        answer(turn, post, "upload.too_large", size=size(announced), limit=limit)


def _lost(turn: Turn, unit: Unit, sent: Sent, post: GroupPost | None) -> None:
    if sent.group_id is not None:
        _drop_album(turn, unit, sent, "upload.album_incomplete")
    else:
        answer(turn, post, "upload.download_failed")


async def _keep(update: Update, context: Context, arrived: Arrived) -> None:
    services = services_of(context)
    if arrived.sent.group_id is not None:
        await take_turn(update, context, lambda turn: _keep_part(turn, arrived))
        services.picture_arrived.set()
        return
    job_id = await take_turn(update, context, lambda turn: _note(turn, arrived))
    services.queue.wake("read", job_id)


def _note(turn: Turn, arrived: Arrived) -> int:
    moved_on(turn, submit.QUESTION)
    now, name, fetched = turn.services.clock.now(), arrived.sent.name, arrived.fetched
    return note_upload(
        turn.uow,
        turn.chat_id,
        arrived.unit.id,
        name,
        fetched.sha256,
        fetched.size,
        now,
        arrived.post,
    )


def _keep_part(turn: Turn, arrived: Arrived) -> None:
    moved_on(turn, submit.QUESTION)
    album = Album(turn.chat_id, arrived.sent.group_id or "", arrived.unit.id)
    part = AlbumPart(arrived.sent.message_id, arrived.fetched.sha256, arrived.sent.name)
    turn.uow.albums.add(album, part, turn.services.clock.now())


def _drop_album(turn: Turn, unit: Unit, sent: Sent, key: str, **values: object) -> None:
    """Says at once why no picture of an album is taken, and marks it for those still to come."""
    album, now = Album(turn.chat_id, sent.group_id or "", unit.id), turn.services.clock.now()
    turn.uow.albums.add(album, AlbumPart(sent.message_id, "", sent.name), now)
    decline(turn.uow, album, turn.texts.html(key, **values), now)


def handlers() -> Handlers:
    return [MessageHandler(filters.Document.ALL | filters.PHOTO, receive)]
