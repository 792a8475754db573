"""How fast the bot speaks: every message it sends or edits, counted, and on request limited."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic

from bot.sandbox.shapes import ApiError


@dataclass(frozen=True, slots=True)
class RateLimits:
    """Messages per second, overall and in one chat, beyond which the sandbox answers 429.

    Defaults after https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this;
    the single chat may burst a little, as it may in Telegram.
    """

    overall: int = 30
    per_chat: int = 3


@dataclass(frozen=True, slots=True)
class Sent:
    """One call that reached the chat: seconds of a monotonic clock, chat, method."""

    at: float
    chat_id: int
    method: str


class Traffic:
    """The record of what the bot sent and, where limits are set, the gate before it."""

    def __init__(
        self, limits: RateLimits | None = None, clock: Callable[[], float] = monotonic
    ) -> None:
        self.limits = limits
        self.refused = 0
        self.sent: deque[Sent] = deque(maxlen=100_000)
        self._clock = clock

    def admit(self, chat_id: int, method: str) -> None:
        """Records one call. Raises ApiError 429 with the seconds to wait if it comes too soon."""
        instant = self._clock()
        if self.limits:
            self._hold(instant, None, self.limits.overall)
            self._hold(instant, chat_id, self.limits.per_chat)
        self.sent.append(Sent(instant, chat_id, method))

    def peak(self, chat_id: int | None = None, window: float = 1.0) -> int:
        """The most calls within any `window` seconds, overall or in one chat."""
        times = [sent.at for sent in self.sent if chat_id in (None, sent.chat_id)]
        most = start = 0
        for end, instant in enumerate(times):
            while instant - times[start] >= window:
                start += 1
            most = max(most, end - start + 1)
        return most

    def peak_in_one_chat(self, window: float = 1.0, *, groups_only: bool = False) -> int:
        """The most calls within any `window` seconds in whichever chat (or group) had most."""
        chats = {sent.chat_id for sent in self.sent if sent.chat_id < 0 or not groups_only}
        return max((self.peak(chat_id, window) for chat_id in chats), default=0)

    def summary(self) -> dict[str, int]:
        """What was sent and edited so far, beside what Telegram allows: 30 a second overall, one a
        second in a chat, 20 a minute in a group."""
        return {
            "calls": len(self.sent),
            "refused": self.refused,
            "peak_second": self.peak(),
            "peak_second_in_one_chat": self.peak_in_one_chat(),
            "peak_minute_in_one_group": self.peak_in_one_chat(60.0, groups_only=True),
        }

    def _hold(self, instant: float, chat_id: int | None, allowed: int) -> None:
        recent: list[float] = []
        for sent in reversed(self.sent):
            if instant - sent.at >= 1:
                break
            if chat_id in (None, sent.chat_id):
                recent.append(sent.at)
        if len(recent) >= allowed:
            self.refused += 1
            wait = max(1, ceil(recent[allowed - 1] + 1 - instant))
            raise ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
