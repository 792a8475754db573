"""Starts what `nianbao up` starts, and sits in the seats of its sandbox."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

PATIENCE = 60.0
"""Seconds that a test waits for something before it fails; a busy machine must not decide."""

Message = dict[str, Any]


@dataclass(frozen=True)
class Seat:
    """One person at the sandbox, over its public calls."""

    http: httpx.Client
    key: str

    def messages(self) -> list[Message]:
        messages: list[Message] = self.http.get(f"/api/seats/{self.key}/messages").json()
        return messages

    def from_bot(self) -> list[Message]:
        return [message for message in self.messages() if message["from"] == "bot"]

    def say(self, text: str) -> None:
        self.http.post(f"/api/seats/{self.key}/messages", json={"text": text}).raise_for_status()

    def send(self, name: str, content: bytes, caption: str = "", author: str = "") -> None:
        """`author` is the member who sends, where the seat is a group."""
        self.http.post(
            f"/api/seats/{self.key}/files",
            files={"file": (name, content)},
            data={"caption": caption, "as": author},
        ).raise_for_status()

    def press(self, message: Message, label: str) -> None:
        data = next(b["data"] for row in message["buttons"] for b in row if b["text"] == label)
        self.http.post(
            f"/api/seats/{self.key}/press",
            json={"message_id": message["message_id"], "data": data},
        ).raise_for_status()

    def ask(self, text: str) -> Message:
        """Says something and waits for the new message that answers it."""
        known = self._newest()
        self.say(text)
        return self.await_message(lambda m: m["message_id"] > known)

    def submit(self, name: str, content: bytes) -> Message:
        """Sends a file and waits until its message shows the outcome."""
        known = self._newest()
        self.send(name, content)
        return self.await_message(lambda m: m["message_id"] > known and is_final(m))

    def _newest(self) -> int:
        return max((message["message_id"] for message in self.messages()), default=0)

    def await_message(self, wanted: Callable[[Message], bool]) -> Message:
        """The newest message of the bot that is `wanted`; waits for changes, not for time."""
        deadline, revision = time.monotonic() + PATIENCE, ""
        while time.monotonic() < deadline:
            changes = self.http.get("/api/changes", params={"since": revision}).json()
            revision = str(changes["revision"])
            found = [message for message in self.from_bot() if wanted(message)]
            if found:
                return found[-1]
        raise AssertionError(f"the bot did not say it; it said {self.from_bot()}")


def says(*parts: str) -> Callable[[Message], bool]:
    """Whether a message has all of these parts in its text."""
    return lambda message: all(part in message["text"] for part in parts)


def is_final(message: Message) -> bool:
    """Whether this is the message of an upload, and shows its outcome and not its progress."""
    return message["photo"] is None and not message["text"].startswith("已收到")


@dataclass(frozen=True)
class Service:
    process: subprocess.Popen[bytes]
    url: str
    home: Path
    http: httpx.Client

    def seat(self, key: str) -> Seat:
        return Seat(self.http, key)

    def children(self, name: str) -> list[int]:
        """Process ids of the running processes of one name, such as ``worker``."""
        return processes(self.process.pid, "app.processes", name)


def processes(parent: int, *last_words: str) -> list[int]:
    """Ids of the processes that `parent` has started by a command that ends in these words."""
    entries = (entry for entry in Path("/proc").iterdir() if entry.name.isdecimal())
    return [int(entry.name) for entry in entries if _is_child(entry, parent, last_words)]


def _is_child(entry: Path, parent: int, last_words: tuple[str, ...]) -> bool:
    try:
        words = (entry / "cmdline").read_bytes().split(b"\0")[:-1]
        parent_id = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return False
    return parent_id == parent and words[-len(last_words) :] == [w.encode() for w in last_words]


def free_port() -> int:
    """A port that nobody listens on. Of those that the system does not hand out by itself, lest it
    be gone before whoever it is for listens on it."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


@contextmanager
def running_service(home: Path, **environment: str) -> Iterator[Service]:
    """`nianbao up` with everything embedded, in a home of its own, until the block ends."""
    port = free_port()
    settings = {"NIANBAO_HOME": str(home), "NIANBAO_SANDBOX_PORT": str(port), **environment}
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("NIANBAO_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "up"], env=inherited | settings, cwd=home
    )
    url = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(base_url=url, timeout=PATIENCE) as http:
            _await_listening(http, process)
            yield Service(process, url, home, http)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _await_listening(http: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "nianbao up ended before it listened"
        try:
            if http.get("/api/seats").is_success:
                return
        except httpx.TransportError:
            continue
    raise AssertionError("the sandbox did not listen in time")
