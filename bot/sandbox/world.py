"""The state of the sandbox: seats, their chats with the bot, and what waits for the bot.

Everything is in memory. A restarted sandbox therefore starts with empty chats, while the database
of the bot may remember the chats of the run before: update ids and message ids are counted from
the time of the start, so that the bot never takes a new update for one it has dealt with, nor a new
message for one it has sent. (Ids would only meet if a run made more than one a second throughout.)
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.sandbox.files import FileShelf, StoredFile
from bot.sandbox.markup import Content
from bot.sandbox.seats import DEFAULT_GROUPS, DEFAULT_SEATS, Group, Seat
from bot.sandbox.shapes import ApiError, ApiUser, bad_request
from bot.sandbox.traffic import RateLimits, Traffic
from bot.sandbox.updates import Bell, UpdateQueue

BOT_ID = 7_000_000_000
TYPING_SECONDS = 5
_MESSAGE_EPOCH = 1_700_000_000
"""Unix seconds from which message ids are counted: keeps them within 32 bits for decades."""


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: `data` comes back to the bot, `url` is opened by the person."""

    text: str
    data: str | None = None
    url: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(slots=True)
class Message:
    """One bubble as it stands; `content` is the text or the caption of `file`. Messages with one
    `album` were sent together; `author` is None for the bot's own; `reply_to` names the message
    that it answers."""

    message_id: int
    chat_id: int
    from_bot: bool
    date: datetime
    content: Content
    keyboard: Keyboard = ()
    file: StoredFile | None = None
    edits: int = 0
    edit_date: datetime | None = None
    album: str | None = None
    author: Seat | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class PressAnswer:
    """What the bot answered to a pressed button: a passing line, or an alert to be closed."""

    query_id: str
    text: str
    alert: bool


@dataclass(slots=True)
class Chat:
    """A seat's conversation, or that of a group. `revision` changes with everything that can be
    seen in it."""

    seat: Seat | Group
    messages: dict[int, Message] = field(default_factory=dict)
    revision: int = 0
    typing_since: datetime | None = None
    answer: PressAnswer | None = None
    pressed: set[str] = field(default_factory=set)
    blocks_bot: bool = False


class PressRefused(Exception):  # noqa: N818 - an outcome that the page shows, not a fault
    """A press that reaches nothing: `gone` is True if the message stands but not the button."""

    def __init__(self, gone: bool) -> None:
        super().__init__("the button is gone" if gone else "no such message")
        self.gone = gone


def _local_now() -> datetime:
    return datetime.now(UTC).astimezone()


class World:
    """One sandbox. Belongs to one event loop; `now` gives the present moment with time zone. With
    a folder `local_files` it hands files out as a Bot API server does that runs with `--local`."""

    def __init__(
        self,
        seats: Iterable[Seat] = DEFAULT_SEATS,
        *,
        groups: Iterable[Group] = DEFAULT_GROUPS,
        local_files: Path | None = None,
        limits: RateLimits | None = None,
        now: Callable[[], datetime] = _local_now,
    ) -> None:
        self.now = now
        started = int(now().timestamp())
        self.bell = Bell()
        self.updates = UpdateQueue(started, self.bell)
        self.traffic = Traffic(limits)
        self.files = FileShelf()
        self.local_files = local_files and local_files.absolute()
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.menu_button: dict[str, object] = {"type": "default"}
        self.closed = False
        self.revision = 0
        self._next_message_id = max(1, started - _MESSAGE_EPOCH)
        places: list[Seat | Group] = [*seats, *groups]
        self._chats = {place.key: Chat(place) for place in places}
        self._by_id = {chat.seat.chat_id: chat for chat in self._chats.values()}

    @property
    def chats(self) -> list[Chat]:
        """All conversations in the order of the seats, groups last."""
        return list(self._chats.values())

    @property
    def seats(self) -> list[Seat]:
        return [chat.seat for chat in self.chats if isinstance(chat.seat, Seat)]

    @property
    def bot_user(self) -> ApiUser:
        return {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "年报助手",
            "username": "nianbao_sandbox_bot",
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

    def seat_chat(self, key: str) -> Chat | None:
        """The chat of the seat or group with this key, or None."""
        return self._chats.get(key)

    def author(self, chat: Chat, key: str) -> Seat | None:
        """Who writes in a chat: its own seat, in a group the member with this key, or None."""
        if isinstance(chat.seat, Seat):
            return chat.seat
        known = next((seat for seat in self.seats if seat.key == key), None)
        return known if key in chat.seat.members else None

    def bot_chat(self, chat_id: int) -> Chat:
        """The chat as the bot reaches it. Raises ApiError 400 (unknown) or 403 (blocked)."""
        chat = self._by_id.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        if chat.blocks_bot:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        return chat

    def close(self) -> None:
        """Ends all waiting calls, so that the server can stop at once."""
        self.closed = True
        self.bell.ring()

    def is_typing(self, chat: Chat) -> bool:
        """Whether the bot shows itself busy in this chat; fades after TYPING_SECONDS."""
        since = chat.typing_since
        return since is not None and self.now() - since < timedelta(seconds=TYPING_SECONDS)

    def touch(self, chat: Chat) -> None:
        """Makes the page look at this chat again."""
        self.revision += 1
        chat.revision = self.revision
        self.bell.ring()

    def set_commands(self, scope: str, language: str, commands: list[dict[str, str]]) -> None:
        """Keeps the list of commands for a scope (`chat:<id>` or the scope's type) and a
        language; an empty list removes it."""
        self.commands.pop((scope, language), None)
        if commands:
            self.commands[scope, language] = commands

    def commands_for(self, chat: Chat) -> list[dict[str, str]]:
        """The commands this person is offered: the narrowest scope wins, then the language
        (https://core.telegram.org/bots/api#determining-list-of-commands)."""
        kind = "all_private_chats" if isinstance(chat.seat, Seat) else "all_group_chats"
        for scope in (f"chat:{chat.seat.chat_id}", kind, "default"):
            for language in ("zh", ""):
                if (scope, language) in self.commands:
                    return self.commands[scope, language]
        return []

    # What the bot does

    def bot_sends(
        self,
        chat: Chat,
        content: Content,
        keyboard: Keyboard,
        file: StoredFile | None = None,
        reply_to: int | None = None,
    ) -> Message:
        chat.typing_since = None
        message = self._append(chat, True, content, keyboard, file)
        message.reply_to = reply_to
        return message

    def bot_edits(
        self, chat: Chat, message: Message, content: Content, keyboard: Keyboard
    ) -> Message:
        """Raises ApiError 400 where nothing would change, as Telegram does."""
        if (content, keyboard) == (message.content, message.keyboard):
            raise bad_request(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        message.content, message.keyboard = content, keyboard
        message.edits += 1
        message.edit_date = self.now()
        self.touch(chat)
        return message

    def bot_deletes(self, chat: Chat, message_id: int) -> None:
        if chat.messages.pop(message_id, None) is None:
            raise bad_request("message to delete not found")
        self.touch(chat)

    def bot_types(self, chat: Chat) -> None:
        chat.typing_since = self.now()
        self.touch(chat)

    def bot_answers(self, answer: PressAnswer) -> None:
        """Raises ApiError 400 for a query that is unknown or answered already."""
        for chat in self._chats.values():
            if answer.query_id in chat.pressed:
                chat.pressed.remove(answer.query_id)
                chat.answer = answer
                self.touch(chat)
                return
        raise bad_request("query is too old and response timeout expired or query ID is invalid")

    # What a person does

    def person_sends(
        self, chat: Chat, author: Seat, content: Content, file: StoredFile | None = None
    ) -> Message:
        message = self._append(chat, False, content, (), file)
        message.author = author
        return message

    def person_presses(self, chat: Chat, message_id: int, data: str) -> tuple[str, Message]:
        """The id of the press and the message pressed. Raises PressRefused."""
        message = chat.messages.get(message_id)
        if message is None:
            raise PressRefused(gone=False)
        if not any(button.data == data for row in message.keyboard for button in row):
            raise PressRefused(gone=True)
        query_id = str(secrets.randbits(62))
        chat.pressed.add(query_id)
        return query_id, message

    def _append(
        self,
        chat: Chat,
        from_bot: bool,
        content: Content,
        keyboard: Keyboard = (),
        file: StoredFile | None = None,
    ) -> Message:
        number = self._next_message_id
        self._next_message_id += 1
        message = Message(number, chat.seat.chat_id, from_bot, self.now(), content, keyboard, file)
        chat.messages[number] = message
        self.touch(chat)
        return message
