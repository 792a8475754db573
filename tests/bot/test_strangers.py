"""Whoever belongs to no unit hears how to join one, whatever they say."""

from telegram.ext import CommandHandler

from bot.handlers import ORDER
from bot.sandbox.server import Sandbox
from bot.services import Services
from tests.bot.conftest import running_bot
from tests.bot.talk import heard, say

COMMANDS = sorted(
    name
    for conversation in ORDER
    for handler in conversation.handlers()
    if isinstance(handler, CommandHandler)
    for name in handler.commands
)


async def test_strangers_are_refused_politely_whatever_they_send(
    sandbox: Sandbox, services: Services
) -> None:
    words = ["你好", "/invite 甲", *(f"/{name}" for name in COMMANDS)]
    async with running_bot(sandbox, services):
        for word in words:
            await say(sandbox, word, "stranger")
        answers = await heard(sandbox, len(words), "stranger")
    assert len(words) > 15
    assert [answer.split("。")[0] for answer in answers] == ["您还没有加入任何单位"] * len(words)
