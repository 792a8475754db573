"""Word documents (DOCX): the XML walked in order, tracked changes read as accepted.

Source: ECMA-376 part 1, chapter 17 (WordprocessingML).
"""

from collections.abc import Iterator

from lxml import etree

from domain.document import Block, Document, Grid, GridCell, Place
from parsing.joining import join_all
from parsing.readers.docx_numbering import Numbering
from parsing.readers.ooxml import child, local, opened, value

_MAX_SPAN = 200
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink"})
_DROPPED = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback"})


def read_docx(content: bytes) -> Document:
    """Reads the main part of a DOCX file.

    Rows of a table that are one cell only are text in a border, not a table: their paragraphs
    and tables are read as if they stood outside. Places are ``"paragraph N"`` and
    ``"table N, row R, cell C"``, counted from 1.

    Raises FileRefused: TOO_LARGE where a part unpacks to more than 30 MB, BROKEN where the
    container or its XML is damaged.
    """
    with opened(content, "docx") as package:
        body = package.part("word/document.xml")
        numbering = Numbering(
            package.part_if_there("word/numbering.xml"),
            package.part_if_there("word/styles.xml"),
        )
    return Document(items=tuple(_Walk(numbering).flow(body)), pages=None)


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and value(element) not in ("0", "false", "off")


class _Walk:
    """One pass over a document; counts paragraphs, tables and list items on its way."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._paragraphs = 0
        self._tables = 0

    def flow(self, parent: etree._Element, path: str | None = None) -> Iterator[Block | Grid]:
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, path)
            elif name == "tbl":
                yield from self._table(element)
            elif name in _WRAPPERS or name == "body":
                yield from self.flow(element, path)

    def _paragraph(self, paragraph: etree._Element, path: str | None) -> Iterator[Block | Grid]:
        if path is None:
            self._paragraphs += 1
        place = Place(path=path or f"paragraph {self._paragraphs}")
        for line in self._lines(paragraph):
            if line.strip():
                yield Block(line.strip(), place)
        for box in _text_boxes(paragraph):
            yield from self.flow(box, place.path)

    def _lines(self, paragraph: etree._Element) -> list[str]:
        """The lines of a paragraph, the number that Word prints before it included."""
        text = "".join(_run_text(paragraph))
        if not text.strip():
            return []
        return (self._numbering.label(paragraph) + text.lstrip("\n")).split("\n")

    def _table(self, table: etree._Element) -> Iterator[Block | Grid]:
        self._tables += 1
        number = self._tables
        rows = [(r, _row_cells(row)) for r, row in enumerate(_table_rows(table), 1)]
        pending: list[tuple[int, list[tuple[etree._Element, int]]]] = []
        for r, cells in rows:
            if len(cells) == 1 and not _vertical_merge(cells[0][0]):
                yield from self._grid(pending, number)
                pending = []
                yield from self.flow(cells[0][0], f"table {number}, row {r}, cell 1")
            else:
                pending.append((r, cells))
        yield from self._grid(pending, number)

    def _grid(
        self, rows: list[tuple[int, list[tuple[etree._Element, int]]]], number: int
    ) -> Iterator[Grid]:
        if not rows:
            return
        cells: list[GridCell] = []
        above: dict[int, int] = {}
        width = 0
        for index, (r, row) in enumerate(rows):
            seen: dict[int, int] = {}
            for c, (element, column) in enumerate(row, 1):
                span = _span(element)
                width = max(width, column + span)
                if _vertical_merge(element) == "continue" and column in above:
                    cells[above[column]] = _taller(cells[above[column]])
                    seen[column] = above[column]
                    continue
                place = Place(path=f"table {number}, row {r}, cell {c}")
                cells.append(GridCell(self._cell_text(element), index, column, 1, span, place))
                seen[column] = len(cells) - 1
            above = seen
        yield Grid(tuple(cells), len(rows), width, Place(path=f"table {number}"))

    def _cell_text(self, cell: etree._Element) -> str:
        pieces: list[str] = []
        for element in cell.iter():
            if local(element) == "p":
                pieces.extend(line.strip() for line in self._lines(element))
        return join_all(pieces)


def _taller(cell: GridCell) -> GridCell:
    return GridCell(
        cell.text, cell.row, cell.column, cell.row_span + 1, cell.column_span, cell.place
    )


def _run_text(element: etree._Element) -> Iterator[str]:
    for each in element:
        name = local(each)
        if name in _DROPPED or name == "tbl" or name == "p":
            continue
        if name == "t":
            yield each.text or ""
        elif name == "tab":
            yield " "
        elif name in ("br", "cr"):
            yield "" if value(each, "type") in ("page", "column") else "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "r" and _is_on(child(each, "rPr", "vanish")):
            continue
        else:
            yield from _run_text(each)


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    for each in element:
        name = local(each)
        if name == "txbxContent":
            yield each
        elif name not in _DROPPED and name != "p":
            yield from _text_boxes(each)


def _unwrapped(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for element in parent:
        name = local(element)
        if name == wanted:
            yield element
        elif name in _WRAPPERS:
            yield from _unwrapped(element, wanted)


def _table_rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in _unwrapped(table, "tr"):
        if child(row, "trPr", "del") is None:
            yield row


def _row_cells(row: etree._Element) -> list[tuple[etree._Element, int]]:
    """The cells of a row, each with the grid column it starts in."""
    column = _number(value(child(row, "trPr", "gridBefore")), 0)
    cells = []
    for cell in _unwrapped(row, "tc"):
        cells.append((cell, column))
        column += _span(cell)
    return cells


def _span(cell: etree._Element) -> int:
    return max(1, _number(value(child(cell, "tcPr", "gridSpan")), 1))


def _vertical_merge(cell: etree._Element) -> str | None:
    """``"restart"``, ``"continue"``, or None for a cell that is not merged downwards."""
    merge = child(cell, "tcPr", "vMerge")
    return None if merge is None else value(merge) or "continue"


def _number(text: str | None, default: int) -> int:
    if text is None or not text.isascii() or not text.isdigit():
        return default
    return min(int(text), _MAX_SPAN)
