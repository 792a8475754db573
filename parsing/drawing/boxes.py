"""Boxes and numbers over pages and tables, one colour for each severity."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from PIL import ImageDraw
from PIL.Image import Image

from parsing.drawing.ink import COLOURS, Edges, font, write
from parsing.drawing.marks import Mark

_RADIUS, _SMALL, _RULE = 20, 19, 3
_FILLED, _TINTED = 70, 20
_LOWEST_ROW = 44
_DARK = 140
_MOST_INK = 0.04
_STEPS_ASIDE = 4

Point = tuple[float, float]


def draw_marks(image: Image, placed: Iterable[tuple[Mark, Edges]]) -> None:
    """Boxes every mark: a suspected cell filled, other cells outlined, text tinted. The number of a
    finding stands in a disc at its main place, and small in the corner of its further cells; both
    where they hide the least of what is printed."""
    by_edges: dict[Edges, list[Mark]] = {}
    for mark, edges in placed:
        by_edges.setdefault(edges, []).append(mark)
    numbers = _Numbers(image)
    for edges, marks in by_edges.items():
        _box(numbers.draw, edges, marks)
    for edges, marks in by_edges.items():
        numbers.add(edges, marks)


def _box(draw: ImageDraw.ImageDraw, edges: Edges, marks: Sequence[Mark]) -> None:
    main = next((mark for mark in marks if mark.is_main), None)
    colour = COLOURS[(main or marks[0]).severity]
    is_suspect = any(mark.is_suspect for mark in marks)
    strength = _FILLED if is_suspect else _TINTED if main and main.cell is None else 0
    draw.rectangle(edges, (*colour, strength), (*colour, 255), _RULE)


class _Numbers:
    """Writes numbers beside what is printed on a picture, which it looks at before any is drawn."""

    def __init__(self, image: Image) -> None:
        self._printed = image.convert("L")
        self.draw = ImageDraw.Draw(image, "RGBA")
        self._taken: list[Point] = []

    def add(self, edges: Edges, marks: Sequence[Mark]) -> None:
        main = list(dict.fromkeys(mark for mark in marks if mark.is_main))
        for mark in main:
            self._disc(min(self._spots(edges, mark), key=self._hidden), mark)
        if not main:
            text = " ".join(str(number) for number in dict.fromkeys(m.number for m in marks))
            self._small(edges, text, marks[0])

    def _spots(self, edges: Edges, mark: Mark) -> list[Point]:
        """Where the disc may stand: beside a paragraph, on the edges of a cell."""
        left, top, right, bottom = edges
        if mark.cell is None:
            aside = (left - (2 * step + 1) * _RADIUS - 4 for step in range(_STEPS_ASIDE))
            spots = [(x, top + _RADIUS / 4) for x in aside]
        else:
            middle = (top + bottom) / 2
            spots = [(x, y) for y, x in product((top, bottom, middle), (left, right))]
        inside = [(max(x, _RADIUS), max(y, _RADIUS)) for x, y in spots]
        free = [spot for spot in inside if not self._is_taken(spot)]
        return free or inside[:1]

    def _is_taken(self, spot: Point) -> bool:
        return any(
            abs(spot[0] - x) < 2 * _RADIUS and abs(spot[1] - y) < 2 * _RADIUS
            for x, y in self._taken
        )

    def _hidden(self, spot: Point) -> float:
        x, y = spot
        return self._ink((x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS))

    def _ink(self, edges: Edges) -> float:
        """The share of a part of the picture that is printed on."""
        left, top, right, bottom = (round(edge) for edge in edges)
        counts = self._printed.crop((left, top, right, bottom)).histogram()
        return sum(counts[:_DARK]) / max(sum(counts), 1)

    def _disc(self, middle: Point, mark: Mark) -> None:
        self._taken.append(middle)
        x, y = middle
        around = (x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS)
        self.draw.ellipse(around, (*COLOURS[mark.severity], 255), (255, 255, 255, 255), 2)
        size = _RADIUS + 6 if mark.number < 10 else _RADIUS + 1
        write(self.draw, middle, str(mark.number), size, (255, 255, 255), anchor="mm")

    def _small(self, edges: Edges, text: str, mark: Mark) -> None:
        """A number in the corner of a cell, unless the row is so low, or so full, that it could be
        taken for part of what the cell says."""
        if edges[3] - edges[1] < _LOWEST_ROW:
            return
        parts = {part: self._ink(part) for part in _corners(edges, font(_SMALL).getlength(text))}
        part, ink = min(parts.items(), key=lambda each: each[1])
        if ink <= _MOST_INK:
            write(self.draw, part[:2], text, _SMALL, COLOURS[mark.severity])


def _corners(edges: Edges, width: float) -> Iterator[Edges]:
    left, top, right, bottom = edges
    for y, x in product((top + 4, bottom - _SMALL - 6), (left + 6, right - width - 6)):
        yield x, y, x + width, y + _SMALL + 2
