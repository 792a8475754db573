"""The bot as a whole: fetches updates, works them off, sends what the outbox holds."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import redis.asyncio
from redis.exceptions import RedisError
from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, Application, ExtBot, Updater

from bot.albums import AlbumBinder
from bot.commands import register as register_commands
from bot.handlers import register
from bot.inbox import App, InboxQueue, InboxWorker
from bot.messenger import Messenger
from bot.services import Services
from domain.unit import Member, Role

logger = logging.getLogger(__name__)

RECONNECT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram delivers updates: the public address and the local port behind it."""

    url: str
    port: int
    secret: str


@dataclass(frozen=True, slots=True)
class Telegram:
    """How to reach the Bot API. Without `webhook` updates are polled. `doorbell` names the Redis
    URL and channel on which workers tell that the outbox has something to send. `local` where the
    Bot API server is one's own, runs with `--local` and shares its files with the bot."""

    token: str
    base_url: str
    base_file_url: str
    doorbell_url: str
    doorbell_channel: str
    webhook: Webhook | None = None
    local: bool = False


async def run(telegram: Telegram, services: Services, stop: asyncio.Event) -> None:
    """Runs the bot until `stop` is set; what is not finished then is found again at the start."""
    arrived, rung = asyncio.Event(), asyncio.Event()
    updater = Updater(_bot(telegram), InboxQueue(services, arrived))
    application: App = Application.builder().updater(updater).job_queue(None).build()
    application.bot_data["services"] = services
    register(application)
    async with _connected(application, telegram) as bot:
        inbox = InboxWorker(application, services, arrived)
        messenger = Messenger(bot, services, rung)
        async with asyncio.TaskGroup() as tasks:
            working = [
                tasks.create_task(inbox.run()),
                tasks.create_task(messenger.run()),
                tasks.create_task(AlbumBinder(services).run()),
                tasks.create_task(_listen(telegram, rung)),
            ]
            await stop.wait()
            for task in working:
                task.cancel()


def _bot(telegram: Telegram) -> ExtBot[Any]:
    return ExtBot(
        telegram.token,
        base_url=telegram.base_url,
        base_file_url=telegram.base_file_url,
        local_mode=telegram.local,
        rate_limiter=AIORateLimiter(max_retries=2),
    )


@contextlib.asynccontextmanager
async def _connected(application: App, telegram: Telegram) -> AsyncIterator[ExtBot[Any]]:
    """Starts to fetch updates; afterwards stops and closes all connections."""
    updater = application.updater
    assert updater is not None  # noqa: S101 - built with one
    await _initialize(application)
    try:
        await _fetch(updater, telegram.webhook)
        try:
            yield application.bot
        finally:
            await updater.stop()
    finally:
        await application.shutdown()


async def _initialize(application: App) -> None:
    """Connects, however long the network takes. Raises InvalidToken for a token that Telegram
    does not know."""
    while True:
        try:
            await application.initialize()
            await _register_commands(application)
        except InvalidToken:
            raise
        except TelegramError as error:
            logger.warning("Telegram cannot be reached: %s", type(error).__name__)
            await asyncio.sleep(RECONNECT_SECONDS)
        else:
            return


async def _fetch(updater: Updater, webhook: Webhook | None) -> None:
    wanted = ["message", "callback_query"]
    if webhook is None:
        await updater.start_polling(allowed_updates=wanted, bootstrap_retries=-1)
        return
    await updater.start_webhook(
        listen="0.0.0.0",  # noqa: S104 - behind the operator's proxy
        port=webhook.port,
        url_path="telegram",
        webhook_url=webhook.url,
        secret_token=webhook.secret,
        allowed_updates=wanted,
        bootstrap_retries=-1,
    )


async def _register_commands(application: App) -> None:
    services: Services = application.bot_data["services"]
    await register_commands(application.bot, await asyncio.to_thread(_supervisors, services))


def _supervisors(services: Services) -> list[Member]:
    with services.uow() as uow:
        found = uow.members.by_unit(Role.SUPERVISOR).values()
    return list({member.chat_id: member for members in found for member in members}.values())


async def _listen(telegram: Telegram, rung: asyncio.Event) -> None:
    """Passes rings from other processes on; without Redis the outbox is looked at every second."""
    while True:
        try:
            client = redis.asyncio.Redis.from_url(telegram.doorbell_url)
            async with client, client.pubsub() as channel:
                await channel.subscribe(telegram.doorbell_channel)
                rung.set()
                async for _ in channel.listen():
                    rung.set()
        except RedisError as error:
            logger.warning("doorbell lost: %s", type(error).__name__)
        await asyncio.sleep(RECONNECT_SECONDS)
