"""A text that no command takes: the answer to what the bot asked, or else a friendly pointer."""

import re
from collections.abc import Callable

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.commands import nearest
from bot.dialogs import asked, leaves
from bot.handlers import confirm, problem, submit
from bot.handlers.kinds import Handlers
from bot.reply import clip
from bot.services import Context, Turn, services_of, take_turn

Call = tuple[str, int]
"""To a worker: the step that is to be done, and its job."""

ANSWERS: dict[str, Callable[[Turn, dict[str, object], str], Call | None]] = {
    problem.QUESTION: problem.take_reason,
    submit.QUESTION: submit.take_reason,
    confirm.QUESTION: confirm.take_number,
}
"""What takes the answer to each kind of question."""

_LINK = re.compile(r"https?://|www\.|\.gov\.cn", re.IGNORECASE)


async def take_text(update: Update, context: Context) -> None:
    message = update.effective_message
    text = message.text or "" if message else ""
    call = await take_turn(update, context, lambda turn: _take(turn, text))
    if call is not None:
        services_of(context).queue.wake(*call)


def _take(turn: Turn, text: str) -> Call | None:
    question, is_leaving = asked(turn), leaves(turn, text)
    if not turn.memberships:
        turn.tell("start.stranger")
    elif text.startswith("/") and not is_leaving:
        _suggest(turn, text)
    elif text and question is not None:
        kind, data = question
        return ANSWERS[kind](turn, data, text)
    elif is_leaving:
        turn.tell("help.nothing_asked")
    elif _LINK.search(text):
        turn.tell("help.link")
    else:
        turn.tell("help.text")
    return None


def _suggest(turn: Turn, text: str) -> None:
    typed = text.split()[0].removeprefix("/").partition("@")[0]
    meant = nearest(typed, turn.memberships)
    if meant is None:
        turn.tell("help.unknown_command")
    else:
        turn.tell("help.meant_command", typed=clip(typed, 40), meant=meant)


def handlers() -> Handlers:
    return [MessageHandler(filters.UpdateType.MESSAGE, take_text)]
