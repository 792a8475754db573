"""Puts the rooms together for each process."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Engine

from app.settings import MissingSetting, Settings
from bot.application import Telegram, Webhook
from bot.services import Services
from parsing.children import Relief
from rules.check import check
from rules.registry import all_rules, rule, runnable_rules
from storage.engine import make_engine
from storage.files import FsspecFileStore
from storage.unit_of_work import UnitOfWork
from workers.broker import make_broker
from workers.context import StepContext, reader
from workers.relay import CHANNEL, DramatiqQueue, RedisDoorbell
from workers.workdays import is_provisional, is_workday

FILE_LIMIT = 20 * 1024 * 1024
"""Largest file in bytes that the public Bot API hands out (Bot API, getFile)."""


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def broker_url(settings: Settings) -> str:
    """Raises MissingSetting where the broker of the one-machine default was not started."""
    if settings.broker_url is None:
        raise MissingSetting("NIANBAO_BROKER_URL")
    return settings.broker_url


def unit_of_work(engine: Engine) -> Callable[[], UnitOfWork]:
    return lambda: UnitOfWork(engine)


def bot_services(settings: Settings) -> Services:
    url = broker_url(settings)
    return Services(
        uow=unit_of_work(make_engine(settings.effective_database_url)),
        files=FsspecFileStore(settings.effective_store_url),
        queue=DramatiqQueue(make_broker(url)),
        doorbell=RedisDoorbell(url),
        clock=SystemClock(),
        zone=settings.zone,
        is_workday=is_workday,
        is_provisional=is_provisional,
        file_limit=FILE_LIMIT,
        rule=partial(rule, packs=settings.packs),
        rules=partial(all_rules, packs=settings.packs),
    )


def telegram(settings: Settings) -> Telegram:
    """Raises MissingSetting without a token, or for a webhook without a secret."""
    if settings.token is None:
        raise MissingSetting("NIANBAO_TOKEN")
    webhook = None
    if settings.webhook_url is not None:
        if settings.webhook_secret is None:
            raise MissingSetting("NIANBAO_WEBHOOK_SECRET")
        secret = settings.webhook_secret.get_secret_value()
        webhook = Webhook(settings.webhook_url, settings.webhook_port, secret)
    return Telegram(
        token=settings.token.get_secret_value(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        doorbell_url=broker_url(settings),
        doorbell_channel=CHANNEL,
        webhook=webhook,
    )


def step_context(settings: Settings, queue: DramatiqQueue) -> StepContext:
    """Raises RuleError where one of the office's own rules is not fit to run."""
    runnable_rules(settings.packs)
    relief = Relief()
    relief.prepare()
    return StepContext(
        uow=unit_of_work(make_engine(settings.effective_database_url)),
        files=FsspecFileStore(settings.effective_store_url),
        queue=queue,
        doorbell=RedisDoorbell(broker_url(settings)),
        clock=SystemClock(),
        zone=settings.zone,
        read=reader(relief=relief),
        check=partial(check, packs=settings.packs),
    )
