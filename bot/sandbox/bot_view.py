"""How the bot sees people, messages and files: the state of the world as Bot API objects."""

from bot.sandbox.files import StoredFile
from bot.sandbox.markup import Entity
from bot.sandbox.seats import Group, Seat
from bot.sandbox.shapes import (
    ApiButton,
    ApiCallbackQuery,
    ApiChat,
    ApiDocument,
    ApiEntity,
    ApiFile,
    ApiMessage,
    ApiPhotoSize,
    ApiUser,
)
from bot.sandbox.world import Button, Chat, Message, World


def person(seat: Seat) -> ApiUser:
    return {
        "id": seat.chat_id,
        "is_bot": False,
        "first_name": seat.name,
        "language_code": "zh-hans",
    }


def chat_object(chat: Chat) -> ApiChat:
    if isinstance(chat.seat, Group):
        return {"id": chat.seat.chat_id, "type": "supergroup", "title": chat.seat.name}
    return {"id": chat.seat.chat_id, "type": "private", "first_name": chat.seat.name}


def entity_object(entity: Entity) -> ApiEntity:
    shown: ApiEntity = {
        "type": entity.type,
        "offset": entity.offset,
        "length": entity.length,
    }
    if entity.url is not None:
        shown["url"] = entity.url
    if entity.language is not None:
        shown["language"] = entity.language
    return shown


def file_object(file: StoredFile) -> ApiFile:
    return {
        "file_id": file.file_id,
        "file_unique_id": file.file_unique_id,
        "file_size": file.size,
        "file_path": file.path,
    }


def message_object(world: World, chat: Chat, message: Message) -> ApiMessage:
    """A message as the bot gets it; the one it answers comes along, as far as that still stands,
    without the one which that answers (Bot API, Message, `reply_to_message`)."""
    shown = _message(world, chat, message)
    answered = chat.messages.get(message.reply_to) if message.reply_to is not None else None
    if answered is not None:
        shown["reply_to_message"] = _message(world, chat, answered)
    return shown


def _message(world: World, chat: Chat, message: Message) -> ApiMessage:
    shown: ApiMessage = {
        "message_id": message.message_id,
        "from": world.bot_user if message.author is None else person(message.author),
        "chat": chat_object(chat),
        "date": int(message.date.timestamp()),
    }
    entities = [entity_object(entity) for entity in message.content.entities]
    if message.file is None:
        shown["text"] = message.content.text
        if entities:
            shown["entities"] = entities
    else:
        _attach(shown, message.file)
        if message.content.text:
            shown["caption"] = message.content.text
        if entities:
            shown["caption_entities"] = entities
    if message.album:
        shown["media_group_id"] = message.album
    if message.edit_date:
        shown["edit_date"] = int(message.edit_date.timestamp())
    if message.keyboard:
        rows = [[_button(button) for button in row] for row in message.keyboard]
        shown["reply_markup"] = {"inline_keyboard": rows}
    return shown


def query_object(
    world: World, chat: Chat, presser: Seat, query_id: str, message: Message, data: str
) -> ApiCallbackQuery:
    return {
        "id": query_id,
        "from": person(presser),
        "message": message_object(world, chat, message),
        "chat_instance": str(chat.seat.chat_id),
        "data": data,
    }


def _attach(shown: ApiMessage, file: StoredFile) -> None:
    if file.width is not None and file.height is not None:
        size: ApiPhotoSize = {
            "file_id": file.file_id,
            "file_unique_id": file.file_unique_id,
            "file_size": file.size,
            "width": file.width,
            "height": file.height,
        }
        shown["photo"] = [size]
        return
    document: ApiDocument = {
        "file_id": file.file_id,
        "file_unique_id": file.file_unique_id,
        "file_size": file.size,
        "file_name": file.name,
        "mime_type": file.mime_type,
    }
    shown["document"] = document


def _button(button: Button) -> ApiButton:
    if button.url is not None:
        return {"text": button.text, "url": button.url}
    return {"text": button.text, "callback_data": button.data or ""}
