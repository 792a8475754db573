"""`/start` with an invitation code binds a chat account to a unit; `/help` tells what to do."""

import logging

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CommandHandler

from bot.commands import SUPERVISOR, described, offer
from bot.handlers.kinds import Handlers
from bot.reply import Reply
from bot.services import Context, Turn, spoken_language, take_turn
from bot.texts import catalogue
from domain.unit import Membership, Role, own_units

logger = logging.getLogger(__name__)


async def start(update: Update, context: Context) -> None:
    code = context.args[0] if context.args else None
    user = update.effective_user
    name = user.full_name if user else ""
    language = spoken_language(user)
    joined = await take_turn(update, context, lambda turn: _start(turn, code, name, language))
    if joined is not None and joined.role is Role.SUPERVISOR:
        member = joined.member
        try:
            await offer(context.bot, member.chat_id, SUPERVISOR, member.language)
        except TelegramError as error:
            # They are offered at the next start of the bot; typed, they work all the same.
            logger.warning("commands not offered: %s", type(error).__name__)


def _start(turn: Turn, code: str | None, name: str, language: str) -> Membership | None:
    if code is None:
        _greet(turn, name)
        return None
    now = turn.services.clock.now()
    membership = turn.uow.members.join(turn.chat_id, name, language, code, now)
    if membership is None:
        turn.tell("start.bad_code")
        return None
    texts = catalogue(membership.member.language)
    role = texts.plain(f"role.{membership.role}")
    turn.tell("start.welcome", name=name, unit=membership.unit.name, role=role)
    return membership


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
    intro = turn.texts.html("help.supervisor" if supervises else "help.clerk")
    turn.say(Reply(f"{intro}\n\n{described(turn.memberships, turn.texts)}"))


def handlers() -> Handlers:
    return [CommandHandler("start", start), CommandHandler("help", tell_how)]
