"""Tables in a picture: the rulings, and the cells that they close in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from parsing.scan.raster import Picture

_LEVEL = 45
_UPRIGHT = 28
_GAP = 21
_LEAST_TABLE = (100, 30)
_LEAST_CELL = (12, 12)
_SAME_EDGE = 9.0


class Span(NamedTuple):
    """A cell in pixels (its inside) and in rows and columns of its table."""

    x0: int
    top: int
    x1: int
    bottom: int
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class RuledArea:
    """One table: its cells from top to bottom, its size, and where its rulings are (255)."""

    cells: tuple[Span, ...]
    rows: int
    columns: int
    rulings: Picture


def find_tables(ink: Picture) -> list[RuledArea]:
    """The tables of a page, from top to bottom, whose cells are closed in by rulings.

    Small gaps are bridged and a little skew does no harm; cells that no ruling separates are one.
    """
    lines = _rulings(ink)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    tables = []
    for label in range(1, count):
        x, y, width, height = (int(side) for side in boxes[label][:4])
        if width < _LEAST_TABLE[0] or height < _LEAST_TABLE[1]:
            continue
        own = np.where(labels[y : y + height, x : x + width] == label, 255, 0).astype(np.uint8)
        insides = list(_insides(own, x, y))
        if len(insides) > 1:
            rulings = np.zeros_like(ink)
            rulings[y : y + height, x : x + width] = own
            tables.append(_table(insides, rulings))
    return sorted(tables, key=lambda table: table.cells[0].top)


def _rulings(ink: Picture) -> Picture:
    """Long level and upright strokes, thick enough to meet where they cross."""
    # A pixel of play across the stroke, for rulings that are not quite level.
    level = cv2.morphologyEx(cv2.dilate(ink, _bar(1, 3)), cv2.MORPH_OPEN, _bar(_LEVEL, 1))
    upright = cv2.morphologyEx(cv2.dilate(ink, _bar(3, 1)), cv2.MORPH_OPEN, _bar(1, _UPRIGHT))
    level = cv2.morphologyEx(level, cv2.MORPH_CLOSE, _bar(_GAP, 1))
    upright = cv2.morphologyEx(upright, cv2.MORPH_CLOSE, _bar(1, _GAP))
    both = cv2.bitwise_or(cv2.dilate(level, _bar(5, 1)), cv2.dilate(upright, _bar(1, 5)))
    return np.asarray(both, dtype=np.uint8)


def _bar(width: int, height: int) -> Picture:
    return np.ones((height, width), dtype=np.uint8)


def _insides(own: Picture, x: int, y: int) -> Iterator[tuple[int, int, int, int]]:
    """The areas that a table's rulings close in, as boxes on the page."""
    paper = cv2.copyMakeBorder(255 - own, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(255,))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(paper, connectivity=4)
    outside = labels[0, 0]
    for label in range(1, count):
        left, top, width, height = (int(side) for side in boxes[label][:4])
        if label == outside or width < _LEAST_CELL[0] or height < _LEAST_CELL[1]:
            continue
        x0, y0 = x + left - 1, y + top - 1
        yield x0, y0, x0 + width, y0 + height


def _table(insides: Sequence[tuple[int, int, int, int]], rulings: Picture) -> RuledArea:
    xs = _edges([side for x0, _, x1, _ in insides for side in (x0, x1)])
    ys = _edges([side for _, top, _, bottom in insides for side in (top, bottom)])
    cells = []
    for x0, top, x1, bottom in insides:
        column, right = _at(xs, x0), _at(xs, x1)
        row, under = _at(ys, top), _at(ys, bottom)
        span = Span(x0, top, x1, bottom, row, column, max(1, under - row), max(1, right - column))
        cells.append(span)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return RuledArea(tuple(cells), len(ys) - 1, len(xs) - 1, rulings)


def _edges(sides: list[int]) -> npt.NDArray[np.float64]:
    """Where the rulings are: sides of cells that a ruling's width or a little skew sets apart are
    one edge."""
    ordered = np.sort(np.array(sides, dtype=np.float64))
    breaks = np.flatnonzero(np.diff(ordered) > _SAME_EDGE) + 1
    return np.array([group.mean() for group in np.split(ordered, breaks)])


def _at(edges: npt.NDArray[np.float64], side: int) -> int:
    return int(np.abs(edges - side).argmin())
