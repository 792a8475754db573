"""Rulings → the cells that they enclose, table by table."""

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from domain.document import Box
from parsing.readers.plane import Ruling

_SAME_LINE = 4.0
_GAP = 3.0
_DASH = 12.0
_WIDEST_GAP = 8.0
_APART = 10.0
_REACH = 3.5
_MIN_OPEN = 3
_LONG = 15.0
_MOST_CROSSINGS = 10_000


@dataclass(slots=True)
class _Lines:
    """All rulings of one direction: their places in order, and the stretches drawn at each."""

    places: list[float]
    stretches: list[list[tuple[float, float]]]

    def covers(self, index: int, start: float, end: float) -> bool:
        start, end = start + _REACH, end - _REACH
        return any(first <= start and last >= end for first, last in self.stretches[index])

    def add(self, at: float, start: float, end: float) -> None:
        for index, place in enumerate(self.places):
            if abs(place - at) <= _SAME_LINE:
                self.stretches[index] = _joined([*self.stretches[index], (start, end)])
                return
        index = bisect_left(self.places, at)
        self.places.insert(index, at)
        self.stretches.insert(index, [(start, end)])


def ruled_tables(rulings: Sequence[Ruling]) -> list[list[Box]]:
    """The cells of each table, from the top down: the smallest boxes that are ruled all around.

    Double lines count as one, dashes as a line; a table with an open side is taken to end
    where its lines do. A box that stands alone is no table, nor is a net that no report prints.
    """
    tables: list[list[Box]] = []
    for band in _bands(rulings):
        across = _lines(r for r in band if r.is_across)
        down = _lines(r for r in band if not r.is_across)
        if len(across.places) * len(down.places) <= _MOST_CROSSINGS:
            _close(across, down)
            _close(down, across)
            tables.extend(_grouped(list(_cells(across, down))))
    return sorted(tables, key=lambda cells: min((cell.top, cell.x0) for cell in cells))


def _bands(rulings: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """The rulings of each stretch of the page that has any, from the top down: columns of one
    table say nothing about those of another."""
    band: list[Ruling] = []
    bottom = 0.0
    for ruling in sorted(rulings, key=_top):
        if band and _top(ruling) > bottom + _APART and any(not r.is_across for r in band):
            yield band
            band = []
        band.append(ruling)
        bottom = max(bottom, ruling.at if ruling.is_across else ruling.end)
    if any(not ruling.is_across for ruling in band):
        yield band


def _top(ruling: Ruling) -> float:
    return ruling.at if ruling.is_across else ruling.start


def _lines(rulings: Iterator[Ruling]) -> _Lines:
    lines = _Lines([], [])
    group: list[Ruling] = []
    for ruling in sorted(rulings, key=lambda r: r.at):
        if group and ruling.at - group[0].at > _SAME_LINE:
            _add_group(group, lines)
            group = []
        group.append(ruling)
    if group:
        _add_group(group, lines)
    return lines


def _add_group(group: Sequence[Ruling], lines: _Lines) -> None:
    length = sum(ruling.end - ruling.start for ruling in group)
    at = sum(ruling.at * (ruling.end - ruling.start) for ruling in group) / length
    lines.places.append(at)
    lines.stretches.append(_joined([(ruling.start, ruling.end) for ruling in group]))


def _joined(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    dash = median(end - start for start, end in stretches)
    gap = min(_WIDEST_GAP, max(_GAP, 2 * dash)) if dash < _DASH else _GAP
    joined: list[tuple[float, float]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1] + gap:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _close(lines: _Lines, crossing: _Lines) -> None:
    """Draws the sides that a table leaves open: where several of its lines end alike, or begin
    alike, with nothing drawn across."""
    for side in (0, 1):
        alike: dict[int, list[tuple[float, float]]] = {}
        for place, stretches in zip(lines.places, lines.stretches, strict=True):
            for stretch in stretches:
                if stretch[1] - stretch[0] >= _LONG:
                    key = round(stretch[side] / _SAME_LINE / 2)
                    alike.setdefault(key, []).append((place, stretch[side]))
        for ends in alike.values():
            first, last = ends[0][0], ends[-1][0]
            if len(ends) >= _MIN_OPEN and _is_open(crossing, ends[0][1], first, last):
                crossing.add(ends[0][1], first, last)


def _is_open(crossing: _Lines, at: float, first: float, last: float) -> bool:
    """Whether lines run across from `first` to `last`, though none does so at `at`."""
    along = [i for i in range(len(crossing.places)) if _meets(crossing, i, first, last)]
    return bool(along) and not any(abs(crossing.places[i] - at) <= 2 * _SAME_LINE for i in along)


def _meets(lines: _Lines, index: int, start: float, end: float) -> bool:
    """Whether a line is drawn along at least half of the way from `start` to `end`."""
    drawn = (min(e, end) - max(s, start) for s, e in lines.stretches[index])
    return sum(max(0.0, length) for length in drawn) >= (end - start) / 2


def _cells(across: _Lines, down: _Lines) -> Iterator[Box]:
    xs, ys = down.places, across.places
    ruled_across = [
        [across.covers(j, x0, x1) for x0, x1 in itertools.pairwise(xs)] for j in range(len(ys))
    ]
    ruled_down = [
        [down.covers(i, y0, y1) for y0, y1 in itertools.pairwise(ys)] for i in range(len(xs))
    ]
    for j in range(len(ys) - 1):
        for i in range(len(xs) - 1):
            end = _smallest(ruled_across, ruled_down, i, j)
            if end:
                yield Box(xs[i], ys[j], xs[end[0]], ys[end[1]])


def _smallest(
    across: Sequence[Sequence[bool]], down: Sequence[Sequence[bool]], i: int, j: int
) -> tuple[int, int] | None:
    """The lower right corner of the smallest ruled box whose upper left corner is (i, j)."""
    for bottom in range(j + 1, len(across)):
        if not down[i][bottom - 1]:
            return None
        for right in range(i + 1, len(down)):
            if not across[j][right - 1] or not across[bottom][right - 1]:
                break
            if all(down[right][j:bottom]):
                return right, bottom
    return None


def _grouped(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells that share corners."""
    at_corner: dict[tuple[float, float], list[int]] = {}
    for number, cell in enumerate(cells):
        for corner in _corners(cell):
            at_corner.setdefault(corner, []).append(number)
    groups: list[list[Box]] = []
    free = set(range(len(cells)))
    while free:
        reached = [free.pop()]
        for number in reached:
            for corner in _corners(cells[number]):
                near = [n for n in at_corner.pop(corner, ()) if n in free]
                free.difference_update(near)
                reached.extend(near)
        groups.append([cells[number] for number in sorted(reached)])
    return [group for group in groups if len(group) > 1]


def _corners(cell: Box) -> list[tuple[float, float]]:
    return [(x, y) for x in (cell.x0, cell.x1) for y in (cell.top, cell.bottom)]
