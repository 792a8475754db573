"""Somebody at the sandbox whose Telegram is in English, and who minds every Chinese sentence.

What stays Chinese is what is official or somebody's own: names of units, tables, rows and columns,
the texts of the rules, quotes from the report, names of files. So no sentence of the Chinese
catalogue may be heard, while other Chinese may.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import httpx

from bot.sandbox.server import Sandbox
from bot.sandbox.world import Chat, Message
from bot.texts import catalogue
from tests.bot.talk import press, say

PATIENCE = 30.0
"""Seconds that somebody waits for an answer."""
LEAST_CHINESE = 3
"""A line with fewer Chinese characters of its own may be something official."""
CERTAIN_CHINESE = 7
"""One with so many is known also where something stands before or after it."""


def chinese_lines() -> Iterator[re.Pattern[str]]:
    """The lines that only the Chinese catalogue has, whatever their values are."""
    english = catalogue("en").sentences
    for key, sentence in catalogue("zh").sentences.items():
        for line in re.sub(r"</?\w+>", "", sentence).split("\n"):
            own = re.findall(r"[一-鿿]", re.sub(r"\{\w+\}", "", line))
            if sentence == english[key] or len(own) < LEAST_CHINESE:
                continue
            known = ".+".join(map(re.escape, re.split(r"\{\w+\}", line)))
            yield re.compile(known if len(own) >= CERTAIN_CHINESE else f"^{known}$")


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
        bell = self.sandbox.world.bell
        is_said = await bell.until(
            lambda: any(text in each.content.text for each in self.heard), PATIENCE
        )
        for each in self.heard:
            minded(each.content.text)
            minded("\n".join(button.text for row in each.keyboard for button in row))
        assert is_said, f"{text!r} is not in {[each.content.text for each in self.heard]}"
        return next(each for each in reversed(self.heard) if text in each.content.text)

    @property
    def heard(self) -> list[Message]:
        return [each for each in self.chat.messages.values() if each.from_bot]

    async def is_told(self, text: str) -> None:
        """Waits for the passing line that answers a pressed button."""

        def line() -> str:
            return self.chat.answer.text if self.chat.answer else ""

        await self.sandbox.world.bell.until(lambda: text in line(), PATIENCE)
        assert text in line()
        minded(line())

    async def presses(self, message: Message, label: str) -> None:
        await press(self.sandbox, message, label, self.seat)

    async def asks(self, words: str, answer: str) -> Message:
        await self.says(words)
        return await self.hears(answer)


@cache
def minded(text: str) -> None:
    """Raises AssertionError for a text with a Chinese sentence in it."""
    lines = text.split("\n")
    said = [each.pattern for each in CHINESE for line in lines if each.search(line)]
    assert not said, f"Chinese in {text!r}"
