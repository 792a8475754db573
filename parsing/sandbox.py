"""Works on files from people in a child process with limited time and memory."""

import json
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from domain.refusal import FileRefused, Refusal
from domain.report import Report
from parsing.office import as_ooxml
from parsing.report_json import report_from_json

_WAIT_SECONDS = 1.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one file may cost: wall-clock and processor seconds, address space, size, pages."""

    seconds: int = 60
    memory_bytes: int = 1_500_000_000
    file_bytes: int = 20 * 1024 * 1024
    pages: int = 300


SCAN_LIMITS = ReadingLimits(seconds=180, memory_bytes=3_000_000_000)
"""What recognising a scan may cost; its models alone take up most of a gigabyte."""


def read_safely(
    content: bytes,
    file_name: str,
    limits: ReadingLimits = ReadingLimits(),
    on_wait: Callable[[], None] | None = None,
    *,
    ocr: bool = False,
) -> Report:
    """The report in a file, read where a hostile or broken file can do no harm.

    With `ocr`, a file that turns out to be a scan or a photo is read once more within
    `SCAN_LIMITS`, by recognising its pictures. An old Word file or workbook is made into DOCX or
    XLSX before, within the same number of seconds. `on_wait` is called about every second while a
    child works. No child is left when this returns, also when `on_wait` raises.

    Raises FileRefused: what `parsing.reading.read_report` raises (SCAN without `ocr`) and
    `parsing.office.as_ooxml` (OFFICE_MISSING), TOO_LARGE for content above the limit, TOO_SLOW and
    TOO_MUCH_MEMORY where the child reached its limits, BROKEN where it died.
    """
    if len(content) > limits.file_bytes:
        raise FileRefused(Refusal.TOO_LARGE)
    if not content:
        raise FileRefused(Refusal.EMPTY)
    content = as_ooxml(content, limits.seconds, on_wait)
    try:
        return _read(content, file_name, limits, on_wait, "text")
    except FileRefused as refused:
        if refused.reason is not Refusal.SCAN or not ocr:
            raise
    return _read(content, file_name, SCAN_LIMITS, on_wait, "scan")


def _read(
    content: bytes,
    file_name: str,
    limits: ReadingLimits,
    on_wait: Callable[[], None] | None,
    mode: str,
) -> Report:
    output = output_of(content, mode, file_name, limits, on_wait)
    return report_from_json(output.removeprefix(b'{"report":')[:-1])


def output_of(
    content: bytes,
    mode: str,
    file_name: str,
    limits: ReadingLimits,
    on_wait: Callable[[], None] | None,
) -> bytes:
    """What a child in a mode of `parsing.child` makes of `content`.

    Raises FileRefused for what the child refuses and where it reaches its limits or dies.
    """
    command = [sys.executable, "-I", "-m", "parsing.child"]
    bounds = [str(limits.seconds), str(limits.memory_bytes), str(limits.pages), mode]
    with subprocess.Popen(  # noqa: S603 - our own interpreter; the file name is an argument only
        [*command, *bounds, _as_argument(file_name)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    ) as child:
        try:
            output = _wait(child, content, limits.seconds, on_wait)
        finally:
            child.kill()
    _require_answer(output, child.returncode)
    return output


def _as_argument(file_name: str) -> str:
    return file_name.encode("utf-8", "replace").decode().replace("\0", "")


def _wait(
    child: subprocess.Popen[bytes],
    content: bytes,
    seconds: float,
    on_wait: Callable[[], None] | None,
) -> bytes:
    deadline = time.monotonic() + seconds
    unsent: bytes | None = content
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise FileRefused(Refusal.TOO_SLOW)
        try:
            return child.communicate(unsent, timeout=min(_WAIT_SECONDS, left))[0]
        except subprocess.TimeoutExpired:
            unsent = None
            if on_wait:
                on_wait()


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
