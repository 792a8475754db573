"""Puts the rooms together for the bot."""

from functools import partial

from app.settings import MissingSetting, Settings
from app.wiring import SystemClock, broker_url
from bot.application import Telegram, Webhook
from bot.fetching import PUBLIC_LIMIT
from bot.services import Services
from rules.registry import all_rules, rule, rules_version
from storage.engine import make_engine
from storage.files import FsspecFileStore
from storage.unit_of_work import UnitOfWork
from workers.broker import make_broker
from workers.relay import CHANNEL, DramatiqQueue, RedisDoorbell
from workers.workdays import is_provisional, is_workday


def bot_services(settings: Settings) -> Services:
    url = broker_url(settings)
    return Services(
        uow=partial(UnitOfWork, make_engine(settings.effective_database_url)),
        files=FsspecFileStore(settings.effective_store_url),
        queue=DramatiqQueue(make_broker(url)),
        doorbell=RedisDoorbell(url),
        clock=SystemClock(),
        zone=settings.zone,
        is_workday=is_workday,
        is_provisional=is_provisional,
        file_limit=settings.file_limit,
        rule=partial(rule, packs=settings.packs),
        rules=partial(all_rules, packs=settings.packs),
        rules_version=partial(rules_version, packs=settings.packs),
    )


def telegram(settings: Settings) -> Telegram:
    """Raises MissingSetting without a token, for a webhook without a secret, or for larger files
    than the Bot API server hands out."""
    if settings.token is None:
        raise MissingSetting("NIANBAO_TOKEN")
    webhook = None
    if settings.webhook_url is not None:
        if settings.webhook_secret is None:
            raise MissingSetting("NIANBAO_WEBHOOK_SECRET")
        secret = settings.webhook_secret.get_secret_value()
        webhook = Webhook(settings.webhook_url, settings.webhook_port, secret)
    if settings.file_limit > PUBLIC_LIMIT and not settings.api_local:
        raise MissingSetting("NIANBAO_API_LOCAL")
    return Telegram(
        token=settings.token.get_secret_value(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        doorbell_url=broker_url(settings),
        doorbell_channel=CHANNEL,
        webhook=webhook,
        local=settings.api_local,
    )
