"""What a button may say: its data comes from the chat, and a person may have forged it."""

from re import Pattern

import pytest
from telegram.ext import CallbackQueryHandler

from bot.handlers import ORDER

LARGEST, TOO_LARGE = 10**9 - 1, 2**31
"""The largest number that is taken, and the first that PostgreSQL has no room for in an integer."""

BUTTONS = (
    "cancel:{}",
    "compare:{}",
    "confirm:{}:yes:0:1.2.3.4",
    "crop:{}",
    "draft:{}:2026",
    "file:{}",
    "frequent:{}:2026",
    "grade:{}:off:T3-BALANCE",
    "inhand:{}",
    "justify:{}:0123456789abcdef",
    "missing:{}:2026:0",
    "nudge:{}:2026",
    "original:{}",
    "recheck:{}",
    "rollup:{}:2026",
    "rules:{}",
    "submit:{}",
    "submitting:{}:1",
    "unit:{}",
    "versions:{}:0",
)


def patterns() -> list[Pattern[str]]:
    """Those of all conversations but the last, which takes what no other does."""
    taking = (each for conversation in ORDER for each in conversation.handlers())
    buttons = (each for each in taking if isinstance(each, CallbackQueryHandler))
    return [each.pattern for each in buttons if isinstance(each.pattern, Pattern)]


def is_taken(data: str) -> bool:
    return any(pattern.match(data) for pattern in patterns())


@pytest.mark.parametrize("button", BUTTONS)
def test_a_number_that_no_database_holds_is_taken_for_stale(button: str) -> None:
    assert is_taken(button.format(LARGEST))
    assert not is_taken(button.format(TOO_LARGE))
