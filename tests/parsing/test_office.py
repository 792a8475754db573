"""Old Word files through LibreOffice: the same report, limits that hold, nothing left behind."""

import os
import select
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.reading.sheet import one_sheet
from domain.refusal import FileRefused, Refusal
from parsing import office
from parsing.detect import OLE
from parsing.office import as_ooxml
from parsing.reading import read_report
from parsing.sandbox import read_safely
from tests.parsing.specimen import consistent_cells
from tests.parsing.test_generated import assert_read, specimen

SECONDS = 60
needs_writer = pytest.mark.skipif(
    not office.can_open("doc"), reason="LibreOffice Writer is not installed"
)
needs_calc = pytest.mark.skipif(
    not office.can_open("xls"), reason="LibreOffice Calc is not installed"
)


def container(stream: str, start: bytes = b"") -> bytes:
    """An OLE container that names a stream and whose first sector begins with `start`."""
    return OLE + bytes(504) + start.ljust(512, b"\0") + stream.encode("utf-16-le") + bytes(64)


DOC, XLS = container("WordDocument"), container("Workbook")


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which throw-away folders are made."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a shell script in the place of LibreOffice; gives the folder it runs beside."""

    def put(script: str) -> Path:
        programs = tmp_path / "programs"
        programs.mkdir()
        program = programs / "soffice"
        program.write_text(f"#!/bin/sh\nhere={programs}\n{script}\n")
        program.chmod(0o755)
        registry = tmp_path / "share" / "registry"
        registry.mkdir(parents=True)
        for part in ("writer.xcd", "calc.xcd"):
            (registry / part).touch()
        monkeypatch.setenv("PATH", str(programs))
        return programs

    return put


def refusal(content: bytes, seconds: int = SECONDS) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        as_ooxml(content, seconds)
    return refused.value


def ends(pid: int) -> bool:
    """Whether a process is gone, or goes within seconds: a signal takes its time to arrive."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([process], [], [], 10)
    os.close(process)
    return bool(ended)


def saved_as(old: str, content: bytes, new: str, folder: Path) -> bytes:
    """A file of the format `new` as LibreOffice saves it in the format `old`."""
    source = folder / f"specimen.{new}"
    source.write_bytes(content)
    program = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", old, "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=SECONDS)
    return source.with_suffix(f".{old}").read_bytes()


@needs_writer
def test_a_doc_comes_back_like_the_word_file_it_was_made_from(
    tmp_path: Path, scratch: Path
) -> None:
    written = specimen("2021", consistent_cells("2021", 31))
    doc = saved_as("doc", written.docx(), "docx", tmp_path)
    assert_read(read_safely(doc), written)
    assert list(scratch.iterdir()) == []


@needs_calc
def test_an_xls_comes_back_like_the_workbook_it_was_made_from(
    tmp_path: Path, scratch: Path
) -> None:
    written = specimen("2021", consistent_cells("2021", 32))
    xls = saved_as("xls", one_sheet(written), "xlsx", tmp_path)
    assert_read(read_safely(xls), written)
    assert list(scratch.iterdir()) == []


@needs_writer
def test_the_published_doc_reads_like_its_docx(sample: Callable[[str], bytes]) -> None:
    doc = read_safely(sample("tz2022.doc"))
    docx = read_report(sample("tz2022.docx"))
    assert {key: cell.value for key, cell in doc.cells.items()} == {
        key: cell.value for key, cell in docx.cells.items()
    }
    assert (doc.title, doc.warnings) == (docx.title, docx.warnings)
    assert [(each.number, each.heading) for each in doc.sections] == [
        (each.number, each.heading) for each in docx.sections
    ]


@pytest.mark.parametrize("content", [DOC, b"{\\rtf1\\ansi x}", XLS], ids=["doc", "rtf", "xls"])
def test_without_libreoffice_the_sender_is_told_so(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_PROGRAMS", ("soffice",))
    assert refusal(content).reason is Refusal.OFFICE_MISSING


def test_where_only_the_part_for_workbooks_is_missing_that_is_said(
    stand_in: Callable[[str], Path],
) -> None:
    programs = stand_in('printf made > "$HOME/report.docx"')
    (programs.parent / "share" / "registry" / "calc.xcd").unlink()
    assert as_ooxml(DOC, SECONDS) == b"made"
    assert refusal(XLS).reason is Refusal.OFFICE_MISSING


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"PK\x03\x04", b"<html>", b"text"])
def test_other_files_stay_as_they_are(content: bytes) -> None:
    assert as_ooxml(content, SECONDS) is content


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (container("WordDocument", b"\xec\xa5\xc1" + bytes(8) + b"\x01"), Refusal.ENCRYPTED),
        (container("Workbook", b"\x09\x08\x10\x00" + bytes(16) + b"\x2f\x00"), Refusal.ENCRYPTED),
        (container("EncryptedPackage"), Refusal.ENCRYPTED),
        (container("PowerPoint Document"), Refusal.UNSUPPORTED_KIND),
    ],
    ids=["locked doc", "locked xls", "locked docx", "ppt"],
)
def test_other_containers_are_refused_for_what_they_are(content: bytes, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        read_safely(content)
    assert refused.value.reason is reason


def test_what_takes_too_long_is_ended_with_all_it_started(
    stand_in: Callable[[str], Path], scratch: Path
) -> None:
    programs = stand_in("sleep 600 &\necho $! $$ > $here/pids\nsleep 600")
    waits = []
    with pytest.raises(FileRefused) as refused:
        as_ooxml(DOC, 2, lambda: waits.append(1))
    assert refused.value.reason is Refusal.TOO_SLOW
    assert waits
    pids = [int(pid) for pid in (programs / "pids").read_text().split()]
    assert all(ends(pid) for pid in pids)
    assert list(scratch.iterdir()) == []


def test_nothing_is_left_where_the_caller_gives_up(
    stand_in: Callable[[str], Path], scratch: Path
) -> None:
    programs = stand_in("echo $$ > $here/pids\nexec sleep 600")

    def give_up() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        as_ooxml(DOC, SECONDS, give_up)
    assert ends(int((programs / "pids").read_text()))
    assert list(scratch.iterdir()) == []


def test_a_first_start_that_only_settles_in_is_followed_by_a_second(
    stand_in: Callable[[str], Path],
) -> None:
    stand_in(
        "test -e $here/settled || { : > $here/settled; exit 81; }\n"
        'printf made > "$HOME/report.docx"'
    )
    assert as_ooxml(DOC, SECONDS) == b"made"


@pytest.mark.parametrize("script", ["exit 0", "exit 1", "exit 81", "kill -SEGV $$"])
def test_a_file_that_libreoffice_makes_nothing_of_is_broken(
    script: str, stand_in: Callable[[str], Path]
) -> None:
    stand_in(script)
    assert refusal(DOC).reason is Refusal.BROKEN


def test_the_program_sees_nothing_of_our_surroundings(
    stand_in: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_TOKEN", "secret")
    stand_in('env > "$HOME/report.docx"; ls "$HOME/profile/user" >> "$HOME/report.docx"')
    seen = as_ooxml(DOC, SECONDS).decode()
    assert "secret" not in seen
    assert "registrymodifications.xcu" in seen
    assert os.environ["PATH"] not in seen
