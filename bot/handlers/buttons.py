"""Buttons under an answer. Their data carries all they need, so they work after a restart."""

import re
from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import visible_upload
from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import pressed
from bot.render.answer import answer, listing
from bot.render.archive import archive_message
from bot.render.progress import upload_message
from bot.reply import Reply
from bot.services import Context, Turn
from bot.views import UploadView


async def press(update: Update, context: Context) -> None:
    await pressed(update, context, _press)


def _press(turn: Turn, message_id: int, parts: list[str]) -> str | None:
    """Shows what the button asks for; returns what to say instead if it cannot."""
    action, *numbers = parts
    if not numbers or not all(re.fullmatch(NUMBER, number) for number in numbers):
        return turn.texts.plain("button.stale")
    view = visible_upload(turn, int(numbers[0]))
    if view is None:
        return turn.texts.plain("button.stale")
    if action == "show":
        turn.say(upload_message(view, turn.texts))
        return None
    reply = _page(view, action, numbers, turn)
    if reply is None:
        return turn.texts.plain("button.stale")
    turn.say(replace(reply, edits=message_id))
    return None


def _page(view: UploadView, action: str, numbers: list[str], turn: Turn) -> Reply | None:
    if action == "packed" and view.packed and len(numbers) == 2:
        return archive_message(view, int(numbers[1]), turn.texts)
    if view.check is None:
        return None
    if action == "list" and len(numbers) == 2:
        return listing(view, int(numbers[1]), turn.texts)
    if action == "verdict":
        return answer(view, turn.texts)
    return None


def handlers() -> Handlers:
    return [CallbackQueryHandler(press)]
