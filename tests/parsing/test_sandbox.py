"""Reading in a child process: the same report, and limits that hold."""

import io
import os
import platform
import select
import signal
import socket
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.refusal import FileRefused, Refusal
from parsing.child import BEGUN, Task
from parsing.children import Relief
from parsing.reading import read_report
from parsing.sandbox import ChildFailedError, ReadingLimits, Waiting, read_safely
from tests.parsing.paper import Page, lay_out, pdf
from tests.parsing.specimen import Specimen, consistent_cells

SPECIMEN = Specimen("清河县水务局", 2023, "2021", consistent_cells("2021", 5), {"六": ["无。"]})


def refusal(content: bytes, limits: ReadingLimits) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        read_safely(content, limits)
    return refused.value


def endless_pdf() -> bytes:
    """A page that draws for minutes, in a few kilobytes."""
    drawing = zlib.compress(b"BT /F1 9 Tf 10 10 Td <4e00> Tj ET\n" * 3_000_000, 9)
    page = Page()
    page.drawn.append(drawing)
    return pdf([page]).replace(b" >> stream", b" /Filter /FlateDecode >> stream")


def heavy_docx() -> bytes:
    """A document of a few kilobytes that takes up a gigabyte as a tree of elements."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "<w:p/>" * 4_900_000
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        xml = f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["text", "pdf"])
def test_the_child_reads_what_the_parent_would(kind: str) -> None:
    content = lay_out(SPECIMEN) if kind == "pdf" else SPECIMEN.text().encode()
    assert read_safely(content) == read_report(content)


def test_a_refusal_comes_through_with_its_reason_and_kind() -> None:
    refused = refusal(b"\x89PNG\r\n\x1a\n" + bytes(60), ReadingLimits())
    assert (refused.reason, refused.kind) == (Refusal.SCAN, "image")


def test_a_file_above_the_size_limit_is_refused_before_anything_is_started() -> None:
    assert refusal(b"x" * 11, ReadingLimits(file_bytes=10)).reason is Refusal.TOO_LARGE


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"", ReadingLimits()).reason is Refusal.EMPTY


def test_a_document_with_too_many_pages_is_refused() -> None:
    assert refusal(pdf([Page()] * 4), ReadingLimits(pages=3)).reason is Refusal.TOO_MANY_PAGES


def test_a_file_that_takes_too_long_is_given_up() -> None:
    assert refusal(endless_pdf(), ReadingLimits(seconds=2)).reason is Refusal.TOO_SLOW


def test_a_file_that_takes_too_much_memory_is_given_up() -> None:
    limits = ReadingLimits(memory_bytes=250_000_000)
    assert refusal(heavy_docx(), limits).reason is Refusal.TOO_MUCH_MEMORY


def test_whoever_waits_is_called_about_every_second() -> None:
    calls = 0

    def count() -> None:
        nonlocal calls
        calls += 1

    with pytest.raises(FileRefused):
        read_safely(endless_pdf(), ReadingLimits(seconds=3), Waiting(on_wait=count))
    assert calls in (2, 3)


def test_whoever_waits_is_told_which_page_is_being_read() -> None:
    class EnoughError(Exception):
        pass

    def enough(page: int, pages: int) -> None:
        raise EnoughError(page, pages)

    with pytest.raises(EnoughError) as told:
        read_safely(endless_pdf(), waiting=Waiting(on_page=enough))
    assert told.value.args == (1, 1)


@pytest.fixture
def relief() -> Iterator[Relief]:
    relief = Relief()
    yield relief
    relief.dismiss()


def test_after_each_file_a_child_stands_by_for_the_next(relief: Relief) -> None:
    content, before = SPECIMEN.text().encode(), children()
    for _ in range(2):
        assert read_safely(content, relief=relief) == read_report(content)
        assert len(children() - before) == 1
    relief.dismiss()
    assert children() <= before


def test_a_child_that_stands_by_obeys_the_limits_of_its_file(relief: Relief) -> None:
    relief.prepare()
    with pytest.raises(FileRefused) as refused:
        read_safely(endless_pdf(), ReadingLimits(seconds=2), relief=relief)
    assert refused.value.reason is Refusal.TOO_SLOW


def test_a_child_that_died_standing_by_is_replaced(relief: Relief) -> None:
    before = children()
    relief.prepare()
    for pid in children() - before:
        child = os.pidfd_open(int(pid))
        os.kill(int(pid), signal.SIGKILL)
        select.select([child], [], [], 10)
        os.close(child)
    content = SPECIMEN.text().encode()
    assert read_safely(content, relief=relief) == read_report(content)


WAITING_IN_VAIN = """
import os
from pathlib import Path
from parsing.children import Relief

Relief().prepare()
print(Path(f"/proc/self/task/{os.getpid()}/children").read_text(), flush=True)
input()
"""


def test_no_child_stands_by_for_a_parent_that_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITING_IN_VAIN], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout
        child = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
    ended, _, _ = select.select([child], [], [], 10)
    os.close(child)
    assert ended


def test_no_child_outlives_a_wait_that_fails() -> None:
    class LeaseLostError(Exception):
        pass

    def fail() -> None:
        raise LeaseLostError

    before = children()
    with pytest.raises(LeaseLostError):
        read_safely(endless_pdf(), ReadingLimits(), Waiting(on_wait=fail))
    assert children() <= before


def children() -> set[str]:
    """Other tests' servers may be among them."""
    tasks = Path("/proc/self/task")
    return {pid for task in tasks.iterdir() for pid in (task / "children").read_text().split()}


ORPHAN = """
import os, sys
from pathlib import Path
from parsing.sandbox import Waiting, read_safely

own = Path(f"/proc/self/task/{os.getpid()}/children")
tell = Waiting(on_wait=lambda: print(own.read_text(), flush=True))
read_safely(sys.stdin.buffer.read(), waiting=tell)
"""


def test_no_child_outlives_a_parent_that_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ORPHAN], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdin
        assert parent.stdout
        parent.stdin.write(endless_pdf())
        parent.stdin.close()
        child = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
    ended, _, _ = select.select([child], [], [], 10)
    os.close(child)
    assert ended


def test_a_child_that_is_killed_from_outside_counts_as_out_of_memory() -> None:
    before = children()

    def kill(*_: int) -> None:
        for pid in children() - before:
            os.kill(int(pid), signal.SIGKILL)

    with pytest.raises(FileRefused) as refused:
        read_safely(endless_pdf(), ReadingLimits(), Waiting(on_page=kill))
    assert refused.value.reason is Refusal.TOO_MUCH_MEMORY


def test_a_child_that_crashes_means_a_broken_file() -> None:
    before = children()

    def crash(*_: int) -> None:
        for pid in children() - before:
            os.kill(int(pid), signal.SIGSEGV)

    with pytest.raises(FileRefused) as refused:
        read_safely(endless_pdf(), ReadingLimits(), Waiting(on_page=crash))
    assert refused.value.reason is Refusal.BROKEN


class Instead(Relief):
    """Hands out children that run another program, with one argument."""

    def __init__(self, program: str, argument: str = "") -> None:
        super().__init__()
        self._command = [sys.executable, "-c", program, argument]

    def take(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def prepare(self) -> None:
        """There is nothing to prepare."""


@pytest.mark.parametrize("end", ["os._exit(1)", "os.kill(os.getpid(), 9)", "os._exit(0)"])
def test_that_a_child_died_before_it_had_begun_is_no_fault_of_the_file(end: str) -> None:
    dying = Instead(f"import os; input(); {end}")
    with pytest.raises(ChildFailedError):
        read_safely(SPECIMEN.text().encode(), relief=dying)


def test_a_child_that_does_not_understand_its_task_has_not_begun() -> None:
    command = [sys.executable, "-m", "parsing.child"]
    child = subprocess.run(command, input=b'{"mode": "text"}\n', capture_output=True, check=False)
    assert (child.returncode, child.stdout) == (1, b"")


LIMITED = "from parsing.child import limit; limit(20, 1_500_000_000)\n"
CONNECTING = """
import os, socket, sys
print(os.readlink("/proc/self/ns/net"))
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=5).close()
    print("connected")
except OSError as error:
    print(type(error).__name__)
"""


def connecting(program: str, port: int) -> list[str]:
    """The network that a child running this is in, and what comes of its connecting to us."""
    command = [sys.executable, "-c", program, str(port)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()


def test_the_child_has_no_network_where_the_system_can_take_it_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert connecting(CONNECTING, port)[1] == "connected"
        network, outcome = connecting(LIMITED + CONNECTING, port)
    if network == str(Path("/proc/self/ns/net").readlink()):
        pytest.skip("this system gives a process no network of its own")
    assert outcome == "OSError"


FORBIDDEN = """
import ctypes, platform, runpy, struct, sys
# A filter of system calls that answers "unshare" with EPERM and lets all others pass.
unshare = {"x86_64": 272, "aarch64": 97}[platform.machine()]
rules = [(0x20, 0, 0, 0), (0x15, 0, 1, unshare), (6, 0, 0, 0x50001), (6, 0, 0, 0x7FFF0000)]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
program = ctypes.create_string_buffer(struct.pack("HP", len(rules), ctypes.addressof(code)))
libc = ctypes.CDLL(None, use_errno=True)
assert libc.prctl(38, 1, 0, 0, 0) == 0  # no new privileges
assert libc.prctl(22, 2, program) == 0  # seccomp, filter
assert libc.unshare(0x40000000) == -1
sys.argv = ["child"]
runpy.run_module("parsing.child", run_name="__main__")
"""


@pytest.mark.skipif(
    platform.machine() not in ("x86_64", "aarch64"), reason="system calls have other numbers here"
)
def test_where_the_network_cannot_be_taken_away_a_file_is_read_all_the_same() -> None:
    child = subprocess.run(
        [sys.executable, "-c", FORBIDDEN],
        input=Task("text", 20, 1_500_000_000, 300).line() + SPECIMEN.text().encode(),
        capture_output=True,
        check=True,
    )
    assert child.stdout.startswith(BEGUN + b'{"report":')


LATE = """
import runpy, sys
open(sys.argv.pop()).close()
runpy.run_module("parsing.child", run_name="__main__")
"""


def test_a_child_that_begins_late_gets_the_whole_file(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    is_open: list[bool] = []

    def let_it_begin() -> None:
        if not is_open:
            gate.open("w").close()
            is_open.append(True)

    content = SPECIMEN.text().encode() + b"\n" * 500_000
    waiting = Waiting(on_wait=let_it_begin)
    assert read_safely(content, waiting=waiting, relief=Instead(LATE, str(gate))) == read_report(
        content
    )
    assert is_open
