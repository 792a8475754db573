"""How fast the bot may speak.

Telegram allows about 30 messages a second overall, one a second in a chat, 20 a minute in a group
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). Edits count like
new messages. Each interval begins when a call has been answered: by then the server has counted it,
so that no delay on the way can bring two calls nearer to each other there.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

OVERALL = 30
SECOND = 1.01
"""Seconds, with a little for the coarseness of clocks."""
GROUP_SECONDS = 3.03


class Pace:
    """Belongs to one event loop. At most one call at a time is made in a chat."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(OVERALL)
        self._answered: dict[int, float] = {}

    async def until_free(self, chat_id: int) -> None:
        """Waits until the chat may be spoken to."""
        wanted = SECOND if chat_id > 0 else GROUP_SECONDS
        await asyncio.sleep(max(0.0, wanted - self.silence(chat_id)))

    def silence(self, chat_id: int) -> float:
        """Seconds since the last call in a chat was answered; infinite where there was none."""
        now = asyncio.get_running_loop().time()
        return now - self._answered.get(chat_id, -float("inf"))

    @asynccontextmanager
    async def speaking(self, chat_id: int) -> AsyncIterator[None]:
        """Waits for one of the places in the present second, and keeps it until a second after
        the block."""
        await self._slots.acquire()
        loop = asyncio.get_running_loop()
        try:
            yield
        finally:
            self._answered[chat_id] = loop.time()
            loop.call_later(SECOND, self._slots.release)
