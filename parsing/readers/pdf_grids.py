"""Ruled tables of a PDF page: cells with spans, and the characters that stand in them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from domain.document import Box, Grid, GridCell, Place
from parsing.boxes import around
from parsing.readers.pdf_lines import Char, cell_text

_SAME_EDGE = 3.0
_TOUCHING = 0.1
_DIGITS = frozenset("0123456789.")
_FULL_WIDTH = 0.85
_STAMP = 1.6
_HIDDEN = 0.8


@dataclass(slots=True)
class RuledCell:
    """A cell between rulings, in grid rows and columns, with the characters printed in it."""

    box: Box
    row: int
    column: int
    row_span: int
    column_span: int
    chars: list[Char] = field(default_factory=list)


def runs_of(chars: Iterable[Char]) -> Iterator[list[Char]]:
    """Characters one by one, but the digits of a number together: a number too wide for its cell,
    or crossed by a stray ruling, stays whole."""
    run: list[Char] = []
    for char in chars:
        if run and not _is_next_digit(run[-1], char):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _is_next_digit(before: Char, char: Char) -> bool:
    if before.text not in _DIGITS or char.text not in _DIGITS or before.turned or char.turned:
        return False
    touching = abs(char.x0 - before.x1) < _TOUCHING * char.size
    return touching and abs(char.middle - before.middle) < _TOUCHING * char.size


class RuledTable:
    """One ruled table. `take` hands it the characters of the page, as `runs_of` groups them."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._xs = _edges([x for box in boxes for x in (box.x0, box.x1)])
        self._ys = _edges([y for box in boxes for y in (box.top, box.bottom)])
        self.box = Box(self._xs[0], self._ys[0], self._xs[-1], self._ys[-1])
        self._cells: dict[tuple[int, int], RuledCell] = {}
        for box in boxes:
            self._add(box)

    @property
    def rows(self) -> int:
        return len(self._ys) - 1

    @property
    def columns(self) -> int:
        return len(self._xs) - 1

    def take(self, run: Sequence[Char]) -> bool:
        """Puts characters into the cell that their middle is in; False where that is outside."""
        box, y = self.box, run[0].middle
        if not box.top <= y <= box.bottom:
            return False
        x = (run[0].x0 + run[-1].x1) / 2
        if not box.x0 <= x <= box.x1:
            return False
        row = min(bisect_right(self._ys, y) - 1, self.rows - 1)
        column = min(bisect_right(self._xs, x) - 1, self.columns - 1)
        cell = self._cells.get((row, column)) or self._fill(row, column)
        cell.chars.extend(run)
        return True

    def bands(self) -> Iterator[tuple[list[RuledCell], bool]]:
        """The cells that begin in each row, and whether the row is one cell of full width."""
        for row in range(self.rows):
            covering = {
                id(cell): cell
                for column in range(self.columns)
                if (cell := self._cells.get((row, column)))
            }
            beginning = [cell for cell in covering.values() if cell.row == row]
            yield beginning, self._is_full_width(list(covering.values()))

    def _is_full_width(self, covering: list[RuledCell]) -> bool:
        cells = [cell for cell in covering if cell.chars] or covering
        if len(cells) != 1:
            return False
        width = cells[0].box.x1 - cells[0].box.x0
        return width >= _FULL_WIDTH * (self.box.x1 - self.box.x0)

    def _add(self, box: Box) -> None:
        row, bottom = _nearest(self._ys, box.top), _nearest(self._ys, box.bottom)
        column, right = _nearest(self._xs, box.x0), _nearest(self._xs, box.x1)
        if bottom <= row or right <= column:
            return
        cell = RuledCell(box, row, column, bottom - row, right - column)
        for r in range(row, bottom):
            for c in range(column, right):
                self._cells.setdefault((r, c), cell)

    def _fill(self, row: int, column: int) -> RuledCell:
        """A cell for characters where a ruling is missing: the free positions around."""
        first = last = column
        while first > 0 and (row, first - 1) not in self._cells:
            first -= 1
        while last < self.columns - 1 and (row, last + 1) not in self._cells:
            last += 1
        box = Box(self._xs[first], self._ys[row], self._xs[last + 1], self._ys[row + 1])
        cell = RuledCell(box, row, first, 1, last - first + 1)
        for c in range(first, last + 1):
            self._cells[row, c] = cell
        return cell


def grid_of(rows: Sequence[Sequence[RuledCell]], columns: int, page: int) -> Grid | None:
    """Consecutive rows of a ruled table as a grid; None where they hold no cell.

    Row spans end with the last of the rows given. Characters much larger than those of the table
    are a stamp and left out; hidden ones are words recognised in a picture, to be confirmed.
    """
    sizes = [char.size for row in rows for cell in row for char in cell.chars]
    largest = _STAMP * median(sizes) if sizes else 0.0
    cells: list[GridCell] = []
    boxes: list[Box] = []
    for index, row in enumerate(rows):
        for cell in row:
            boxes.append(cell.box)
            chars = [char for char in cell.chars if char.size <= largest]
            cells.append(
                GridCell(
                    text=cell_text(chars),
                    row=index,
                    column=cell.column,
                    row_span=min(cell.row_span, len(rows) - index),
                    column_span=cell.column_span,
                    place=Place(page=page, box=cell.box),
                    confidence=_HIDDEN if any(char.is_hidden for char in chars) else 1.0,
                )
            )
    if not cells:
        return None
    return Grid(tuple(cells), len(rows), columns, Place(page=page, box=around(boxes)))


def _edges(values: list[float]) -> list[float]:
    """Coordinates of rulings, those that a pen's width sets apart taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME_EDGE:
            edges.append(value)
    return edges if len(edges) > 1 else [edges[0], edges[0] + _SAME_EDGE]


def _nearest(edges: Sequence[float], value: float) -> int:
    index = bisect_right(edges, value)
    if index and (index == len(edges) or value - edges[index - 1] <= edges[index] - value):
        return index - 1
    return index
