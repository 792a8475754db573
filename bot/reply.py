"""What is sent to a chat: text, buttons, no Telegram classes."""

import re
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape

from pydantic import TypeAdapter

TEXT_LIMIT = 4096
"""Longest text of one message in UTF-16 code units after markup is removed (Bot API, sendMessage).
"""

CAPTION_LIMIT = 1024
"""The same for the caption of a picture or file (Bot API, sendPhoto)."""

BUTTON_DATA_LIMIT = 64
"""Longest callback data of a button in bytes (Bot API, InlineKeyboardButton)."""


@dataclass(frozen=True, slots=True)
class Button:
    text: str
    data: str


class MediaKind(StrEnum):
    """How a file is shown: as a picture in the chat, or to be opened."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Media:
    """A stored file that a message brings, under the SHA-256 of its content and with the name that
    it has in the chat."""

    kind: MediaKind
    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: text in Telegram's HTML, rows of buttons.

    `edits` names the chat message that this one replaces, or whose caption if it `is_caption`. With
    `media` it is a new message, and the text is its caption. A message that `is_quiet` comes
    without a sound; one that `answers` another of the chat is shown as the reply to that.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    edits: int | None = None
    is_caption: bool = False
    media: Media | None = None
    is_quiet: bool = False
    answers: int | None = None


def clip(text: str, limit: int) -> str:
    """The text, shortened to `limit` UTF-16 code units, in which Telegram counts."""
    encoded = text.encode("utf-16-le", "replace")
    if len(encoded) <= 2 * limit:
        return text
    return encoded[: 2 * (limit - 1)].decode("utf-16-le", "ignore") + "…"


_TAG = re.compile(r"<(/?)\w+>")


def fitted(html: str, limit: int) -> str:
    """As many lines as fit into `limit` UTF-16 code units, markup whole."""
    if _length(html) <= limit:
        return html
    lines, room, opened, whole = html.split("\n"), limit - len("…"), 0, 0
    for number, line in enumerate(lines, 1):
        room -= _length(line) + 1
        if room < 0:
            break
        opened += sum(-1 if tag[1] else 1 for tag in _TAG.finditer(line))
        if not opened:
            whole = number
    if not whole:
        return escape(clip(_as_read(html), limit), quote=False)
    return "\n".join([*lines[:whole], "…"])


def _length(html: str) -> int:
    return len(_as_read(html).encode("utf-16-le", "replace")) // 2


def _as_read(html: str) -> str:
    return unescape(_TAG.sub("", html))


_RECORD = TypeAdapter(Reply)


def reply_to_json(reply: Reply) -> str:
    return _RECORD.dump_json(reply).decode()


def reply_from_json(text: str) -> Reply:
    """Raises pydantic.ValidationError for anything that `reply_to_json` did not write."""
    return _RECORD.validate_json(text)
