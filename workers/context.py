"""What the steps need of the world, so that each can be tried without it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.deadline import IsWorkday
from domain.drawing import DrawingKind
from domain.finding import Check
from domain.policy import STANDARD, Policy
from domain.ports import Clock, Doorbell, FileStore, Queue
from domain.report import Report
from parsing.archive import MAX_FILE_BYTES
from parsing.children import Relief
from parsing.drawing.safely import draw_safely
from parsing.drawing.subject import Drawn, Subject
from parsing.report_json import report_from_json, report_to_json
from parsing.sandbox import ReadingLimits, Waiting, read_safely
from rules.check import check
from rules.registry import rules_version
from storage.unit_of_work import UnitOfWork
from workers.workdays import is_workday

OnWait = Callable[[], None]
"""Called again and again while a file is being drawn."""


class Read(Protocol):
    """Reads a file. Raises FileRefused where that is the file's fault."""

    def __call__(self, content: bytes, waiting: Waiting) -> Report: ...


class Judge(Protocol):
    """Judges a report under what was decided for its unit."""

    def __call__(
        self, report: Report, *, previous: Report | None = None, policy: Policy = STANDARD
    ) -> Check: ...


class Draw(Protocol):
    """Draws what a check found. Raises FileRefused where that is the file's fault."""

    def __call__(
        self, kind: DrawingKind, content: bytes, subject: Subject, on_wait: OnWait
    ) -> list[Drawn]: ...


def _draw(kind: DrawingKind, content: bytes, subject: Subject, on_wait: OnWait) -> list[Drawn]:
    return draw_safely(kind, content, subject, waiting=Waiting(on_wait))


_USUAL = ReadingLimits()


def reader(
    limits: ReadingLimits = _USUAL, *, ocr: bool = False, relief: Relief | None = None
) -> Read:
    """Reads files in child processes, see `parsing.sandbox.read_safely`."""

    def read(content: bytes, waiting: Waiting) -> Report:
        return read_safely(content, limits, waiting, ocr=ocr, relief=relief)

    return read


_READ, _READ_SCAN = reader(), reader(ocr=True)


@dataclass(frozen=True, slots=True)
class StepContext:
    """The ports and functions that steps work with.

    `read` is quick and refuses scans (SCAN), which `read_scan` takes.
    `packed_bytes` is the size of the largest file that is taken out of an archive.
    `lease` is how long a job stays ours without a sign of life, `renew_every` how often reading
    gives one; a job is tried `max_attempts` times. A call to a worker is repeated after
    `patience`. `zone` is where the office hours of reminders are. `version` is that of the program
    and so of the readers, `rules_version` changes with any rule.
    """

    uow: Callable[[], UnitOfWork]
    files: FileStore
    queue: Queue
    doorbell: Doorbell
    clock: Clock
    zone: ZoneInfo
    read: Read = _READ
    read_scan: Read = _READ_SCAN
    packed_bytes: int = MAX_FILE_BYTES
    check: Judge = check
    draw: Draw = _draw
    report_to_json: Callable[[Report], str] = report_to_json
    report_from_json: Callable[[str], Report] = report_from_json
    is_workday: IsWorkday = is_workday
    lease: timedelta = timedelta(seconds=10)
    renew_every: timedelta = timedelta(seconds=3)
    max_attempts: int = 3
    patience: timedelta = timedelta(seconds=30)
    version: str = version("nianbao")
    rules_version: Callable[[], str] = rules_version
