"""What a person does in a chat: it appears there and becomes an update for the bot."""

from bot.sandbox import bot_view
from bot.sandbox.files import StoredFile
from bot.sandbox.markup import Content, plain
from bot.sandbox.world import Chat, Message, World


def send_text(world: World, chat: Chat, text: str) -> Message:
    """Sends a text; a leading command is marked as one. The text must not be blank."""
    return _send(world, chat, plain(text))


def send_file(
    world: World, chat: Chat, file: StoredFile, caption: str = "", album: str | None = None
) -> Message:
    """Sends a file that lies on the world's shelf, on its own or as one of an album."""
    return _send(world, chat, plain(caption), file, album)


def press(world: World, chat: Chat, message_id: int, data: str) -> None:
    """Presses an inline button. Raises PressRefused where message or button is not there."""
    query_id, message = world.person_presses(chat, message_id, data)
    world.updates.add_press(bot_view.query_object(world, chat, query_id, message, data))


def _send(
    world: World,
    chat: Chat,
    content: Content,
    file: StoredFile | None = None,
    album: str | None = None,
) -> Message:
    message = world.person_sends(chat, content, file)
    message.album = album
    world.updates.add_message(bot_view.message_object(world, chat, message))
    return message
