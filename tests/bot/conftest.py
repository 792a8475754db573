"""A real bot on a real database, talking to the sandbox's Bot API over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.demonstration import seat_people
from app.wiring import SystemClock
from bot.application import Telegram, Webhook, run
from bot.sandbox.server import Sandbox, running_sandbox
from bot.sandbox.world import World
from bot.services import Services
from bot.texts import catalogue
from storage.engine import make_engine
from storage.files import FsspecFileStore
from storage.unit_of_work import UnitOfWork

ZH = catalogue("zh")
NO_REDIS = "redis://127.0.0.1:1"
"""Nothing listens there: what the bot does must not depend on the doorbell."""


class Silent:
    def ring(self) -> None:
        return None


@dataclass
class WokenQueue:
    """Stands for the workers' queue and remembers who was woken."""

    woken: list[tuple[str, int]] = field(default_factory=list)

    def wake(self, step: str, job_id: int) -> None:
        self.woken.append((step, job_id))


@pytest.fixture(autouse=True)
def looking_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody rings here: the sender then looks by itself, and not only once a second."""
    monkeypatch.setattr("bot.messenger.IDLE_SECONDS", 0.05)


@pytest.fixture(autouse=True)
def telegrams_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox counts but does not forbid: conversations need not wait for Telegram's limits."""
    monkeypatch.setattr("bot.pace.SECOND", 0.05)
    monkeypatch.setattr("bot.pace.GROUP_SECONDS", 0.15)


@pytest.fixture
def services(sqlite_url: str, tmp_path: Path) -> Iterator[Services]:
    engine = make_engine(sqlite_url)
    with UnitOfWork(engine) as uow:
        seat_people(uow)
        uow.commit()
    yield Services(
        uow=lambda: UnitOfWork(engine),
        files=FsspecFileStore(f"file://{tmp_path / 'files'}"),
        queue=WokenQueue(),
        doorbell=Silent(),
        clock=SystemClock(),
        zone=ZoneInfo("Asia/Shanghai"),
        is_workday=lambda day: day.weekday() < 5,
        is_provisional=lambda year: False,
        file_limit=1_000_000,
    )
    engine.dispose()


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def sandbox(world: World) -> AsyncIterator[Sandbox]:
    async with running_sandbox(world) as running:
        yield running


def telegram(sandbox: Sandbox, webhook: Webhook | None = None) -> Telegram:
    return Telegram(
        sandbox.token,
        sandbox.base_url,
        sandbox.base_file_url,
        NO_REDIS,
        "rings",
        webhook,
        local=sandbox.world.local_files is not None,
    )


@asynccontextmanager
async def running_bot(
    sandbox: Sandbox, services: Services, webhook: Webhook | None = None
) -> AsyncIterator[None]:
    stop = asyncio.Event()
    bot = asyncio.create_task(run(telegram(sandbox, webhook), services, stop))
    try:
        yield
    finally:
        stop.set()
        await bot
