"""What the processes are put together from that more than one of them needs."""

from datetime import UTC, datetime

from app.settings import MissingSetting, Settings


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def broker_url(settings: Settings) -> str:
    """Raises MissingSetting where the broker of the one-machine default was not started."""
    if settings.broker_url is None:
        raise MissingSetting("NIANBAO_BROKER_URL")
    return settings.broker_url
