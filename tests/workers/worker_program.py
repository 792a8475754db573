"""A worker process for tests. Reading leaves one line in the file ``reads`` of the given folder;
files that begin with ``slow`` take as long as the file ``hold`` exists there, those that begin with
``scan`` as long while they are recognised."""

import signal
import sys
from datetime import timedelta
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

from app.wiring import SystemClock
from domain.finding import Check
from domain.refusal import FileRefused, Refusal
from domain.report import Report
from parsing.sandbox import Waiting
from storage.engine import make_engine
from storage.files import FsspecFileStore
from storage.unit_of_work import UnitOfWork
from workers.broker import make_broker
from workers.process import run_worker
from workers.relay import DramatiqQueue, RedisDoorbell
from workers.steps import StepContext


def main(folder: Path, database_url: str, broker_url: str) -> None:
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())

    def read(content: bytes, waiting: Waiting) -> Report:
        if content.startswith(b"scan"):
            raise FileRefused(Refusal.SCAN)
        return read_at_last(content, waiting, is_slow=content.startswith(b"slow"))

    def read_scan(content: bytes, waiting: Waiting) -> Report:
        return read_at_last(content, waiting, is_slow=True)

    def read_at_last(content: bytes, waiting: Waiting, *, is_slow: bool) -> Report:
        with (folder / "reads").open("ab") as reads:
            reads.write(content + b"\n")
        while is_slow and (folder / "hold").exists():
            waiting.on_wait()
            Event().wait(0.05)
        return Report("年报", None, 2026, "2021", None, (), (), {})

    engine = make_engine(database_url)
    broker = make_broker(broker_url)
    context = StepContext(
        uow=lambda: UnitOfWork(engine),
        files=FsspecFileStore(f"file://{folder}/files"),
        queue=DramatiqQueue(broker),
        doorbell=RedisDoorbell(broker_url),
        clock=SystemClock(),
        zone=ZoneInfo("Asia/Shanghai"),
        read=read,
        read_scan=read_scan,
        check=lambda _report, **_decided: Check((), (), 1),
        lease=timedelta(seconds=1),
        renew_every=timedelta(seconds=0.3),
    )
    run_worker(broker, context, stop)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
