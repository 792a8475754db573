"""A text that no command takes: the answer to what the bot asked, or else a friendly pointer."""

import re

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.commands import nearest
from bot.dialogs import asked
from bot.handlers import problem, submit
from bot.handlers.kinds import Handlers
from bot.reply import clip
from bot.services import Context, Turn, take_turn

ANSWERS = {problem.QUESTION: problem.take_reason, submit.QUESTION: submit.take_reason}
"""What takes the answer to each kind of question."""

_LINK = re.compile(r"https?://|www\.|\.gov\.cn", re.IGNORECASE)


async def take_text(update: Update, context: Context) -> None:
    message = update.effective_message
    text = message.text or "" if message else ""
    await take_turn(update, context, lambda turn: _take(turn, text))


def _take(turn: Turn, text: str) -> None:
    if not turn.memberships:
        turn.tell("start.stranger")
    elif text.startswith("/"):
        _suggest(turn, text)
    elif text and (question := asked(turn)) is not None:
        kind, data = question
        ANSWERS[kind](turn, data, text)
    elif _LINK.search(text):
        turn.tell("help.link")
    else:
        turn.tell("help.text")


def _suggest(turn: Turn, text: str) -> None:
    typed = text.split()[0].removeprefix("/").partition("@")[0]
    meant = nearest(typed, turn.memberships)
    if meant is None:
        turn.tell("help.unknown_command")
    else:
        turn.tell("help.meant_command", typed=clip(typed, 40), meant=meant)


def handlers() -> Handlers:
    return [MessageHandler(filters.UpdateType.MESSAGE, take_text)]
