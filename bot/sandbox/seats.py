"""The people who sit in the sandbox, the private chat each of them has with the bot, and the group
in which some of them meet it."""

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


@dataclass(frozen=True, slots=True)
class Group:
    """A group with the bot in it. `key` stands in addresses where a seat's would, `members` are the
    keys of the seats that may write there. The bot hears all that is said, as with privacy mode
    switched off."""

    key: str
    name: str
    chat_id: int
    members: tuple[str, ...]


DEFAULT_GROUPS = (Group("group", "年报交流群", -1_007_000_000_001, ("clerk", "stranger")),)

_FIRST_FURTHER_CHAT = 710_000_001


def further_clerks(count: int) -> tuple[Seat, ...]:
    """Seats `clerk1` to `clerk<count>`, for trying how the bot bears many people at once."""
    return tuple(
        Seat(f"clerk{n}", f"填报人 {n}", "clerk", _FIRST_FURTHER_CHAT + n - 1)
        for n in range(1, count + 1)
    )
