"""Word documents (DOCX): the XML walked in order, tracked changes read as accepted.

Source: ECMA-376 part 1, chapter 17 (WordprocessingML).
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from domain.document import Block, Document, Grid, GridCell, Place
from parsing.joining import join_all
from parsing.readers.docx_numbering import Numbering
from parsing.readers.ooxml import child, local, opened, value

_MAX_SPAN = 200
_COLUMNS_OF_DATA = 3
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink"})
_DROPPED = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback"})


def read_docx(content: bytes) -> Document:
    """Reads the main part of a DOCX file.

    Rows of a table that are one cell only are text in a border, not a table, and rows with a
    table in a cell only arrange the page: their paragraphs and tables are read as if they stood
    outside. Places are ``"paragraph N"`` and
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


def elements_by_path(body: etree._Element) -> dict[str, etree._Element]:
    """The paragraph or cell at every place that `read_docx` gives, by its path."""
    walk = _Walk(Numbering(None, None))
    for _ in walk.flow(body):
        continue
    return walk.elements


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and value(element) not in ("0", "false", "off")


class _Walk:
    """One pass over a document; counts paragraphs, tables and list items on its way."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._paragraphs = 0
        self._tables = 0
        self._carried = ""
        self.elements: dict[str, etree._Element] = {}

    def flow(self, parent: etree._Element, path: str | None = None) -> Iterator[Block | Grid]:
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, path)
            elif name == "tbl":
                yield from self._left_over(path)
                yield from self._table(element)
            elif name in _WRAPPERS or name == "body":
                yield from self.flow(element, path)
                yield from self._left_over(path)

    def _left_over(self, path: str | None) -> Iterator[Block]:
        """What waits for a next paragraph where there is none."""
        text, self._carried = self._carried.strip(), ""
        if text:
            yield Block(text, Place(path=path or f"paragraph {self._paragraphs}"))

    def _paragraph(self, paragraph: etree._Element, path: str | None) -> Iterator[Block | Grid]:
        if path is None:
            self._paragraphs += 1
        place = Place(path=path or f"paragraph {self._paragraphs}")
        self.elements.setdefault(place.path or "", paragraph)
        for line in self._lines(paragraph):
            if line.strip():
                yield Block(line.strip(), place)
        for box in _text_boxes(paragraph):
            yield from self.flow(box, place.path)

    def _lines(self, paragraph: etree._Element) -> list[str]:
        """The lines of a paragraph, the number that Word prints before it included."""
        text = self._carried + "".join(_run_text(paragraph))
        # With its mark deleted, what is left of a paragraph belongs to the next one.
        is_joined = child(paragraph, "pPr", "rPr", "del") is not None
        self._carried = text if is_joined else ""
        label = "" if is_joined else self._numbering.label(paragraph)
        if is_joined or not text.strip():
            return []
        return (label + text.lstrip("\n")).split("\n")

    def _table(self, table: etree._Element) -> Iterator[Block | Grid]:
        self._tables += 1
        number = self._tables
        rows = [(r, _row_cells(row)) for r, row in enumerate(_table_rows(table), 1)]
        pending: list[tuple[int, list[tuple[etree._Element, int]]]] = []
        for r, cells in rows:
            if _is_frame(cells):
                yield from self._grid(pending, number)
                pending = []
                for c, (cell, _) in enumerate(cells, 1):
                    path = f"table {number}, row {r}, cell {c}"
                    yield from self.flow(cell, path)
                    yield from self._left_over(path)
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
                path = f"table {number}, row {r}, cell {c}"
                place, self.elements[path] = Place(path=path), element
                cells.append(GridCell(self._cell_text(element), index, column, 1, span, place))
                seen[column] = len(cells) - 1
            above = seen
        yield Grid(tuple(cells), len(rows), width, Place(path=f"table {number}"))

    def _cell_text(self, cell: etree._Element) -> str:
        pieces: list[str] = []
        for paragraph in _paragraphs(cell):
            pieces.extend(line.strip() for line in self._lines(paragraph))
        pieces.extend(block.text for block in self._left_over(None))
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


def _paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    """All paragraphs of a cell, those of its text boxes and nested tables too."""
    for element in parent:
        name = local(element)
        if name == "p":
            yield element
            for box in _text_boxes(element):
                yield from _paragraphs(box)
        elif name == "tbl":
            for row in _table_rows(element):
                for cell, _ in _row_cells(row):
                    yield from _paragraphs(cell)
        elif name in _WRAPPERS:
            yield from _paragraphs(element)


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
        if child(cell, "tcPr", "cellDel") is not None:
            continue
        cells.append((cell, column))
        column += _span(cell)
    return cells


def _is_frame(cells: Sequence[tuple[etree._Element, int]]) -> bool:
    """Whether a row only arranges text and tables: it is one cell, or a cell of it holds a table
    of three or more columns."""
    if len(cells) == 1:
        return _vertical_merge(cells[0][0]) is None
    return any(
        len(_row_cells(row)) >= _COLUMNS_OF_DATA
        for cell, _ in cells
        for table in _unwrapped(cell, "tbl")
        for row in _table_rows(table)
    )


def _span(cell: etree._Element) -> int:
    return max(1, _number(value(child(cell, "tcPr", "gridSpan")), 1))


def _vertical_merge(cell: etree._Element) -> str | None:
    """``"restart"``, ``"continue"``, or None for a cell that is not merged downwards."""
    merge = child(cell, "tcPr", "vMerge")
    if merge is not None:
        return value(merge) or "continue"
    tracked = value(child(cell, "tcPr", "cellMerge"), "vMerge")
    return {"rest": "restart", "cont": "continue"}.get(tracked or "")


def _number(text: str | None, default: int) -> int:
    if text is None or not text.isascii() or not text.isdigit():
        return default
    return min(int(text), _MAX_SPAN)
