"""Workers in processes of their own, called through a real Redis-protocol server."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
import redis
from dramatiq.brokers.redis import RedisBroker

from domain.unit import Unit
from domain.upload import Upload, UploadState
from storage.files import FsspecFileStore
from storage.unit_of_work import UnitOfWork
from workers.broker import HEARTBEAT_TIMEOUT_MS, NAMESPACE
from workers.relay import DramatiqQueue, send_tick

from .conftest import outbox_keys

Work = Callable[[], UnitOfWork]
StartWorker = Callable[[], "subprocess.Popen[bytes]"]

PROGRAM = Path(__file__).with_name("worker_program.py")


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = monotonic() + seconds
    while not condition():
        assert monotonic() < deadline, "waited too long"
        Event().wait(0.05)


@pytest.fixture
def start_worker(tmp_path: Path, sqlite_url: str, broker_server: str) -> Iterator[StartWorker]:
    running: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, str(PROGRAM), str(tmp_path), sqlite_url, broker_server]
        running.append(subprocess.Popen(command))
        return running[-1]

    yield start
    for process in running:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()


@pytest.fixture
def hold(tmp_path: Path) -> Path:
    """While this file exists, reading a slow file does not end."""
    path = tmp_path / "hold"
    path.touch()
    return path


@pytest.fixture
def send(
    work: Work, files: FsspecFileStore, broker: RedisBroker, township: Unit
) -> Callable[[str], Upload]:
    """Does what the bot does when a file arrives."""

    def send(name: str) -> Upload:
        now = datetime.now(UTC)
        sha256 = files.put(name.encode())
        with work() as uow:
            upload = uow.uploads.add(501, township.id, name, sha256, len(name), now)
            job_id = uow.jobs.add("read", upload.id, now)
            uow.commit()
        DramatiqQueue(broker).wake("read", job_id)
        return upload

    return send


def in_state(work: Work, upload: Upload, state: UploadState) -> Callable[[], bool]:
    def reached() -> bool:
        with work() as uow:
            return uow.uploads.get(upload.id).state is state

    return reached


def answers(work: Work) -> list[str]:
    keys = outbox_keys(work, datetime.now(UTC))
    return sorted(key for key in keys if key.endswith(":answered"))


def reads(tmp_path: Path) -> int:
    return len((tmp_path / "reads").read_text().splitlines())


def test_every_file_gets_one_answer_from_two_workers(
    work: Work, start_worker: StartWorker, send: Callable[[str], Upload], tmp_path: Path
) -> None:
    start_worker()
    start_worker()
    uploads = [send(f"{number}.pdf") for number in range(8)]
    for upload in uploads:
        wait_until(in_state(work, upload, UploadState.ANSWERED))
    assert answers(work) == sorted(f"upload:{upload.id}:answered" for upload in uploads)
    assert reads(tmp_path) == len(uploads)
    with work() as uow:
        versions = [uow.uploads.get(upload.id).version for upload in uploads]
    assert sorted(filter(None, versions)) == list(range(1, 9))


def test_a_file_whose_worker_is_killed_is_answered_once_after_a_tick(
    work: Work,
    start_worker: StartWorker,
    send: Callable[[str], Upload],
    broker: RedisBroker,
    hold: Path,
    tmp_path: Path,
) -> None:
    victim = start_worker()
    upload = send("slow.pdf")
    wait_until(lambda: (tmp_path / "reads").exists())
    victim.kill()
    victim.wait()
    hold.unlink()
    start_worker()

    def answered_by_ticks() -> bool:
        send_tick(broker)
        return in_state(work, upload, UploadState.ANSWERED)()

    started = monotonic()
    wait_until(answered_by_ticks)
    assert monotonic() - started < HEARTBEAT_TIMEOUT_MS / 1000, "the broker did it, not the tick"
    assert answers(work) == [f"upload:{upload.id}:answered"]
    assert reads(tmp_path) == 2


def test_a_file_whose_worker_is_killed_is_answered_once_even_without_a_clock(
    work: Work,
    start_worker: StartWorker,
    send: Callable[[str], Upload],
    client: redis.Redis,
    hold: Path,
    tmp_path: Path,
) -> None:
    victim = start_worker()
    upload = send("slow.pdf")
    wait_until(lambda: (tmp_path / "reads").exists())
    start_worker()
    wait_until(lambda: client.zcard(f"{NAMESPACE}:__heartbeats__") == 3)
    victim.kill()
    victim.wait()
    hold.unlink()
    wait_until(in_state(work, upload, UploadState.ANSWERED), HEARTBEAT_TIMEOUT_MS / 1000 + 8)
    assert answers(work) == [f"upload:{upload.id}:answered"]
    assert reads(tmp_path) == 2


def test_quick_files_do_not_wait_behind_a_slow_one(
    work: Work,
    start_worker: StartWorker,
    send: Callable[[str], Upload],
    hold: Path,
    tmp_path: Path,
) -> None:
    start_worker()
    start_worker()
    slow = send("slow.pdf")
    wait_until(lambda: (tmp_path / "reads").exists())
    for upload in [send(f"{number}.pdf") for number in range(4)]:
        wait_until(in_state(work, upload, UploadState.ANSWERED))
    assert in_state(work, slow, UploadState.READING)()


def test_short_files_do_not_wait_behind_scans(
    work: Work,
    start_worker: StartWorker,
    send: Callable[[str], Upload],
    hold: Path,
    tmp_path: Path,
) -> None:
    start_worker()
    scans = [send(f"scan {number}.pdf") for number in range(3)]
    wait_until(lambda: (tmp_path / "reads").exists())
    for upload in [send(f"{number}.pdf") for number in range(4)]:
        wait_until(in_state(work, upload, UploadState.ANSWERED))
    assert not any(in_state(work, scan, UploadState.ANSWERED)() for scan in scans)
    hold.unlink()
    for scan in scans:
        wait_until(in_state(work, scan, UploadState.ANSWERED))


def test_a_worker_that_is_stopped_ends_its_file_first_and_loses_none(
    work: Work,
    start_worker: StartWorker,
    send: Callable[[str], Upload],
    hold: Path,
    tmp_path: Path,
) -> None:
    worker = start_worker()
    uploads = [send("slow.pdf"), send("next.pdf")]
    wait_until(lambda: (tmp_path / "reads").exists())
    worker.terminate()
    hold.unlink()
    assert worker.wait(timeout=20) == 0
    start_worker()
    for upload in uploads:
        wait_until(in_state(work, upload, UploadState.ANSWERED))
    assert reads(tmp_path) == 2
