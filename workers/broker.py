"""The queue's broker: Redis, or what speaks its protocol. A doorbell, not a store."""

from collections.abc import Callable
from urllib.parse import urlsplit

import redis
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import TimeLimit

NAMESPACE = "nianbao"

HEARTBEAT_TIMEOUT_MS = 12_000
"""After so much silence a worker counts as dead and its messages go to others; longer than the
lease of a job, so that whoever gets the message may claim the job at once."""

MAINTENANCE_CHANCE = 1_000_000
"""Out of a million. With the library's own 1,000 the message of a killed worker comes back only
by luck, minutes later."""

SOCKET_TIMEOUT = 60.0
"""Seconds. The client's own 5 lose acknowledgements when Redis stalls."""

TIME_LIMIT_MS = 300_000
"""The last resort for a step that hangs; reading has a shorter limit of its own."""

# The library leaves this class without types.
_new_broker: Callable[..., RedisBroker] = RedisBroker

_SCHEMES = {"redis", "rediss", "unix"}


def make_broker(url: str) -> RedisBroker:
    """A broker at ``redis://…``, ``rediss://…`` or ``unix:///path/to/socket``.

    It neither retries nor keeps results: jobs and their attempts are rows in SQL. Raises
    ValueError for any other kind of URL.
    """
    scheme = urlsplit(url).scheme
    if scheme not in _SCHEMES:
        raise ValueError(f"no support for the broker {scheme!r}: use redis, rediss or unix")
    return _new_broker(
        client=redis.Redis.from_url(url, socket_timeout=SOCKET_TIMEOUT),
        middleware=[TimeLimit(time_limit=TIME_LIMIT_MS)],
        namespace=NAMESPACE,
        maintenance_chance=MAINTENANCE_CHANCE,
        heartbeat_timeout=HEARTBEAT_TIMEOUT_MS,
    )
