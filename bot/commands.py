"""The commands: who is offered which, and what a mistyped one may have meant."""

import logging
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.texts import LANGUAGES, Catalogue, catalogue
from domain.unit import Member, Membership, Role

logger = logging.getLogger(__name__)

_EVERYBODY = ("rules", "settings", "units", "leave", "forgetme", "help")
CLERK = ("status", "result", "report", "versions", "history", "deadline", "draft", *_EVERYBODY)
SUPERVISOR = (
    "status",
    "results",
    "result",
    "report",
    "history",
    "deadline",
    "draft",
    "rollup",
    "invite",
    "submitting",
    *_EVERYBODY,
)
_STRANGER = ("start",)


def offered(memberships: Iterable[Membership]) -> tuple[str, ...]:
    """The commands of someone with these roles, in the order in which they are shown."""
    roles = {membership.role for membership in memberships}
    if not roles:
        return _STRANGER
    return SUPERVISOR if Role.SUPERVISOR in roles else CLERK


def nearest(word: str, memberships: Iterable[Membership]) -> str | None:
    """The command that a mistyped one (without its slash) most likely means."""
    return next(iter(get_close_matches(word.lower(), offered(memberships), n=1)), None)


def described(memberships: Iterable[Membership], texts: Catalogue) -> str:
    """One line for each command, as help shows them."""
    return "\n".join(
        texts.html("help.command", name=name, meaning=texts.plain(f"command.{name}"))
        for name in offered(memberships)
    )


async def register(bot: ExtBot[Any], supervisors: Iterable[Member]) -> None:
    """Offers everybody the commands of a clerk in the language of their Telegram, and supervisors
    their own, but for those whom Telegram no longer knows. Raises TelegramError."""
    for language in LANGUAGES:
        code = None if language == LANGUAGES[0] else language
        await _offer(bot, CLERK, language, BotCommandScopeAllPrivateChats(), code)
    for member in supervisors:
        try:
            await offer(bot, member.chat_id, SUPERVISOR, member.language)
        except (BadRequest, Forbidden) as error:
            # Somebody who has left Telegram must not keep the bot from starting.
            logger.warning("commands not offered to a supervisor: %s", type(error).__name__)


async def offer(bot: ExtBot[Any], chat_id: int, names: tuple[str, ...], language: str) -> None:
    """Offers one chat commands of its own, in its own language. Raises TelegramError."""
    await _offer(bot, names, language, BotCommandScopeChat(chat_id), None)


async def _offer(
    bot: ExtBot[Any],
    names: tuple[str, ...],
    language: str,
    scope: BotCommandScope,
    code: str | None,
) -> None:
    texts = catalogue(language)
    commands = [BotCommand(name, texts.plain(f"command.{name}")) for name in names]
    await bot.set_my_commands(commands, scope=scope, language_code=code)
