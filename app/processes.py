"""The processes of the service, each of which can run on a machine of its own."""

import asyncio
import logging
import signal
import sys
import threading

from apscheduler.schedulers.background import BackgroundScheduler
from rich.console import Console

from app.logs import set_up_logging
from app.settings import Settings
from app.wiring import MissingSetting, bot_services, broker_url, step_context, telegram
from bot.texts import catalogue
from storage.migrate import upgrade

logger = logging.getLogger(__name__)

TICK_SECONDS = 10


def run_process(name: str) -> int:
    """Runs ``bot``, ``worker``, ``clock`` or ``sandbox`` until it is told to stop; returns the
    exit code."""
    set_up_logging(name)
    settings = Settings()
    runners = {"bot": run_bot, "worker": run_worker, "clock": run_clock, "sandbox": run_sandbox}
    try:
        runners[name](settings)
    except MissingSetting as missing:
        text = catalogue("zh").plain("cli.missing_setting", name=missing)
        Console(stderr=True).print(text)
        return 2
    return 0


def run_bot(settings: Settings) -> None:
    from bot.application import run

    upgrade(settings.effective_database_url)
    address, services = telegram(settings), bot_services(settings)

    async def main() -> None:
        await run(address, services, _stop_event())

    asyncio.run(main())


def run_worker(settings: Settings) -> None:
    from workers.broker import make_broker
    from workers.process import run_worker as work
    from workers.relay import DramatiqQueue

    upgrade(settings.effective_database_url)
    broker = make_broker(broker_url(settings))
    work(broker, step_context(settings, DramatiqQueue(broker)), stop_signal())


def run_clock(settings: Settings) -> None:
    """Only enqueues ticks; two clocks at once do no harm."""
    from workers.actors import send_tick
    from workers.broker import make_broker

    broker = make_broker(broker_url(settings))
    scheduler = BackgroundScheduler(timezone=settings.zone)
    scheduler.add_job(
        send_tick, "interval", [broker], seconds=TICK_SECONDS, coalesce=True, max_instances=1
    )
    stop = stop_signal()
    scheduler.start()
    send_tick(broker)
    stop.wait()
    scheduler.shutdown(wait=False)


def run_sandbox(settings: Settings) -> None:
    from bot.sandbox.server import running_sandbox

    token = telegram(settings).token

    async def main() -> None:
        async with running_sandbox(token=token, port=settings.sandbox_port):
            await _stop_event().wait()

    asyncio.run(main())


def _stop_event() -> asyncio.Event:
    """Like `stop_signal`, for the running event loop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def stop_signal() -> threading.Event:
    """An event that SIGINT and SIGTERM set."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


if __name__ == "__main__":
    sys.exit(run_process(sys.argv[1]))
