"""Whoever's Telegram is in English is spoken to in English where they join, send and leave.

What stays Chinese is what is official or somebody's own: names of units, tables, rows and columns,
the texts of the rules, quotes from the report, names of files. So no sentence of the Chinese
catalogue may be heard, while other Chinese may.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import httpx
import pytest

from app.demonstration import TOWNSHIP
from bot.sandbox import bot_view
from bot.sandbox.seats import DEFAULT_SEATS, Seat
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import ApiUser
from bot.sandbox.world import Chat, Message
from bot.services import Services
from bot.texts import catalogue
from tests.bot.conftest import running_bot
from tests.bot.talk import press, say, shown

LEAST_CHINESE = 3
"""A line with fewer Chinese characters of its own may be something official."""


def chinese_lines() -> Iterator[re.Pattern[str]]:
    """The lines that only the Chinese catalogue has, whatever their values are."""
    english = catalogue("en").sentences
    for key, sentence in catalogue("zh").sentences.items():
        for line in re.sub(r"</?\w+>", "", sentence).split("\n"):
            own = re.sub(r"\{\w+\}", "", line)
            if sentence != english[key] and len(re.findall(r"[一-鿿]", own)) >= LEAST_CHINESE:
                yield re.compile(".+".join(map(re.escape, re.split(r"\{\w+\}", line))))


CHINESE = list(chinese_lines())


@dataclass(frozen=True)
class Person:
    """Somebody at the sandbox who minds every Chinese sentence."""

    sandbox: Sandbox
    seat: str = "clerk"

    @property
    def chat(self) -> Chat:
        chat = self.sandbox.world.seat_chat(self.seat)
        assert chat is not None
        return chat

    async def says(self, text: str) -> None:
        await say(self.sandbox, text, self.seat)

    async def sends(self, name: str, content: bytes, **fields: str) -> None:
        async with httpx.AsyncClient(base_url=self.sandbox.url) as http:
            url = f"/api/seats/{self.seat}/files"
            sent = await http.post(url, files={"file": (name, content)}, data=fields)
            sent.raise_for_status()

    async def hears(self, text: str) -> Message:
        """The newest message that says `text`, once there is one; all are looked at."""
        message = await shown(self.sandbox, text, self.seat)
        for each in self.chat.messages.values():
            if each.from_bot:
                minded(each.content.text)
                minded("\n".join(button.text for row in each.keyboard for button in row))
        return message

    async def presses(self, message: Message, label: str) -> None:
        await press(self.sandbox, message, label, self.seat)

    async def asks(self, words: str, answer: str) -> Message:
        await self.says(words)
        return await self.hears(answer)


def minded(text: str) -> None:
    lines = text.split("\n")
    said = [each.pattern for each in CHINESE for line in lines if each.fullmatch(line)]
    assert not said, f"Chinese in {text!r}"


class January:
    """A clock that goes, from a January evening on."""

    def __init__(self) -> None:
        self._ahead = datetime(2027, 1, 20, 13, 0, tzinfo=UTC) - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


@pytest.fixture
def services(services: Services, monkeypatch: pytest.MonkeyPatch) -> Services:
    """An evening in January; everybody's Telegram is in English."""
    chinese_person = bot_view.person

    def english_person(seat: Seat) -> ApiUser:
        return {**chinese_person(seat), "language_code": "en"}

    monkeypatch.setattr(bot_view, "person", english_person)
    with services.uow() as uow:
        for seat in DEFAULT_SEATS:
            if (member := uow.members.by_chat(seat.chat_id)) is not None:
                uow.members.keep_settings(replace(member, language="en"))
        uow.commit()
    return replace(services, clock=January())


async def test_a_stranger_is_turned_away_and_joins(sandbox: Sandbox, services: Services) -> None:
    stranger, supervisor = Person(sandbox, "stranger"), Person(sandbox, "supervisor")
    async with running_bot(sandbox, services):
        await stranger.asks("hello", "You have not joined any unit yet")
        await stranger.asks("/start nonsense", "This invitation code does not work")
        await supervisor.asks("/invite", "Please name the unit")
        await supervisor.asks("/invite 丁局", "There is no unit “丁局”")
        made = await supervisor.asks(f"/invite {TOWNSHIP}", "Invitation for clerks")
        code = re.search(r"/start (\S+)", made.content.text)
        assert code is not None
        await stranger.asks(f"/start {code[1]}", f"You have joined “{TOWNSHIP}” as a clerk.")
        await stranger.asks("/start", "You are in")
        await stranger.asks("/invite 丁局", "Only supervisors")


async def test_a_file_is_received_called_back_or_declined(
    sandbox: Sandbox, services: Services
) -> None:
    clerk = Person(sandbox)
    async with running_bot(sandbox, services):
        await clerk.sends("report.txt", b"report")
        received = await clerk.hears("Received “report.txt”")
        await clerk.presses(received, "Cancel")
        await clerk.hears("Cancelled: “report.txt” was not checked.")
        await clerk.sends("large.pdf", b"0" * 1_100_000)
        await clerk.hears("over the limit of")
        await clerk.asks("https://www.example.test/report.html", "I do not open links")
        await clerk.asks("hello", "Please send me the report file")
        await clerk.asks("/hisory", "Did you mean /history?")
        await clerk.asks("/xyzzy", "There is no such command")


async def test_who_leaves_or_is_forgotten_is_told_so(sandbox: Sandbox, services: Services) -> None:
    clerk = Person(sandbox)
    async with running_bot(sandbox, services):
        which = await clerk.asks("/leave", "Which unit do you want to leave?")
        await clerk.presses(which, TOWNSHIP)
        await clerk.presses(await clerk.hears(f"Leave “{TOWNSHIP}”?"), "Leave")
        await clerk.hears(f"You have left “{TOWNSHIP}”.")
        supervisor = Person(sandbox, "supervisor")
        question = await supervisor.asks("/forgetme", "This cannot be undone.")
        await supervisor.presses(question, "Delete my data")
        await supervisor.hears("Your data have been deleted.")
