"""`/submitting`: a supervisor decides whether reports with errors may be handed in."""

from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import pressed
from bot.reply import Button, Reply
from bot.services import Context, Turn, take_turn
from domain.unit import Unit, supervised_units, unit_with


async def show(update: Update, context: Context) -> None:
    await take_turn(update, context, _show)


def _show(turn: Turn) -> None:
    units = supervised_units(turn.memberships)
    if not units:
        turn.tell("submitting.not_allowed" if turn.memberships else "start.stranger")
    for part, unit in enumerate(units):
        turn.say(_setting(turn, unit), part)


async def press(update: Update, context: Context) -> None:
    await pressed(update, context, _decide)


def _decide(turn: Turn, message_id: int, parts: list[str]) -> str | None:
    """Keeps the decision; returns what to say instead if this person may not take it."""
    _, unit_id, accepts = parts
    unit = unit_with(int(unit_id), supervised_units(turn.memberships))
    if unit is None:
        return turn.texts.plain("button.stale")
    turn.uow.units.set_accepts_errors(unit.id, accepts=accepts == "1")
    turn.say(replace(_setting(turn, unit), edits=message_id))
    return None


def _setting(turn: Turn, unit: Unit) -> Reply:
    """What holds for the units below, and the button that changes it."""
    accepts = turn.uow.units.accepts_errors(unit.id)
    state, change = ("accepted", "refuse") if accepts else ("refused", "accept")
    button = Button(
        turn.texts.plain(f"submitting.{change}"), f"submitting:{unit.id}:{0 if accepts else 1}"
    )
    return Reply(turn.texts.html(f"submitting.{state}", unit=unit.name), ((button,),))


def handlers() -> Handlers:
    return [
        CommandHandler("submitting", show),
        CallbackQueryHandler(press, rf"^submitting:{NUMBER}:[01]$"),
    ]
