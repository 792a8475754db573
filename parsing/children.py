"""The child processes that each work on one file, and one that stands by for the next."""

import subprocess
import sys
import threading

_COMMAND = (sys.executable, "-I", "-m", "parsing.child")
STAND_BY = "stand-by"
"""Tells a child to load what reading needs before it is asked anything."""


def start_child(*, stands_by: bool = False) -> subprocess.Popen[bytes]:
    """Starts `parsing.child`; it waits to be asked, and ends where its standard input does."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter; nothing of a file is an argument
        [*_COMMAND, STAND_BY] if stands_by else _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    )


class Relief:
    """Keeps a child ready, so that nobody waits while one starts: that takes several times as long
    as reading a short file. For processes that go on and on; threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready: subprocess.Popen[bytes] | None = None

    def take(self) -> subprocess.Popen[bytes]:
        """A child for one file: the one that stands by, else a new one."""
        with self._lock:
            child, self._ready = self._ready, None
        if child is None:
            return start_child()
        if child.poll() is None:
            return child
        child.communicate()
        return start_child()

    def prepare(self) -> None:
        """Has a child stand by."""
        with self._lock:
            if self._ready is None:
                self._ready = start_child(stands_by=True)

    def dismiss(self) -> None:
        """Ends the child that stands by."""
        with self._lock:
            child, self._ready = self._ready, None
        if child is not None:
            child.kill()
            child.communicate()
