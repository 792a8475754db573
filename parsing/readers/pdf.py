"""PDF files with a text layer: text by geometry, tables by their rulings."""

import io
from collections.abc import Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from domain.document import Box, Document, Grid
from domain.refusal import FileRefused, Refusal
from parsing.readers.flow import Page, flow
from parsing.readers.pdf_grids import RuledCell, RuledTable, grid_of
from parsing.readers.pdf_lines import (
    Char,
    Line,
    lines_of,
)

_SCAN_IMAGE_SHARE = 0.3
_FEW_CHARS = 30
_SLANT = 0.1


def read_pdf(content: bytes, max_pages: int) -> Document:
    """Reads the text layer and the ruled tables of a PDF.

    Rows of a table that are one cell of full width are text in a border, not a table. Page
    numbers and lines that repeat at the edge of the pages are left out. Boxes are in PDF points
    from the top left of the page.

    Raises FileRefused: ENCRYPTED, BROKEN, TOO_MANY_PAGES, SCAN (pictures without text), EMPTY.
    """
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > max_pages:
                raise FileRefused(Refusal.TOO_MANY_PAGES, "pdf")
            has_images = False
            pages = []
            for page in pdf.pages:
                has_images = has_images or _shows_picture(page)
                pages.append(_read_page(page))
                page.close()
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        locked = isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError)
        raise FileRefused(Refusal.ENCRYPTED if locked else Refusal.BROKEN, "pdf") from error
    _refuse_without_text(pages, has_images)
    return Document(items=tuple(flow(pages)), pages=len(pages))


def _refuse_without_text(pages: Sequence[Page], has_images: bool) -> None:
    if not pages:
        raise FileRefused(Refusal.BROKEN, "pdf")
    length = sum(
        len(item.text) if isinstance(item, Line) else sum(len(cell.text) for cell in item.cells)
        for page in pages
        for item in page.items
    )
    if has_images and length < _FEW_CHARS * len(pages):
        raise FileRefused(Refusal.SCAN, "pdf")
    if length == 0:
        raise FileRefused(Refusal.EMPTY, "pdf")


def _shows_picture(page: Any) -> bool:
    area = float(page.width) * float(page.height) * _SCAN_IMAGE_SHARE
    return any(image["width"] * image["height"] >= area for image in page.images)


def _read_page(page: Any) -> Page:
    chars = [char for each in page.chars if (char := _char(each))]
    tables = [RuledTable([Box(*cell) for cell in found.cells]) for found in _find_tables(page)]
    text = [char for char in chars if not any(table.take(char) for table in tables)]
    items: list[Line | Grid] = []
    for table in tables:
        grids, boxed = _split(table, page.page_number)
        items.extend(grids)
        text.extend(boxed)
    # Boxed and loose characters together: punctuation hangs out of the box of its line.
    items.extend(lines_of(text, page.page_number))
    items.sort(key=_top)
    return Page(float(page.width), float(page.height), tuple(items))


def _char(printed: dict[str, Any]) -> Char | None:
    """A character as printed; None for slanted ones, which only watermarks have."""
    across, up = printed["matrix"][:2]
    if min(abs(across), abs(up)) > _SLANT * max(abs(across), abs(up)):
        return None
    is_turned = abs(up) > abs(across)
    return Char(
        text=printed["text"],
        x0=printed["x0"],
        top=printed["top"],
        x1=printed["x1"],
        bottom=printed["bottom"],
        size=max(printed["size"], 1.0),
        turned=(1 if up > 0 else -1) if is_turned else 0,
    )


def _find_tables(page: Any) -> Sequence[Any]:
    if not (page.lines or page.rects or page.curves):
        return ()
    tables: Sequence[Any] = page.find_tables()
    return tables


def _top(item: Line | Grid) -> float:
    box = item.box if isinstance(item, Line) else item.place.box
    return box.top if box else 0.0


def _split(table: RuledTable, page: int) -> tuple[list[Grid], list[Char]]:
    """A ruled table as grids and, from its rows of one cell, the characters of boxed text."""
    runs: list[list[list[RuledCell]]] = [[]]
    boxed: list[Char] = []
    for cells, is_text in table.bands():
        if is_text:
            boxed.extend(char for cell in cells for char in cell.chars)
            runs.append([])
        else:
            runs[-1].append(cells)
    grids = (grid_of(run, table.columns, page) for run in runs)
    return [grid for grid in grids if grid], boxed
