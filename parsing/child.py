"""The child process that reads or draws one file.

    python -I -m parsing.child [stand-by]

On standard input come a line of JSON (see `Task`) and the file, or for drawings a question (see
`parsing.drawing.exchange`). On standard output go the line ``{"begun":true}`` once it has taken its
task, a line ``{"page":[n,m]}`` for each page that is taken up, then ``{"report": …}`` or the answer
of drawing, else ``{"refused": {"reason", "kind"}}``. It limits itself before it looks at the file,
and dies by its own alarm even where nobody is left to stop it.
"""

import ctypes
import json
import logging
import os
import resource
import signal
import sys
from dataclasses import asdict, dataclass
from importlib import import_module

from domain.refusal import FileRefused, Refusal

READING = ("text", "scan")
BEGUN = b'{"begun":true}\n'
_GRACE_SECONDS = 2
_NICENESS = 10
_FILE_BYTES = 1_000_000
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000


@dataclass(frozen=True, slots=True)
class Task:
    """What a child is asked: `mode` is ``text`` to read, ``scan`` to read with recognising text in
    pictures, or what is to be drawn (see `domain.drawing.DrawingKind`). The limits are those of
    `parsing.sandbox.ReadingLimits`."""

    mode: str
    seconds: int
    memory_bytes: int
    pages: int

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"


def limit(seconds: int, memory_bytes: int, file_bytes: int = _FILE_BYTES) -> None:
    """Bounds this process for good: time, memory, size of files, network where possible."""
    signal.alarm(seconds + _GRACE_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + _GRACE_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    # Room for compiled modules: without them every child would compile its reader anew.
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        # Refused where the system forbids it; the other limits hold all the same.
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def answer(content: bytes, task: Task) -> bytes:
    """What goes out for what came in."""
    try:
        if task.mode in READING:
            return _read(content, task)
        return _drawn(content, task.mode)
    except FileRefused as refused:
        return _refusal(refused.reason, refused.kind)
    except MemoryError:
        return _refusal(Refusal.TOO_MUCH_MEMORY, None)


def _read(content: bytes, task: Task) -> bytes:
    from parsing.reading import read_report
    from parsing.report_json import report_to_json

    is_scan = task.mode == "scan"
    report = read_report(content, max_pages=task.pages, ocr=is_scan, on_page=_tell_page)
    return b'{"report":' + report_to_json(report).encode() + b"}"


def _tell_page(page: int, pages: int) -> None:
    sys.stdout.buffer.write(b'{"page":[%d,%d]}\n' % (page, pages))
    sys.stdout.buffer.flush()


def _drawn(asked: bytes, mode: str) -> bytes:
    from domain.drawing import DrawingKind
    from parsing.drawing.exchange import answered

    return answered(asked, DrawingKind(mode))


def _refusal(reason: Refusal, kind: str | None) -> bytes:
    return json.dumps({"refused": {"reason": reason.value, "kind": kind}}).encode()


def _load() -> None:
    """What most files need and takes long to make, before one is there."""
    import parsing.readers.docx
    import parsing.readers.pdf
    import parsing.reading  # noqa: F401
    from domain.form import FORM_YEARS, load_form
    from parsing.report_json import adapter

    for year in FORM_YEARS:
        load_form(year)
    adapter()


def main() -> None:
    if sys.argv[1:]:
        _load()
    asked = sys.stdin.buffer.readline()
    if not asked:
        return  # whoever started it has no use for it
    task = Task(**json.loads(asked))
    limit(task.seconds, task.memory_bytes)
    if task.mode != "text":
        # Whoever sends a short file meanwhile should not notice.
        os.nice(_NICENESS)
    logging.disable(logging.CRITICAL)
    # What fails until here, with the program itself, is no fault of the file.
    import_module("parsing.reading" if task.mode in READING else "parsing.drawing.exchange")
    sys.stdout.buffer.write(BEGUN)
    sys.stdout.buffer.flush()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), task))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
    # To take the interpreter down in order takes longer than to read a short file.
    os._exit(0)
