"""From SQL to Redis: calls workers to jobs and the sender to the outbox.

Everything here may be lost without harm. Jobs and messages are rows; `sweep` finds those whose
call went astray.
"""

import logging
from typing import TYPE_CHECKING

import redis
from dramatiq import Broker, Message
from dramatiq.errors import BrokerConnectionError

from domain.drawing import DrawingKind

if TYPE_CHECKING:
    # The clock and the bot only call: they need not know how to read a report.
    from workers.context import StepContext

logger = logging.getLogger(__name__)

CHANNEL = "nianbao:outbox"
"""The Redis channel on which the outbox is rung for."""

QUEUES = {
    "read": "reading",
    "ocr": "recognising",
    "check": "checking",
    "recheck": "checking",
    "confirm": "checking",
    "file": "checking",
    **{kind.value: "drawing" for kind in DrawingKind},
    "tick": "clock",
}
"""The queue for each step. The actor has the step's name with ``_job``; the tick is no job."""


def actor_name(step: str) -> str:
    return step if step == "tick" else f"{step}_job"


def send(broker: Broker, step: str, *args: int) -> None:
    """Puts one message on the step's queue; logs where the broker cannot be reached."""
    message = Message[None](
        queue_name=QUEUES[step],
        actor_name=actor_name(step),
        args=args,
        kwargs={},
        options={},
    )
    try:
        broker.enqueue(message)
    except (redis.RedisError, BrokerConnectionError) as error:
        logger.warning("call for %s %s lost: %s", step, args, type(error).__name__)


def send_tick(broker: Broker) -> None:
    """What the clock does: asks any worker to look after what is due."""
    send(broker, "tick")


class DramatiqQueue:
    """Wakes a worker up through dramatiq. Never raises for a broker that is away."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def wake(self, step: str, job_id: int) -> None:
        """Raises KeyError for a step that does not exist."""
        send(self._broker, step, job_id)


class RedisDoorbell:
    """Rings on a Redis channel. Never raises: the sender also looks by itself now and then."""

    def __init__(self, url: str) -> None:
        self._client = redis.Redis.from_url(url, socket_timeout=5.0)

    def ring(self) -> None:
        try:
            self._client.publish(CHANNEL, b"")
        except redis.RedisError as error:
            logger.warning("ring lost: %s", type(error).__name__)

    def close(self) -> None:
        self._client.close()


def sweep(context: "StepContext") -> int:
    """Calls workers again to every job whose call was lost or whose worker died; how many."""
    now = context.clock.now()
    with context.uow() as uow:
        due = uow.jobs.due(now, context.patience)
        for job_id, _ in due:
            uow.jobs.woken(job_id, now)
        uow.commit()
    for job_id, step in due:
        context.queue.wake(step, job_id)
    return len(due)
