"""What the conversations work with, and the one way to change anything: a transaction that also
marks the update as done."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from telegram import Update, User
from telegram.ext import CallbackContext, ExtBot

from bot.reply import Reply, reply_to_json
from bot.texts import Catalogue, catalogue
from domain.deadline import IsWorkday
from domain.notice import Notice, NoticeKind
from domain.ports import Clock, Doorbell, FileStore, Queue
from domain.unit import Membership
from rules.definition import RuleInfo
from rules.registry import all_rules, rule, rules_version
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")

_MEANWHILE = -1
"""The part of an answer that is said before its turn is taken."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the bot needs of the world outside.

    `file_limit` is the largest file in bytes that the Bot API hands out; `is_provisional` tells
    for which years the workdays are a guess; `rule` gives the card of a rule (KeyError for an
    unknown id), `rules` those of all by id, `rules_version` changes with any of them;
    `picture_arrived` tells that an album has begun.
    """

    uow: Callable[[], UnitOfWork]
    files: FileStore
    queue: Queue
    doorbell: Doorbell
    clock: Clock
    zone: ZoneInfo
    is_workday: IsWorkday
    is_provisional: Callable[[int], bool]
    file_limit: int
    rule: Callable[[str], RuleInfo] = rule
    rules: Callable[[], tuple[RuleInfo, ...]] = all_rules
    rules_version: Callable[[], str] = rules_version
    picture_arrived: asyncio.Event = field(default_factory=asyncio.Event)
    invitation_life: timedelta = field(default=timedelta(days=14))

    def today(self) -> date:
        """The day it is where the office is."""
        return self.clock.now().astimezone(self.zone).date()


Context = CallbackContext[
    ExtBot[None], dict[object, object], dict[object, object], dict[str, Services]
]
"""The context that handlers get; `services_of` finds the services in it."""


def services_of(context: Context) -> Services:
    return context.bot_data["services"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One update being answered: the open transaction, the private chat of whoever it is from,
    also where that was written in a group, and in which language."""

    uow: UnitOfWork
    services: Services
    update_id: int
    chat_id: int
    memberships: list[Membership]
    texts: Catalogue

    def say(self, reply: Reply, part: int = 0) -> None:
        """Puts a reply into the outbox; sent after commit, once per update and `part`."""
        notice = Notice(
            key=f"update:{self.update_id}:{part}",
            chat_id=self.chat_id,
            kind=NoticeKind.REPLY,
            reply=reply_to_json(reply),
        )
        self.uow.outbox.add(notice, self.services.clock.now())

    def tell(self, key: str, **values: object) -> None:
        self.say(Reply(self.texts.html(key, **values)))


async def take_turn(update: Update, context: Context, work: Callable[[Turn], T]) -> T:
    """Runs `work` in one transaction in a thread; the update counts as done when it commits."""
    services = services_of(context)

    def run() -> T:
        with services.uow() as uow:
            turn = _turn(update, services, uow)
            result = work(turn)
            uow.inbox.done(update.update_id, services.clock.now())
            uow.commit()
        services.doorbell.ring()
        return result

    return await asyncio.to_thread(run)


async def tell_meanwhile(update: Update, context: Context, key: str, **values: object) -> None:
    """Says something before the turn is taken, once, however often the turn has to be tried."""
    services = services_of(context)

    def run() -> None:
        with services.uow() as uow:
            turn = _turn(update, services, uow)
            turn.say(Reply(turn.texts.html(key, **values)), part=_MEANWHILE)
            uow.commit()
        services.doorbell.ring()

    await asyncio.to_thread(run)


async def look(update: Update, context: Context, question: Callable[[Turn], T]) -> T:
    """Asks the store something before the turn is taken; changes nothing."""
    services = services_of(context)

    def run() -> T:
        with services.uow() as uow:
            return question(_turn(update, services, uow))

    return await asyncio.to_thread(run)


def _turn(update: Update, services: Services, uow: UnitOfWork) -> Turn:
    chat, user = update.effective_chat, update.effective_user
    if chat is None:
        raise ValueError(f"update {update.update_id} belongs to no chat")
    # A person's private chat has the person's number; in a group rights and answers are theirs.
    person_id = chat.id if user is None else user.id
    memberships = uow.members.memberships(person_id)
    language = memberships[0].member.language if memberships else spoken_language(user)
    return Turn(uow, services, update.update_id, person_id, memberships, catalogue(language))


def spoken_language(user: User | None) -> str:
    """English for people whose Telegram is in English, Chinese for everybody else."""
    return "en" if user is not None and (user.language_code or "").startswith("en") else "zh"
