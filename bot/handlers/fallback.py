"""What no other conversation takes: a friendly pointer, never silence."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.handlers.kinds import Handlers
from bot.services import Context, Turn, take_turn


async def point_the_way(update: Update, context: Context) -> None:
    message = update.effective_message
    is_command = bool(message and (message.text or "").startswith("/"))
    await take_turn(update, context, lambda turn: _point(turn, is_command))


def _point(turn: Turn, is_command: bool) -> None:
    if not turn.memberships:
        turn.tell("start.stranger")
    else:
        turn.tell("help.unknown_command" if is_command else "help.text")


def handlers() -> Handlers:
    return [MessageHandler(filters.UpdateType.MESSAGE, point_the_way)]
