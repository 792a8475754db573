"""Old Word files (DOC, WPS, RTF) made into DOCX and old workbooks (XLS, ET) into XLSX, by
LibreOffice, shut in as far as it goes.

LibreOffice needs threads, files and address space that the reading child forbids itself, so it
runs before that one, under limits of its own (see `office_child`).
"""

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from domain.refusal import FileRefused, Refusal
from parsing.detect import OLE, detect

_TARGETS = {"doc": "docx", "rtf": "docx", "xls": "xlsx"}
_STARTS = (OLE, b"{\\rtf")
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_PARTS = {"docx": "writer.xcd", "xlsx": "calc.xcd"}
_REGISTRIES = ("share/registry", "Resources/registry")
"""Where the parts of LibreOffice that are installed say so: Linux and Windows, macOS."""
_RESTART = 81
_MOST_STARTS = 3
_MOST_BYTES = 60_000_000
_WAIT_SECONDS = 1.0
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),
    ("Calc/Content/Update", "Link", "2"),
)
_log = logging.getLogger(__name__)


def as_ooxml(content: bytes, seconds: int, on_wait: Callable[[], None] | None = None) -> bytes:
    """A DOC, WPS or RTF file as DOCX, an XLS or ET file as XLSX; any other file as it is.

    LibreOffice gets a profile that is thrown away, no macros, no links to follow, no network
    where the system can take it away, and `seconds` in all. `on_wait` is called about every
    second. No process is left when this returns, also when `on_wait` raises.

    Raises FileRefused: OFFICE_MISSING where LibreOffice, or its part for such files, is not
    installed, ENCRYPTED, TOO_SLOW, TOO_LARGE, BROKEN where LibreOffice makes nothing of the file.
    """
    if not content.lstrip(b" \t\r\n").startswith(_STARTS):
        return content
    kind = detect(content)
    target = _TARGETS.get(kind)
    if target is None:
        return content
    program = _program(target)
    if program is None:
        raise FileRefused(Refusal.OFFICE_MISSING, kind)
    deadline = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"report.{kind}")
        source.write_bytes(content)
        _write_profile(Path(folder, "profile"))
        command = _command(program, Path(folder), source, _FILTERS[target], seconds)
        _run(command, folder, kind, deadline, on_wait)
        return _result(Path(folder, f"report.{target}"), kind)


def can_open(kind: str) -> bool:
    """Whether LibreOffice is there to read ``"doc"``, ``"rtf"`` or ``"xls"``."""
    return _program(_TARGETS[kind]) is not None


def _program(target: str) -> str | None:
    """The program itself rather than the script that starts it: one process, easily ended."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        return None
    script = Path(found).resolve()
    parts = (script.parent.parent / folder / _PARTS[target] for folder in _REGISTRIES)
    if not any(part.exists() for part in parts):
        return None
    binary = script.with_name("soffice.bin")
    return str(binary if binary.exists() else script)


def _command(program: str, folder: Path, source: Path, export: str, seconds: int) -> list[str]:
    profile = Path(folder, "profile").as_uri()
    return [
        *(sys.executable, "-I", "-m", "parsing.office_child", str(seconds), program),
        *(f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo"),
        *("--nodefault", "--nolockcheck", "--convert-to", export),
        *("--outdir", str(folder), str(source)),
    ]


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    settings = Path(profile, "user", "registrymodifications.xcu")
    settings.parent.mkdir(parents=True)
    settings.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )


def _run(
    command: list[str],
    folder: str,
    kind: str,
    deadline: float,
    on_wait: Callable[[], None] | None,
) -> None:
    """Runs LibreOffice, again where it asks for that to settle into its new profile."""
    environment = {
        "HOME": folder,
        "TMPDIR": folder,
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    for _ in range(_MOST_STARTS):
        with subprocess.Popen(  # noqa: S603 - our own interpreter and the installed LibreOffice
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        ) as process:
            try:
                status = _wait(process, kind, deadline, on_wait)
            finally:
                _kill(process)
        if status != _RESTART:
            break
    if status in (-signal.SIGXCPU, -signal.SIGALRM):
        raise FileRefused(Refusal.TOO_SLOW, kind)
    if status != 0:
        _log.warning("converting failed kind=%s status=%d", kind, status)
        raise FileRefused(Refusal.BROKEN, kind)


def _wait(
    process: subprocess.Popen[bytes],
    kind: str,
    deadline: float,
    on_wait: Callable[[], None] | None,
) -> int:
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise FileRefused(Refusal.TOO_SLOW, kind)
        try:
            return process.wait(timeout=min(_WAIT_SECONDS, left))
        except subprocess.TimeoutExpired:
            if on_wait:
                on_wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and whatever it has started, all of one process group."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _result(path: Path, kind: str) -> bytes:
    # LibreOffice ends with status 0 also where it could make nothing of a file.
    if not path.exists():
        raise FileRefused(Refusal.BROKEN, kind)
    if path.stat().st_size > _MOST_BYTES:
        raise FileRefused(Refusal.TOO_LARGE, kind)
    return path.read_bytes()
