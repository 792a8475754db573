"""Methods by which the bot speaks: send, edit, delete, answer a press, show that it is busy."""

from bot.sandbox import bot_view
from bot.sandbox.call import Call
from bot.sandbox.markup import Content
from bot.sandbox.methods.content import (
    read_caption,
    read_file,
    read_keyboard,
    read_reply,
    read_text,
)
from bot.sandbox.shapes import ApiMessage, bad_request
from bot.sandbox.world import Chat, Keyboard, Message, PressAnswer, World

MAX_ANSWER = 200
"""Characters (https://core.telegram.org/bots/api#answercallbackquery)."""


async def send_message(world: World, call: Call) -> ApiMessage:
    chat = _chat(world, call)
    content = read_text(call, "message is too long")
    keyboard = read_keyboard(call)
    reply_to = read_reply(call, chat)
    world.traffic.admit(chat.seat.chat_id, "sendMessage")
    message = world.bot_sends(chat, content, keyboard, reply_to=reply_to)
    return bot_view.message_object(world, chat, message)


async def send_document(world: World, call: Call) -> ApiMessage:
    return _send_file(world, call, "document", "sendDocument")


async def send_photo(world: World, call: Call) -> ApiMessage:
    return _send_file(world, call, "photo", "sendPhoto")


async def edit_message_text(world: World, call: Call) -> ApiMessage:
    chat, message = _own_message(world, call)
    if message.file is not None:
        raise bad_request("there is no text in the message to edit")
    content = read_text(call, "MESSAGE_TOO_LONG")
    return _edit(world, chat, message, content, read_keyboard(call), "editMessageText")


async def edit_message_caption(world: World, call: Call) -> ApiMessage:
    chat, message = _own_message(world, call)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    content = read_caption(call)
    return _edit(world, chat, message, content, read_keyboard(call), "editMessageCaption")


async def edit_message_reply_markup(world: World, call: Call) -> ApiMessage:
    chat, message = _own_message(world, call)
    keyboard = read_keyboard(call)
    return _edit(world, chat, message, message.content, keyboard, "editMessageReplyMarkup")


async def delete_message(world: World, call: Call) -> bool:
    world.bot_deletes(_chat(world, call), call.integer("message_id"))
    return True


async def answer_callback_query(world: World, call: Call) -> bool:
    text = call.text("text")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query_id = call.text("callback_query_id")
    world.bot_answers(PressAnswer(query_id, text, call.flag("show_alert")))
    return True


async def send_chat_action(world: World, call: Call) -> bool:
    chat = _chat(world, call)
    if not call.text("action"):
        raise bad_request("wrong parameter action in request")
    world.bot_types(chat)
    return True


def _send_file(world: World, call: Call, kind: str, method: str) -> ApiMessage:
    chat = _chat(world, call)
    content = read_caption(call)
    keyboard = read_keyboard(call)
    file = read_file(world, call, kind)
    reply_to = read_reply(call, chat)
    world.traffic.admit(chat.seat.chat_id, method)
    message = world.bot_sends(chat, content, keyboard, file, reply_to)
    return bot_view.message_object(world, chat, message)


def _edit(
    world: World, chat: Chat, message: Message, content: Content, keyboard: Keyboard, method: str
) -> ApiMessage:
    world.traffic.admit(chat.seat.chat_id, method)
    world.bot_edits(chat, message, content, keyboard)
    return bot_view.message_object(world, chat, message)


def _chat(world: World, call: Call) -> Chat:
    reference = call.text("chat_id")
    if not reference:
        raise bad_request("chat_id is empty")
    if not reference.lstrip("-").isdigit():
        raise bad_request("chat not found")
    return world.bot_chat(int(reference))


def _own_message(world: World, call: Call) -> tuple[Chat, Message]:
    chat = _chat(world, call)
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return chat, message
