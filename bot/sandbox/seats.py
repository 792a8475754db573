"""The people who sit in the sandbox and the private chat each of them has with the bot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """One person. `key` names the seat in addresses, `role` is clerk, supervisor or stranger,
    `chat_id` is the private chat with the bot and, as in Telegram, also the person's user id."""

    key: str
    name: str
    role: str
    chat_id: int


DEFAULT_SEATS = (
    Seat("clerk", "小周", "clerk", 700_000_001),
    Seat("supervisor", "李主任", "supervisor", 700_000_002),
    Seat("stranger", "路过的人", "stranger", 700_000_003),
)
