"""PDF files with a text layer: text by geometry, tables by their rulings or columns."""

from collections.abc import Callable, Sequence

from domain.document import Document, Grid, Sideways
from domain.refusal import FileRefused, Refusal
from parsing.readers.flow import Page, flow
from parsing.readers.pdf_columns import lines_and_columns
from parsing.readers.pdf_grids import RuledCell, RuledTable, grid_of, runs_of
from parsing.readers.pdf_lines import Char, Line
from parsing.readers.pdf_print import PrintedPage, printed_pages
from parsing.readers.pdf_rulings import ruled_tables
from parsing.readers.pdf_trust import is_garbage, without_overprint
from parsing.readers.progress import OnPage, unobserved

_FEW_CHARS = 30

Recognise = Callable[[int], tuple[Page, Sideways]]
"""Reads the page of that number in its picture."""


def read_pdf(
    content: bytes,
    max_pages: int,
    recognise: Recognise | None = None,
    on_page: OnPage = unobserved,
) -> Document:
    """Reads the text layer and the tables of a PDF; pages that are pictures through `recognise`.

    Rows of a table that are one cell of full width are text in a border, not a table. Page
    numbers and lines that repeat at the edge of the pages are left out. Boxes are in PDF points
    from the top left of the page; see `Document.sideways` for pages whose text runs sideways.

    Raises FileRefused: ENCRYPTED, BROKEN, TOO_MANY_PAGES, EMPTY, and SCAN where a page is a
    picture without text, or its text does not say what the page shows, and there is no
    `recognise`.
    """
    is_blank = True
    pages: list[Page] = []
    sideways: list[Sideways] = []
    for printed in printed_pages(content, max_pages, on_page):
        length = sum(not char.text.isspace() for char in printed.chars)
        is_blank = is_blank and not length and not printed.has_picture
        if (printed.has_picture and length < _FEW_CHARS) or is_garbage(printed.chars):
            if recognise is None:
                raise FileRefused(Refusal.SCAN, "pdf")
            page, turned = recognise(printed.number)
        else:
            page = read_page(printed)
            turned = Sideways(printed.number, printed.turn, printed.width, printed.height)
        pages.append(page)
        if not turned.is_straight:
            sideways.append(turned)
    if is_blank:
        raise FileRefused(Refusal.EMPTY, "pdf")
    return Document(items=tuple(flow(pages)), pages=len(pages), sideways=tuple(sideways))


def read_page(printed: PrintedPage) -> Page:
    """What is printed on a page as lines and grids, from top to bottom."""
    chars = without_overprint(printed.chars)
    tables = [RuledTable(boxes) for boxes in ruled_tables(printed.rulings)]
    text = _fill(tables, chars) if tables else chars
    items: list[Line | Grid] = []
    for table in tables:
        grids, boxed = _split(table, printed.number)
        items.extend(grids)
        text.extend(boxed)
    # Boxed and loose characters together: punctuation hangs out of the box of its line.
    items.extend(lines_and_columns(text, printed.number))
    items.sort(key=_top)
    return Page(printed.width, printed.height, tuple(items))


def _fill(tables: Sequence[RuledTable], chars: Sequence[Char]) -> list[Char]:
    """Puts characters into the cells that they stand in; gives back those that stand in none."""
    text: list[Char] = []
    for run in runs_of(chars):
        for table in tables:
            if table.take(run):
                break
        else:
            text.extend(run)
    return text


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
