"""Plain uses of other libraries on the same PDF files: what their tables give by row and column."""

import importlib
import importlib.util
import io
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber

from parsing.numbers import parse_number
from tests.parsing.specimen import Drawing, Slot

Cells = Sequence[Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A library used as its documentation shows first; `extract` gives all tables of a PDF."""

    name: str
    extract: Callable[[bytes], list[Cells]]


def pdfplumber_tables(content: bytes) -> list[Cells]:
    """All text and all tables of all pages; the text is extracted for the time it takes."""
    tables: list[Cells] = []
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            tables.extend(page.extract_tables())
    return tables


def camelot_tables(content: bytes) -> list[Cells]:
    """All tables of all pages that camelot's lattice finds."""
    camelot: Any = importlib.import_module("camelot")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.pdf")
        file.write_bytes(content)
        return [table.df.values.tolist() for table in camelot.read_pdf(str(file), pages="all")]


PDFPLUMBER = Peer("pdfplumber", pdfplumber_tables)
CAMELOT = Peer("camelot", camelot_tables)


def has_camelot() -> bool:
    return importlib.util.find_spec("camelot") is not None


def numbers_of(table: Drawing) -> list[Slot]:
    """The cells of a drawn table that hold a number."""
    return [slot for slot in table.slots if parse_number(slot.text) is not None]


def found_numbers(extracted: Sequence[Cells], tables: Iterable[Drawing]) -> int:
    """How many of the true numbers stand where their row and column say, each true table compared
    with the extracted table that has most of them."""
    return sum(
        max((_hits(each, numbers_of(table)) for each in extracted), default=0) for table in tables
    )


def _hits(cells: Cells, numbers: Sequence[Slot]) -> int:
    return sum(_text_at(cells, slot) == slot.text for slot in numbers)


def _text_at(cells: Cells, slot: Slot) -> str | None:
    if slot.row >= len(cells) or slot.column >= len(cells[slot.row]):
        return None
    return "".join((cells[slot.row][slot.column] or "").split())
