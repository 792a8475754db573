"""PDF files with a text layer: text by geometry, tables by their rulings or columns."""

from domain.document import Document, Grid, Sideways
from domain.refusal import FileRefused, Refusal
from parsing.readers.flow import Page, flow
from parsing.readers.pdf_columns import lines_and_columns
from parsing.readers.pdf_grids import RuledCell, RuledTable, grid_of, runs_of
from parsing.readers.pdf_lines import Char, Line
from parsing.readers.pdf_print import PrintedPage, printed_pages
from parsing.readers.pdf_rulings import ruled_tables
from parsing.readers.pdf_trust import is_garbage, without_overprint

_FEW_CHARS = 30


def read_pdf(content: bytes, max_pages: int) -> Document:
    """Reads the text layer and the tables of a PDF.

    Rows of a table that are one cell of full width are text in a border, not a table. Page
    numbers and lines that repeat at the edge of the pages are left out. Boxes are in PDF points
    from the top left of the page; see `Document.sideways` for pages whose text runs sideways.

    Raises FileRefused: ENCRYPTED, BROKEN, TOO_MANY_PAGES, SCAN (pictures without text, or text
    that does not say what the page shows), EMPTY.
    """
    has_pictures = False
    length = 0
    pages: list[Page] = []
    sideways: list[Sideways] = []
    for printed in printed_pages(content, max_pages):
        has_pictures = has_pictures or printed.has_picture
        if is_garbage(printed.chars):
            raise FileRefused(Refusal.SCAN, "pdf")
        length += sum(not char.text.isspace() for char in printed.chars)
        pages.append(_read_page(printed))
        if printed.turn:
            sideways.append(Sideways(printed.number, printed.turn, printed.width, printed.height))
    if has_pictures and length < _FEW_CHARS * len(pages):
        raise FileRefused(Refusal.SCAN, "pdf")
    if length == 0:
        raise FileRefused(Refusal.EMPTY, "pdf")
    return Document(items=tuple(flow(pages)), pages=len(pages), sideways=tuple(sideways))


def _read_page(printed: PrintedPage) -> Page:
    chars = without_overprint(printed.chars)
    tables = [RuledTable(boxes) for boxes in ruled_tables(printed.rulings)]
    text: list[Char] = []
    for run in runs_of(chars):
        if not any(table.take(run) for table in tables):
            text.extend(run)
    items: list[Line | Grid] = []
    for table in tables:
        grids, boxed = _split(table, printed.number)
        items.extend(grids)
        text.extend(boxed)
    # Boxed and loose characters together: punctuation hangs out of the box of its line.
    items.extend(lines_and_columns(text, printed.number))
    items.sort(key=_top)
    return Page(printed.width, printed.height, tuple(items))


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
