"""What a person does in a chat: it appears there and becomes an update for the bot."""

from dataclasses import dataclass

from bot.sandbox import bot_view
from bot.sandbox.files import StoredFile
from bot.sandbox.markup import Content, plain
from bot.sandbox.seats import Seat
from bot.sandbox.world import Chat, Message, World


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody writes: a chat, as whom, and in answer to which message."""

    chat: Chat
    author: Seat
    reply_to: int | None = None


def send_text(world: World, desk: Desk, text: str) -> Message:
    """Sends a text; a leading command is marked as one. The text must not be blank."""
    return _send(world, desk, plain(text))


def send_file(
    world: World, desk: Desk, file: StoredFile, caption: str = "", album: str | None = None
) -> Message:
    """Sends a file that lies on the world's shelf, on its own or as one of an album."""
    return _send(world, desk, plain(caption), file, album)


def press(world: World, desk: Desk, message_id: int, data: str) -> None:
    """Presses an inline button. Raises PressRefused where message or button is not there."""
    query_id, message = world.person_presses(desk.chat, message_id, data)
    query = bot_view.query_object(world, desk.chat, desk.author, query_id, message, data)
    world.updates.add_press(query)


def _send(
    world: World,
    desk: Desk,
    content: Content,
    file: StoredFile | None = None,
    album: str | None = None,
) -> Message:
    message = world.person_sends(desk.chat, desk.author, content, file)
    message.album, message.reply_to = album, desk.reply_to
    world.updates.add_message(bot_view.message_object(world, desk.chat, message))
    return message
