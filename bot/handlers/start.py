"""`/start` with an invitation code binds a chat account to a unit; `/help` tells what to do."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.desk import own_units
from bot.handlers.kinds import Handlers
from bot.services import Context, Turn, spoken_language, take_turn
from bot.texts import catalogue
from domain.unit import Role


async def start(update: Update, context: Context) -> None:
    code = context.args[0] if context.args else None
    user = update.effective_user
    name = user.full_name if user else ""
    language = spoken_language(user)
    await take_turn(update, context, lambda turn: _start(turn, code, name, language))


def _start(turn: Turn, code: str | None, name: str, language: str) -> None:
    if code is None:
        _greet(turn, name)
        return
    now = turn.services.clock.now()
    membership = turn.uow.members.join(turn.chat_id, name, language, code, now)
    if membership is None:
        turn.tell("start.bad_code")
        return
    texts = catalogue(membership.member.language)
    role = texts.plain(f"role.{membership.role}")
    turn.tell("start.welcome", name=name, unit=membership.unit.name, role=role)


def _greet(turn: Turn, name: str) -> None:
    if not turn.memberships:
        turn.tell("start.stranger")
        return
    units = turn.texts.plain("list.comma").join(u.name for u in own_units(turn.memberships))
    turn.tell("start.again", name=name, units=units)


async def tell_how(update: Update, context: Context) -> None:
    await take_turn(update, context, _help)


def _help(turn: Turn) -> None:
    if not turn.memberships:
        turn.tell("start.stranger")
        return
    supervises = any(m.role is Role.SUPERVISOR for m in turn.memberships)
    turn.tell("help.supervisor" if supervises else "help.clerk")


def handlers() -> Handlers:
    return [CommandHandler("start", start), CommandHandler("help", tell_how)]
