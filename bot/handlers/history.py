"""`/history` and `/result`: everything that was sent and answered, again."""

import re

from telegram import Update
from telegram.ext import CommandHandler

from bot.desk import history_lines, latest_answer, units_below, upload_view
from bot.handlers.kinds import Handlers
from bot.render.lists import history
from bot.render.progress import upload_message
from bot.services import Context, Turn, take_turn
from domain.unit import Unit, own_units
from domain.wording import fold

HISTORY_LENGTH = 9
_YEAR = re.compile(r"(?:19|20)\d\d")


async def list_uploads(update: Update, context: Context) -> None:
    await take_turn(update, context, _list_uploads)


def _list_uploads(turn: Turn) -> None:
    if not turn.memberships:
        turn.tell("start.stranger")
        return
    own, below = own_units(turn.memberships), units_below(turn.uow, turn.memberships)
    lines = history_lines(turn.uow, [*own, *below], HISTORY_LENGTH)
    if not lines:
        turn.tell("history.none_below" if below else "history.none")
        return
    head = (
        turn.texts.html("history.head_below")
        if below
        else turn.texts.html("history.head", unit=own[0].name)
    )
    turn.say(history(head, lines, turn.services.zone, turn.texts))


async def show_result(update: Update, context: Context) -> None:
    words = list(context.args or [])
    await take_turn(update, context, lambda turn: _show_result(turn, words))


def _show_result(turn: Turn, words: list[str]) -> None:
    if not turn.memberships:
        turn.tell("start.stranger")
        return
    year = next((int(word) for word in words if _YEAR.fullmatch(word)), None)
    name = "".join(word for word in words if not _YEAR.fullmatch(word))
    units = _named_units(turn, name)
    if not units:
        turn.tell("result.unknown_unit", unit=name)
        return
    upload = latest_answer(turn.uow, units, year)
    if upload is not None:
        turn.say(upload_message(upload_view(turn.uow, upload, turn.memberships), turn.texts))
    elif year is not None:
        turn.tell("result.none_year", year=year)
    else:
        turn.tell("result.none")


def _named_units(turn: Turn, name: str) -> list[Unit]:
    """The person's own units, or those they may see whose name contains `name`."""
    own = own_units(turn.memberships)
    if not name:
        return own
    visible = turn.uow.units.seen_by(turn.memberships)
    exact = [unit for unit in visible if fold(unit.name) == fold(name)]
    return exact or [unit for unit in visible if fold(name) in fold(unit.name)]


def handlers() -> Handlers:
    return [CommandHandler("history", list_uploads), CommandHandler("result", show_result)]
