"""`/units`, `/leave`, `/forgetme`: for whom a person works, and how to stop."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import pressed
from bot.render.units import confirm_forgetting, confirm_leaving, leaving, units
from bot.reply import Reply
from bot.services import Context, Turn, take_turn
from bot.texts import Catalogue
from domain.unit import Membership, Unit, own_units, unit_with


async def list_units(update: Update, context: Context) -> None:
    await take_turn(update, context, lambda turn: _say(turn, units))


async def offer_leaving(update: Update, context: Context) -> None:
    await take_turn(update, context, lambda turn: _say(turn, leaving))


async def offer_forgetting(update: Update, context: Context) -> None:
    await take_turn(update, context, lambda turn: _say(turn, confirm_forgetting))


def _say(turn: Turn, render: Callable[[Sequence[Membership], Catalogue], Reply]) -> None:
    if turn.memberships:
        turn.say(render(turn.memberships, turn.texts))
    else:
        turn.tell("start.stranger")


async def press(update: Update, context: Context) -> None:
    await pressed(update, context, _press)


def _press(turn: Turn, message_id: int, parts: list[str]) -> str | None:
    """Does what the button asks for; returns what to say instead if it cannot."""
    action, number = parts
    reply = _forget(turn) if action == "forget" else _decide(turn, action, int(number))
    if reply is None:
        return turn.texts.plain("button.stale")
    turn.say(replace(reply, edits=message_id))
    return None


def _decide(turn: Turn, action: str, unit_id: int) -> Reply | None:
    unit = unit_with(unit_id, own_units(turn.memberships))
    if unit is None:
        return None
    match action:
        case "unit":
            return _choose(turn, unit)
        case "leave":
            return confirm_leaving(unit, turn.texts)
    turn.uow.members.leave(turn.memberships[0].member.id, unit.id)
    return Reply(turn.texts.html("units.left", unit=unit.name))


def _choose(turn: Turn, unit: Unit) -> Reply:
    turn.uow.members.choose_unit(turn.memberships[0].member.id, unit.id)
    return units(turn.uow.members.memberships(turn.chat_id), turn.texts)


def _forget(turn: Turn) -> Reply | None:
    if not turn.memberships:
        return None
    turn.uow.members.forget(turn.memberships[0].member.id)
    return Reply(turn.texts.html("units.forgotten"))


def handlers() -> Handlers:
    return [
        CommandHandler("units", list_units),
        CommandHandler("leave", offer_leaving),
        CommandHandler("forgetme", offer_forgetting),
        CallbackQueryHandler(press, rf"^(?:(?:unit|leave|left):{NUMBER}|forget:me)$"),
    ]
