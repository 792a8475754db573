"""`/settings`: language, quiet hours, reminders and the length of answers, in one message."""

import logging
from dataclasses import replace

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.commands import offer, offered
from bot.handlers.kinds import Handlers
from bot.pressing import pressed
from bot.render.settings import settings
from bot.services import Context, Turn, look, take_turn
from bot.texts import LANGUAGES, catalogue
from domain.unit import Member

logger = logging.getLogger(__name__)


async def show(update: Update, context: Context) -> None:
    await take_turn(update, context, _show)


def _show(turn: Turn) -> None:
    if turn.memberships:
        turn.say(settings(turn.memberships[0].member, turn.texts))
    else:
        turn.tell("start.stranger")


async def press(update: Update, context: Context) -> None:
    await pressed(update, context, _set)


async def press_language(update: Update, context: Context) -> None:
    """The commands of the chat are then offered in the language that was chosen."""
    await pressed(update, context, _set)
    names, chat_id, language = await look(update, context, _own_commands)
    try:
        await offer(context.bot, chat_id, names, language)
    except TelegramError as error:
        # Typed, they work all the same.
        logger.warning("commands not offered: %s", type(error).__name__)


def _own_commands(turn: Turn) -> tuple[tuple[str, ...], int, str]:
    return offered(turn.memberships), turn.chat_id, turn.texts.language


def _set(turn: Turn, message_id: int, parts: list[str]) -> str | None:
    """Keeps the choice and shows it; returns what to say instead if it cannot."""
    if not turn.memberships:
        return turn.texts.plain("button.stale")
    member = _with(turn.memberships[0].member, parts[1], parts[2:])
    turn.uow.members.keep_settings(member)
    turn.say(replace(settings(member, catalogue(member.language)), edits=message_id))
    return None


def _with(member: Member, setting: str, values: list[str]) -> Member:
    numbers = [int(value) if value.isdecimal() else None for value in values]
    match setting:
        case "language":
            return replace(member, language=values[0])
        case "quiet":
            return replace(member, quiet_from=numbers[0], quiet_to=numbers[1])
        case "lead":
            return replace(member, lead_days=numbers[0])
    return replace(member, full_answers=values[0] == "1")


def handlers() -> Handlers:
    hour = r"(?:1?\d|2[0-3])"
    return [
        CommandHandler("settings", show),
        CallbackQueryHandler(press_language, rf"^set:language:(?:{'|'.join(LANGUAGES)})$"),
        CallbackQueryHandler(
            press, rf"^set:(?:quiet:(?:{hour}:{hour}|-:-)|lead:(?:\d\d?|-)|full:[01])$"
        ),
    ]
