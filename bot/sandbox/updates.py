"""The updates that wait for the bot, and the bell that wakes whoever waits for news."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.shapes import ApiCallbackQuery, ApiMessage, ApiUpdate

UpdateKind = Literal["message", "callback_query"]


class Bell:
    """Wakes every waiter at once; belongs to the event loop that first waits on it."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        rung, self._rung = self._rung, asyncio.Event()
        rung.set()

    async def until(self, ready: Callable[[], bool], seconds: float | None = None) -> bool:
        """Waits until `ready()`; False if the seconds ran out first (None waits for ever)."""
        try:
            async with asyncio.timeout(seconds):
                while not ready():
                    await self._rung.wait()
        except TimeoutError:
            return False
        return True


@dataclass(slots=True)
class Webhook:
    """Where updates are posted to; an empty `url` means that the bot polls."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None


class UpdateQueue:
    """Updates in order, kept until the bot confirms them (https://core.telegram.org/bots/api
    "Getting updates")."""

    def __init__(self, first_id: int, bell: Bell) -> None:
        self.webhook = Webhook()
        self.allowed: frozenset[str] = frozenset()
        self._next_id = first_id
        self._bell = bell
        self._waiting: deque[ApiUpdate] = deque()
        self._turn = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def add_message(self, message: ApiMessage) -> None:
        """Tells the bot of a message, unless it asked not to hear of messages."""
        if self._wanted("message"):
            self._append({"update_id": self._next_id, "message": message})

    def add_press(self, query: ApiCallbackQuery) -> None:
        """Tells the bot of a pressed button, unless it asked not to hear of them."""
        if self._wanted("callback_query"):
            self._append({"update_id": self._next_id, "callback_query": query})

    def first(self, limit: int) -> list[ApiUpdate]:
        """The oldest unconfirmed updates, at most `limit` of them."""
        return [update for _, update in zip(range(limit), self._waiting, strict=False)]

    def confirm(self, offset: int) -> None:
        """Forgets what comes before `offset`; a negative one keeps that many from the end."""
        waiting = len(self._waiting)
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        while self._waiting and 0 < offset > self._waiting[0]["update_id"]:
            self._waiting.popleft()
        if len(self._waiting) < waiting:
            self._bell.ring()

    def clear(self) -> None:
        """Forgets all (`drop_pending_updates`)."""
        self._waiting.clear()

    def allow(self, kinds: Iterable[str]) -> None:
        """Keeps only these kinds from here on; an empty list means all."""
        self.allowed = frozenset(kinds)

    def take_turn(self) -> int:
        """Starts a poll; an older one that still waits thereby loses its turn."""
        self._turn += 1
        self._bell.ring()
        return self._turn

    def has_turn(self, turn: int) -> bool:
        return turn == self._turn

    def _wanted(self, kind: UpdateKind) -> bool:
        return not self.allowed or kind in self.allowed

    def _append(self, update: ApiUpdate) -> None:
        self._waiting.append(update)
        self._next_id += 1
        self._bell.ring()
