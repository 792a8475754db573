"""A worker process from start to stop."""

import logging
from threading import Event

from dramatiq import Broker, Worker

from workers.actors import declare_actors
from workers.context import StepContext
from workers.relay import QUEUES, sweep

logger = logging.getLogger(__name__)

THREADS = len(set(QUEUES.values()))
"""One for each queue, so that a short step never waits behind a long one."""

POLL_MS = 100
"""How long a message waits at most until an idle worker looks for it."""

STOP_MS = 8_000
"""How long a step may go on after the stop; what is cut off then comes back by its lease."""


def run_worker(broker: Broker, context: StepContext, stop: Event, threads: int = THREADS) -> None:
    """Works until `stop` is set, then finishes what is in hand."""
    declare_actors(broker, context)
    broker.emit_after("process_boot")
    worker = Worker(broker, worker_threads=threads, worker_timeout=POLL_MS)
    # With more, a short job waits in one process behind a long one while another idles.
    worker.queue_prefetch = 1
    worker.start()
    logger.info("worker started with %d threads", threads)
    try:
        sweep(context)
        stop.wait()
    finally:
        worker.stop(timeout=STOP_MS)
        broker.close()
        logger.info("worker stopped")
