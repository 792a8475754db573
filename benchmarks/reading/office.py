"""Many files converted by few runs of LibreOffice."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

_SOURCES = {"xls": "xlsx"}
_AT_ONCE = 25
_SECONDS_PER_FILE = 20


def is_installed() -> bool:
    return shutil.which("soffice") is not None


def convert(
    files: Mapping[str, bytes], target: str, on_progress: Callable[[int], None]
) -> dict[str, bytes]:
    """Files by name, converted to `target` under the same names: Word files to ``"pdf"`` and
    ``"doc"``, workbooks to ``"xls"``.

    A file that LibreOffice cannot convert is missing from the answer. `on_progress` gets the
    number of files of each batch. Raises RuntimeError where LibreOffice is not installed.
    """
    program = shutil.which("soffice")
    if program is None:
        raise RuntimeError("LibreOffice is not installed")
    done: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless"]
        for start in range(0, len(files), _AT_ONCE):
            names = list(files)[start : start + _AT_ONCE]
            sources = [Path(folder, f"{name}.{_SOURCES.get(target, 'docx')}") for name in names]
            for name, source in zip(names, sources, strict=True):
                source.write_bytes(files[name])
            subprocess.run(
                [*command, "--convert-to", target, "--outdir", folder, *map(str, sources)],
                check=True,
                capture_output=True,
                timeout=_SECONDS_PER_FILE * len(names),
            )
            for name in names:
                made = Path(folder, f"{name}.{target}")
                if made.exists():
                    done[name] = made.read_bytes()
            on_progress(len(names))
    return done
