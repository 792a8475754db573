"""What a call asks to be shown: its text or caption, its keyboard and its file, within limits."""

from collections.abc import Mapping

from bot.sandbox.call import Call
from bot.sandbox.files import StoredFile
from bot.sandbox.markup import Content, Entity, parse_html, plain
from bot.sandbox.shapes import bad_request
from bot.sandbox.world import Button, Chat, Keyboard, World

MAX_TEXT = 4096
"""UTF-16 units of a text after its markup is read (https://core.telegram.org/bots/api#sendmessage)."""
MAX_CAPTION = 1024
"""UTF-16 units of a caption (https://core.telegram.org/bots/api#senddocument)."""
MAX_BUTTON_DATA = 64
"""Bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton)."""


def read_text(call: Call, too_long: str) -> Content:
    """The call's text. Raises ApiError 400 if it is empty, too long or its markup is broken."""
    content = _formatted(call, "text", "entities")
    if not content.text:
        raise bad_request("message text is empty")
    if content.length > MAX_TEXT:
        raise bad_request(too_long)
    return content


def read_caption(call: Call) -> Content:
    """The call's caption, perhaps empty. Raises ApiError 400 as `read_text` does."""
    content = _formatted(call, "caption", "caption_entities")
    if content.length > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return content


def read_keyboard(call: Call) -> Keyboard:
    """The inline buttons; other kinds of reply markup are accepted and shown as none.

    Raises ApiError 400 for a button that Telegram would refuse.
    """
    markup = call.json("reply_markup")
    if markup is None:
        return ()
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array')
    return tuple(tuple(_button(button) for button in row) for row in rows if row)


def read_file(world: World, call: Call, name: str) -> StoredFile:
    """The file to be sent: uploaded with the call, or known by its id. Raises ApiError 400."""
    reference = call.text(name)
    upload = call.uploads.get(reference.removeprefix("attach://") or name)
    if upload is None:
        if not reference:
            raise bad_request(f"there is no {name} in the request")
        if reference.startswith(("http://", "https://")):
            raise bad_request("the sandbox fetches no files from addresses")
        known = world.files.find(reference)
        if known.kind != name:
            raise bad_request(f"can't use file of type {known.kind} as {name}")
        return known
    if not upload.content:
        raise bad_request("file must be non-empty")
    if name == "photo":
        return world.files.put_photo(upload.content)
    return world.files.put_document(upload.name, upload.content, upload.mime_type)


def read_reply(call: Call, chat: Chat) -> int | None:
    """The message of this chat that is answered. Raises ApiError 400 where it is gone, unless the
    call may go without (https://core.telegram.org/bots/api#replyparameters)."""
    parameters = call.json("reply_parameters")
    if parameters is None:
        return None
    if not isinstance(parameters, dict) or not isinstance(parameters.get("message_id"), int):
        raise bad_request("can't parse reply parameters")
    message_id: int = parameters["message_id"]
    if message_id in chat.messages:
        return message_id
    if parameters.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _formatted(call: Call, text: str, entities: str) -> Content:
    mode = call.text("parse_mode").lower()
    if mode == "html":
        return parse_html(call.text(text))
    if mode:
        # Telegram also reads two kinds of Markdown; the bot writes HTML only.
        raise bad_request("unsupported parse_mode")
    listed = call.json(entities) or []
    if not isinstance(listed, list):
        raise bad_request(f"{entities} must be an Array")
    return plain(call.text(text), [_entity(item) for item in listed])


def _entity(item: object) -> Entity:
    if not isinstance(item, Mapping):
        raise bad_request("can't parse MessageEntity: expected an Object")
    try:
        return Entity(
            str(item["type"]),
            int(item["offset"]),
            int(item["length"]),
            item.get("url"),
            item.get("language"),
        )
    except (KeyError, TypeError, ValueError):
        raise bad_request("can't parse MessageEntity") from None


def _button(button: object) -> Button:
    if not isinstance(button, Mapping) or not str(button.get("text", "")).strip():
        raise bad_request("can't parse InlineKeyboardButton: text must be non-empty")
    data, url = button.get("callback_data"), button.get("url")
    if data is None and url is None:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed")
    if data is not None and not 0 < len(str(data).encode()) <= MAX_BUTTON_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://")):
        raise bad_request("inline keyboard button URL is invalid")
    return Button(
        str(button["text"]),
        None if data is None else str(data),
        None if url is None else str(url),
    )
