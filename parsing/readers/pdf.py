"""PDF files with a text layer: text by geometry, tables by their rulings."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from domain.document import Block, Box, Document, Grid
from domain.refusal import FileRefused, Refusal
from parsing.readers.pdf_grids import RuledCell, RuledTable, grid_of
from parsing.readers.pdf_lines import (
    Char,
    Line,
    Margins,
    continues,
    lines_of,
    margins_of,
    paragraph,
)

_PAGE_NUMBER = re.compile(
    r"[-—–―－·•.\s]*(?:第\s*)?\d{1,4}\s*(?:页|/\s*\d{1,4})?[-—–―－·•.\s]*|"
    r"第\s*\d{1,4}\s*页\s*[,，/]?\s*共\s*\d{1,4}\s*页"
)
_DIGITS = re.compile(r"\d+")
_MARGIN_SHARE = 0.1
_SCAN_IMAGE_SHARE = 0.3
_FEW_CHARS = 30
_SLANT = 0.1


@dataclass(frozen=True, slots=True)
class _Page:
    """One page as read: lines and grids from top to bottom."""

    width: float
    height: float
    items: tuple[Line | Grid, ...]


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
    return Document(items=tuple(_flow(_without_furniture(pages))), pages=len(pages))


def _refuse_without_text(pages: Sequence[_Page], has_images: bool) -> None:
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


def _read_page(page: Any) -> _Page:
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
    return _Page(float(page.width), float(page.height), tuple(items))


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


def _without_furniture(pages: Sequence[_Page]) -> list[_Page]:
    """Pages without page numbers, running headers and footers."""
    seen = Counter(key for page in pages for key in {_edge_key(i, page) for i in page.items} if key)
    repeated = {key for key, count in seen.items() if count >= max(3, len(pages) // 2)}
    return [
        _Page(
            page.width,
            page.height,
            tuple(item for item in page.items if not _is_furniture(item, page, repeated)),
        )
        for page in pages
    ]


def _edge_key(item: Line | Grid, page: _Page) -> tuple[str, int] | None:
    """What a running header has in common on all pages: its words and its height."""
    if isinstance(item, Grid):
        return None
    edge = _MARGIN_SHARE * page.height
    if edge < item.box.top and item.box.bottom < page.height - edge:
        return None
    return _DIGITS.sub("0", item.text), round(item.box.top / 3)


def _is_furniture(item: Line | Grid, page: _Page, repeated: set[tuple[str, int]]) -> bool:
    key = _edge_key(item, page)
    if key is None or isinstance(item, Grid):
        return False
    return key in repeated or bool(_PAGE_NUMBER.fullmatch(item.text))


def _flow(pages: Sequence[_Page]) -> Iterator[Block | Grid]:
    """Lines joined into paragraphs, over page breaks too; grids in between."""
    margins = _margins(pages)
    open_lines: list[Line] = []
    for page in pages:
        for item in page.items:
            if isinstance(item, Line):
                if open_lines and not continues(open_lines[-1], item, margins[page.width]):
                    yield paragraph(open_lines)
                    open_lines = []
                open_lines.append(item)
                continue
            if open_lines:
                yield paragraph(open_lines)
                open_lines = []
            yield item
    if open_lines:
        yield paragraph(open_lines)


def _margins(pages: Iterable[_Page]) -> dict[float, Margins]:
    by_width: dict[float, list[Line]] = {}
    for page in pages:
        lines = by_width.setdefault(page.width, [])
        lines.extend(item for item in page.items if isinstance(item, Line))
    return {width: margins_of(lines, width) for width, lines in by_width.items()}
