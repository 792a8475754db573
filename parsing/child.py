"""The child process that reads or draws one file.

    python -I -m parsing.child SECONDS MEMORY PAGES MODE NAME

MODE is ``text`` to read, ``scan`` to read with recognising text in pictures, or what is to be drawn
(see `domain.drawing.DrawingKind`).

The file, or for drawings a question (see `parsing.drawing.exchange`), comes in on standard input.
On standard output goes ``{"report": …}`` or the answer of drawing, else
``{"refused": {"reason", "kind"}}``. It limits itself before it looks at the
file, and dies by its own alarm even where nobody is left to stop it.
"""

import ctypes
import json
import logging
import os
import resource
import signal
import sys

from domain.refusal import FileRefused, Refusal

READING = ("text", "scan")
_GRACE_SECONDS = 2
_NICENESS = 10
_FILE_BYTES = 1_000_000
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000


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


def answer(content: bytes, file_name: str, max_pages: int, mode: str) -> bytes:
    """What goes out for what came in."""
    try:
        if mode in READING:
            return _read(content, file_name, max_pages, mode == "scan")
        return _drawn(content, mode)
    except FileRefused as refused:
        return _refusal(refused.reason, refused.kind)
    except MemoryError:
        return _refusal(Refusal.TOO_MUCH_MEMORY, None)


def _read(content: bytes, file_name: str, max_pages: int, ocr: bool) -> bytes:
    from parsing.reading import read_report
    from parsing.report_json import report_to_json

    report = read_report(content, file_name, max_pages, ocr)
    return b'{"report":' + report_to_json(report).encode() + b"}"


def _drawn(asked: bytes, mode: str) -> bytes:
    from domain.drawing import DrawingKind
    from parsing.drawing.exchange import answered

    return answered(asked, DrawingKind(mode))


def _refusal(reason: Refusal, kind: str | None) -> bytes:
    return json.dumps({"refused": {"reason": reason.value, "kind": kind}}).encode()


def main() -> None:
    seconds, memory_bytes, max_pages, mode, file_name = sys.argv[1:6]
    limit(int(seconds), int(memory_bytes))
    if mode != "text":
        # Whoever sends a short file meanwhile should not notice.
        os.nice(_NICENESS)
    logging.disable(logging.CRITICAL)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), file_name, int(max_pages), mode))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
