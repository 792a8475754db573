"""Telegram's HTML: from markup to plain text with entities, and the refusals for broken markup.

Source: https://core.telegram.org/bots/api#html-style; the words of the refusals are Telegram's.
Offsets and lengths count UTF-16 code units, as everywhere in the Bot API (and in a browser).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html import unescape

from bot.sandbox.shapes import bad_request

MAX_ENTITIES = 100
"""Telegram keeps this many entities of a message and drops the rest without a word."""

_TYPES = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
}  # fmt: skip
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[\w.\-]+))?""")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_COMMAND = re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")
_MENTION = re.compile(r"(?<!\w)@[A-Za-z0-9_]{3,32}(?!\w)")
_LINK = re.compile(r"(?:https?|tg)://\S+")
_BLANK = " \t\r\n\0\v"


@dataclass(frozen=True, slots=True)
class Entity:
    """One stretch of a text with a meaning of its own; `type` as in MessageEntity."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Content:
    """What a person reads, and how it is set."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    @property
    def length(self) -> int:
        return utf16_length(self.text)


def utf16_length(text: str) -> int:
    """How many UTF-16 code units the text takes, the unit of all Telegram limits on texts."""
    return len(text) + sum(character > "\uffff" for character in text)


def plain(text: str, entities: Iterable[Entity] = ()) -> Content:
    """A text without markup, trimmed as Telegram does; its commands and mentions are recognised."""
    return _finish(text.replace("\r", ""), list(entities))


def parse_html(source: str) -> Content:
    """Reads Telegram's HTML. Raises ApiError 400 in Telegram's words where it would refuse."""
    reader = _Reader(source.replace("\r", ""))
    reader.read()
    return _finish("".join(reader.pieces), reader.entities)


@dataclass(slots=True)
class _Open:
    name: str
    offset: int
    attributes: dict[str, str]
    language: str | None = None


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    length: int = 0
    pieces: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> None:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source[self.at] == "<":
                self._start_tag()
            else:
                self._characters()
        if self.stack:
            name = self.stack[-1].name
            raise _broken(f'Can\'t find end tag corresponding to start tag "{name}"')

    def _characters(self) -> None:
        reference = _REFERENCE.match(self.source, self.at)
        if reference:
            piece, self.at = unescape(reference.group()), reference.end()
        else:
            stop = re.compile("[<&]").search(self.source, self.at + 1)
            end = stop.start() if stop else len(self.source)
            piece, self.at = self.source[self.at : end], end
        self.pieces.append(piece)
        self.length += utf16_length(piece)

    def _start_tag(self) -> None:
        begin = self.at
        name = self._name(begin + 1)
        if self.at >= len(self.source):
            raise _broken(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        attributes = self._attributes(begin)
        spoiler = name != "span" or attributes.get("class") == "tg-spoiler"
        if name not in _TYPES or not spoiler:
            raise _broken(f'Unsupported start tag "{name}" at byte offset {self._bytes(begin)}')
        self.stack.append(_Open(name, self.length, attributes))

    def _attributes(self, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while not self.source.startswith(">", self.at):
            match = _ATTRIBUTE.match(self.source, self.at)
            if match:
                found[match[1].lower()] = unescape((match[2] or "").strip("\"'"))
                self.at = match.end()
            elif self.source[self.at : self.at + 1].isspace():
                self.at += 1
            else:
                raise _broken(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        self.at += 1
        return found

    def _end_tag(self) -> None:
        begin = self.at
        if not self.stack:
            raise _broken(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        name = self._name(begin + 2)
        end = self.source.find(">", self.at)
        if end < 0 or self.source[self.at : end].strip():
            raise _broken(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        opened = self.stack.pop()
        if name not in ("", opened.name):
            raise _broken(
                f"Unmatched end tag at byte offset {self._bytes(begin)}, "
                f'expected "</{opened.name}>", found "</{name}>"'
            )
        self.at = end + 1
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        kind = _TYPES[opened.name]
        url = None
        if kind == "code" and self.stack and self.stack[-1].name == "pre":
            self.stack[-1].language = opened.attributes.get("class", "").removeprefix("language-")
            return
        if kind == "blockquote" and "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        if kind == "text_link":
            url = opened.attributes.get("href", "")
            if not _LINK.fullmatch(url):
                return
        length = self.length - opened.offset
        self.entities.append(Entity(kind, opened.offset, length, url, opened.language or None))

    def _name(self, start: int) -> str:
        match = re.compile(r"[^\s>]*").match(self.source, start)
        self.at = match.end() if match else start
        return self.source[start : self.at].lower()

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())


def _broken(what: str) -> Exception:
    return bad_request(f"can't parse entities: {what}")


def _finish(text: str, entities: list[Entity]) -> Content:
    """Trims the text and clips the entities to it; nothing else is set inside code."""
    skipped = utf16_length(text) - utf16_length(text.lstrip(_BLANK))
    text = text.strip(_BLANK)
    clipped = [_clip(entity, skipped, utf16_length(text)) for entity in entities]
    kept = [entity for entity in clipped if entity.length > 0 and not _in_code(entity, clipped)]
    found = [*_found(_COMMAND, "bot_command", text), *_found(_MENTION, "mention", text)]
    kept += [entity for entity in found if not _in_code(entity, [*kept, entity])]
    kept.sort(key=lambda entity: (entity.offset, -entity.length))
    return Content(text, tuple(kept[:MAX_ENTITIES]))


def _clip(entity: Entity, skipped: int, length: int) -> Entity:
    start = max(entity.offset - skipped, 0)
    end = min(entity.end - skipped, length)
    return replace(entity, offset=start, length=end - start)


def _in_code(entity: Entity, others: list[Entity]) -> bool:
    outer = {"code", "pre"} | ({"text_link"} if entity.type == "bot_command" else set())
    return any(
        other is not entity
        and other.type in outer
        and other.offset <= entity.offset
        and entity.end <= other.end
        for other in others
    )


def _found(pattern: re.Pattern[str], kind: str, text: str) -> Iterable[Entity]:
    for match in pattern.finditer(text):
        offset = utf16_length(text[: match.start()])
        yield Entity(kind, offset, match.end() - match.start())
