"""Works on files from people in a child process with limited time and memory."""

import json
import logging
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from domain.refusal import FileRefused, Refusal
from domain.report import Report
from parsing.child import BEGUN, Task
from parsing.children import Relief, start_child
from parsing.office import as_ooxml
from parsing.readers.progress import OnPage, unobserved
from parsing.report_json import report_from_json

_WAIT_SECONDS = 1.0
_SAID = re.compile(re.escape(BEGUN) + rb'(?:\{"page":\[(\d+),(\d+)\]\}\n)*')
"""What a child says before its answer: that it has begun, then the pages that it takes up."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one file may cost: wall-clock and processor seconds, address space, size, pages."""

    seconds: int = 60
    memory_bytes: int = 1_500_000_000
    file_bytes: int = 20 * 1024 * 1024
    pages: int = 300


class ChildFailedError(RuntimeError):
    """A child died before it had begun with the file: a fault of ours, not of the file."""


SCAN_LIMITS = ReadingLimits(seconds=180, memory_bytes=3_000_000_000)
"""What recognising a scan may cost; its models alone take up most of a gigabyte."""


def _unobserved() -> None:
    """Where nobody asks."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whom to tell while a child works, about every second: `on_wait` always, `on_page` the number
    of the page in hand and how many there are, where that has changed."""

    on_wait: Callable[[], None] = _unobserved
    on_page: OnPage = unobserved


def read_safely(
    content: bytes,
    limits: ReadingLimits = ReadingLimits(),
    waiting: Waiting = Waiting(),
    *,
    ocr: bool = False,
    relief: Relief | None = None,
) -> Report:
    """The report in a file, read where a hostile or broken file can do no harm.

    With `ocr`, a file that turns out to be a scan or a photo is read once more within
    `SCAN_LIMITS`, by recognising its pictures. An old Word file or workbook is made into DOCX or
    XLSX before, within the same number of seconds. `relief` gives the child that reads text. No
    child that works is left when this returns, also when something of `waiting` raises.

    Raises FileRefused: what `parsing.reading.read_report` raises (SCAN without `ocr`) and
    `parsing.office.as_ooxml` (OFFICE_MISSING), TOO_LARGE for content above the limit, TOO_SLOW and
    TOO_MUCH_MEMORY where the child reached its limits, BROKEN where it died over the file.
    ChildFailedError where it died before.
    """
    if len(content) > limits.file_bytes:
        raise FileRefused(Refusal.TOO_LARGE)
    if not content:
        raise FileRefused(Refusal.EMPTY)
    content = as_ooxml(content, limits.seconds, waiting.on_wait)
    try:
        child = relief.take() if relief else start_child()
        return _read(child, content, _task("text", limits), waiting)
    except FileRefused as refused:
        if refused.reason is not Refusal.SCAN or not ocr:
            raise
    finally:
        if relief:
            relief.prepare()
    return _read(start_child(), content, _task("scan", SCAN_LIMITS), waiting)


def _task(mode: str, limits: ReadingLimits) -> Task:
    return Task(mode, limits.seconds, limits.memory_bytes, limits.pages)


def _read(child: subprocess.Popen[bytes], content: bytes, task: Task, waiting: Waiting) -> Report:
    output = _output_of(child, content, task, waiting)
    return report_from_json(output.removeprefix(b'{"report":')[:-1])


def drawn(content: bytes, kind: str, limits: ReadingLimits, waiting: Waiting) -> bytes:
    """What a child answers that is asked to draw, see `parsing.drawing.exchange`.

    Raises FileRefused for what the child refuses and where it reaches its limits or dies over the
    file, ChildFailedError where it dies before.
    """
    return _output_of(start_child(), content, _task(kind, limits), waiting)


def _output_of(
    child: subprocess.Popen[bytes], content: bytes, task: Task, waiting: Waiting
) -> bytes:
    with child:
        sender = _sender(child, task.line() + content)
        try:
            output = _wait(child, task.seconds, waiting)
        finally:
            child.kill()
            sender.join()
    said = _SAID.match(output)
    if said is None:
        raise ChildFailedError(f"status {child.returncode}")
    answer = output[said.end() :]
    _require_answer(answer, child.returncode)
    return answer


def _sender(child: subprocess.Popen[bytes], content: bytes) -> threading.Thread:
    """Sends a child all that it is to read, however late it begins to: `communicate` sends nothing
    more once it has timed out."""
    stream, child.stdin = child.stdin, None

    def send() -> None:
        if stream is not None:
            # Where a child ends before it has read everything, how it ended says why.
            with suppress(BrokenPipeError), stream:
                stream.write(content)

    thread = threading.Thread(target=send, daemon=True)
    thread.start()
    return thread


def _wait(child: subprocess.Popen[bytes], seconds: float, waiting: Waiting) -> bytes:
    deadline = time.monotonic() + seconds
    page: tuple[int, int] | None = None
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise FileRefused(Refusal.TOO_SLOW)
        try:
            return child.communicate(timeout=min(_WAIT_SECONDS, left))[0]
        except subprocess.TimeoutExpired as expired:
            known, page = page, _page_in_hand(expired.output or b"")
            if page and page != known:
                waiting.on_page(*page)
            waiting.on_wait()


def _page_in_hand(output: bytes) -> tuple[int, int] | None:
    """The last page that a child named, and how many it counts."""
    said = _SAID.match(output)
    return (int(said[1]), int(said[2])) if said and said[1] else None


def _require_answer(output: bytes, status: int) -> None:
    if status in (-signal.SIGXCPU, -signal.SIGALRM):
        raise FileRefused(Refusal.TOO_SLOW)
    if status == -signal.SIGKILL:
        # Not killed from here, so by the kernel, which kills for memory.
        raise FileRefused(Refusal.TOO_MUCH_MEMORY)
    if status != 0:
        _log.warning("child died status=%d", status)
        raise FileRefused(Refusal.BROKEN)
    if output.startswith(b'{"refused":'):
        refused = json.loads(output)["refused"]
        raise FileRefused(Refusal(refused["reason"]), refused["kind"])
