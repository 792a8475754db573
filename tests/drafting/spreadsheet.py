"""Fills a workbook in as a clerk does, and has LibreOffice calculate it."""

import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from parsing.reading import read_report

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def has_calc() -> bool:
    return (
        shutil.which("soffice") is not None
        and (
            Path(shutil.which("soffice") or "").resolve().parent.parent / "share/registry/calc.xcd"
        ).exists()
    )


def filled_in(content: bytes, numbers: Mapping[str, object]) -> bytes:
    """The workbook with numbers in cells that it leaves to be filled in, by public cell name. What
    formulas give is forgotten, as a program forgets it that does not calculate."""
    cells = read_report(content).cells
    places = {str(cells[name].place.path): number for name, number in numbers.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        names = [
            each.get("name")
            for each in etree.fromstring(old.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
        ]
        for part in old.namelist():
            xml = old.read(part)
            if part.startswith("xl/worksheets/sheet"):
                sheet = names[
                    int(part.removeprefix("xl/worksheets/sheet").removesuffix(".xml")) - 1
                ]
                xml = _filled(xml, sheet or "", places)
            new.writestr(part, xml)
    return buffer.getvalue()


def _filled(xml: bytes, sheet: str, places: Mapping[str, object]) -> bytes:
    root = etree.fromstring(xml)
    for cell in root.iter(f"{_MAIN}c"):
        number = places.get(f"sheet {sheet}, cell {cell.get('r')}")
        stored = cell.find(f"{_MAIN}v")
        if cell.find(f"{_MAIN}f") is not None:
            cell.attrib.pop("t", None)
            cell.remove(stored)
        elif number is not None:
            stored = etree.SubElement(cell, f"{_MAIN}v") if stored is None else stored
            stored.text = str(number)
    return etree.tostring(root)


def calculated(content: bytes) -> bytes:
    """The workbook as LibreOffice saves it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "draft.xlsx")
        source.write_bytes(content)
        profile = Path(folder, "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
        target = Path(folder, "saved")
        subprocess.run(
            [*command, "xlsx", "--outdir", str(target), str(source)],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (target / "draft.xlsx").read_bytes()
