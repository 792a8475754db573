"""One upright page as lines of text and grids of cells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

import numpy as np

from domain.document import Box, Grid, GridCell, Place, Sideways
from parsing.boxes import around
from parsing.joining import is_cjk
from parsing.readers.flow import Page
from parsing.readers.pdf_lines import Char, Line, lines_of
from parsing.scan.contents import read_cells
from parsing.scan.raster import Picture, Raster
from parsing.scan.rulings import RuledArea, Span, find_tables
from parsing.scan.tilt import flattened
from parsing.scan.upright import Upright, ink_of, turn_upright
from parsing.scan.words import Boxes, Reading, read_lines

_FULL_WIDTH = 0.85
_SAME_ROW = 0.5
_NEAR = 4.0
_SURE_ENOUGH = 0.5
_SAME_SIZE = 0.25
_TELLING = 8

_Edges = tuple[float, float, float, float]


def read_page(raster: Raster) -> tuple[Page, Sideways]:
    """Everything on the page from top to bottom, in points of the page flattened and turned
    upright, and how it lay before."""
    raster, tilt = flattened(raster)
    page = turn_upright(raster)
    ink = ink_of(page.grey)
    tables = [part for table in find_tables(ink) for part in _without_boxed_text(table)]
    items: list[Line | Grid] = [_grid(page, ink, table) for table in tables]
    items.extend(_text(page, ink, tables))
    items.sort(key=_top)
    return Page(page.width, page.height, tuple(items)), replace(page.sideways, tilt=tilt)


def _top(item: Line | Grid) -> float:
    box = item.box if isinstance(item, Line) else item.place.box
    return box.top if box else 0.0


def _without_boxed_text(table: RuledArea) -> Iterator[RuledArea]:
    """The table in parts, without the rows that are one cell of full width: text in a border."""
    left, right = min(c.x0 for c in table.cells), max(c.x1 for c in table.cells)
    boxed = {c.row for c in table.cells if c.x1 - c.x0 >= _FULL_WIDTH * (right - left)}
    rows = [row for row in range(table.rows) if row not in boxed]
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        part = [row for _, row in run]
        cells = tuple(
            c._replace(row=c.row - part[0], row_span=min(c.row_span, part[-1] + 1 - c.row))
            for c in table.cells
            if part[0] <= c.row <= part[-1]
        )
        if cells:
            yield RuledArea(cells, len(part), table.columns, table.rulings)


def _grid(page: Upright, ink: Picture, table: RuledArea) -> Grid:
    readings = read_cells(page.grey, ink, table)
    cells = tuple(
        _cell(page, span, reading) for span, reading in zip(table.cells, readings, strict=True)
    )
    box = around(cell.place.box for cell in cells if cell.place.box)
    return Grid(cells, table.rows, table.columns, Place(page=page.number, box=box))


def _cell(page: Upright, span: Span, reading: Reading) -> GridCell:
    return GridCell(
        text=reading.text,
        row=span.row,
        column=span.column,
        row_span=span.row_span,
        column_span=span.column_span,
        place=Place(page=page.number, box=_box((*span[:4],), page.scale)),
        confidence=reading.confidence,
    )


def _box(edges: _Edges, scale: float) -> Box:
    x0, top, x1, bottom = (round(side * scale, 2) for side in edges)
    return Box(x0, top, x1, bottom)


def _text(page: Upright, ink: Picture, tables: Sequence[RuledArea]) -> list[Line]:
    """The lines that stand in no table."""
    free = [box for box in page.lines if not _is_inside(box, tables)]
    rows = [row for row in _rows(free) if row[2] - row[0] > 2 and row[3] - row[1] > 2]
    crops = [page.grey[round(r[1]) : round(r[3]) + 1, round(r[0]) : round(r[2]) + 1] for r in rows]
    read = [
        (_tight(ink, row), reading)
        for row, reading in zip(rows, read_lines(crops), strict=True)
        if reading.text and reading.confidence >= _SURE_ENOUGH
    ]
    sizes = [_size(edges, reading.text) for edges, reading in read]
    usual = _usual_size(sizes, [reading.text for _, reading in read])
    lines: list[Line] = []
    for (edges, reading), size in zip(read, sizes, strict=True):
        even = usual if abs(size - usual) <= _SAME_SIZE * usual else size
        found = lines_of(_chars(edges, reading.text, even, page.scale), page.number)
        lines.extend(replace(line, confidence=reading.confidence) for line in found)
    return lines


def _is_inside(box: Boxes, tables: Sequence[RuledArea]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(
        cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom
        for table in tables
        for cell in table.cells
    )


def _rows(boxes: Sequence[Boxes]) -> list[_Edges]:
    """Boxes of one line put together, where a wide space has set them apart."""
    rows: list[_Edges] = []
    for box in sorted(boxes, key=lambda box: float(box[0])):
        x0, top, x1, bottom = (max(0.0, float(side)) for side in box)
        for i, row in enumerate(rows):
            height = min(bottom - top, row[3] - row[1])
            overlap = min(bottom, row[3]) - max(top, row[1])
            if overlap > _SAME_ROW * height and x0 - row[2] < _NEAR * height:
                rows[i] = (row[0], min(top, row[1]), max(x1, row[2]), max(bottom, row[3]))
                break
        else:
            rows.append((x0, top, x1, bottom))
    return rows


def _tight(ink: Picture, edges: _Edges) -> _Edges:
    """A line's box without the paper that detection leaves around it."""
    x0, top, x1, bottom = (round(side) for side in edges)
    printed = ink[top : bottom + 1, x0 : x1 + 1] > 0
    columns = np.flatnonzero(printed.sum(axis=0) > 1)
    rows = np.flatnonzero(printed.sum(axis=1) > 1)
    if len(columns) == 0 or len(rows) == 0:
        return edges
    return (
        float(x0 + columns[0]),
        float(top + rows[0]),
        float(x0 + columns[-1] + 1),
        float(top + rows[-1] + 1),
    )


def _width(char: str) -> float:
    """How wide a character is set, in widths of a Chinese one."""
    return 1.0 if is_cjk(char) else 0.5


def _size(edges: _Edges, text: str) -> float:
    x0, top, x1, bottom = edges
    size = (x1 - x0) / sum(map(_width, text))
    # In a short line the paper inside a full stop counts for too much.
    return size if len(text) >= _TELLING else max(size, bottom - top)


def _usual_size(sizes: Sequence[float], texts: Sequence[str]) -> float:
    """The size of the body text: of lines long enough that one odd character does not count."""
    telling = [size for size, text in zip(sizes, texts, strict=True) if len(text) >= _TELLING]
    return median(telling or sizes or [1.0])


def _chars(edges: _Edges, text: str, size: float, scale: float) -> Iterator[Char]:
    """The characters of a line, spread evenly over its box."""
    x0, top, x1, bottom = edges
    unit = (x1 - x0) / sum(map(_width, text))
    x = x0
    for char in text:
        box = _box((x, top, x + unit * _width(char), bottom), scale)
        yield Char(char, box.x0, box.top, box.x1, box.bottom, size * scale)
        x += unit * _width(char)
