"""The processes of the service, each of which can run on a machine of its own.

Each imports only what it needs: the processes of one machine all start at once.
"""

import asyncio
import logging
import signal
import sys
import tempfile
import threading
from pathlib import Path

from rich.console import Console

from app.logs import set_up_logging
from app.settings import MissingSetting, Settings
from bot.texts import catalogue
from rules.definition import RuleError

logger = logging.getLogger(__name__)

TICK_SECONDS = 10


def run_process(name: str) -> int:
    """Runs ``bot``, ``worker``, ``clock`` or ``sandbox`` until it is told to stop; returns the
    exit code: 2 where a setting is missing or wrong, 1 for a fault."""
    set_up_logging(name)
    runners = {"bot": run_bot, "worker": run_worker, "clock": run_clock, "sandbox": run_sandbox}
    try:
        runners[name](Settings())
    except MissingSetting as missing:
        text = catalogue("zh").plain("cli.missing_setting", name=missing)
        Console(stderr=True).print(text)
        return 2
    except RuleError as fault:
        Console(stderr=True).print(
            catalogue("zh").plain("cli.bad_rule", fault=fault), markup=False, soft_wrap=True
        )
        return 2
    except Exception:
        logger.exception("%s stopped", name)
        return 1
    return 0


def run_bot(settings: Settings) -> None:
    from telegram.error import InvalidToken

    from app.bot_wiring import bot_services, telegram
    from bot.application import run
    from storage.migrate import upgrade

    upgrade(settings.effective_database_url)
    address, services = telegram(settings), bot_services(settings)

    async def main() -> None:
        await run(address, services, _stop_event())

    try:
        asyncio.run(main())
    except InvalidToken:
        raise MissingSetting("NIANBAO_TOKEN") from None


def run_worker(settings: Settings) -> None:
    from app.wiring import broker_url
    from app.worker_wiring import step_context
    from storage.migrate import upgrade
    from workers.broker import make_broker
    from workers.process import run_worker as work
    from workers.relay import DramatiqQueue

    upgrade(settings.effective_database_url)
    broker = make_broker(broker_url(settings))
    work(broker, step_context(settings, DramatiqQueue(broker)), _stop_signal())


def run_clock(settings: Settings) -> None:
    """Only enqueues ticks; two clocks at once do no harm."""
    from apscheduler.schedulers.background import BackgroundScheduler

    from app.wiring import broker_url
    from workers.broker import make_broker
    from workers.relay import send_tick

    broker = make_broker(broker_url(settings))
    scheduler = BackgroundScheduler(timezone=settings.zone)
    scheduler.add_job(
        send_tick, "interval", [broker], seconds=TICK_SECONDS, coalesce=True, max_instances=1
    )
    stop = _stop_signal()
    scheduler.start()
    send_tick(broker)
    stop.wait()
    scheduler.shutdown(wait=False)


def run_sandbox(settings: Settings) -> None:
    from bot.sandbox.seats import DEFAULT_SEATS, further_clerks
    from bot.sandbox.server import running_sandbox
    from bot.sandbox.world import World

    if settings.token is None:
        raise MissingSetting("NIANBAO_TOKEN")
    token = settings.token.get_secret_value()
    seats = (*DEFAULT_SEATS, *further_clerks(settings.sandbox_clerks))

    async def main(local_files: Path | None) -> None:
        world = World(seats, local_files=local_files)
        async with running_sandbox(world, token=token, port=settings.sandbox_port):
            await _stop_event().wait()

    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        asyncio.run(main(Path(folder) if settings.api_local else None))


def _stop_event() -> asyncio.Event:
    """Like `_stop_signal`, for the running event loop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def _stop_signal() -> threading.Event:
    """An event that SIGINT and SIGTERM set."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


if __name__ == "__main__":
    sys.exit(run_process(sys.argv[1]))
