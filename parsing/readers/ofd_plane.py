"""Where the units of an OFD page stand: boxes and matrices, in millimetres from the top left.

A matrix of six numbers leads from a unit's own coordinates to those of the page.
Source: GB/T 33190-2016, 7.7 (pages), 8.5 (graphic units).
"""

import re
from dataclasses import dataclass

from lxml import etree

from domain.document import Box
from parsing.readers.plane import Matrix, after, applied

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")


@dataclass(frozen=True, slots=True)
class Area:
    """An upright box, such as the part of the plane that a page shows."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def of(cls, text: str) -> "Area":
        """From what ``PhysicalBox`` and ``Boundary`` hold. Raises ValueError for anything else."""
        x, y, width, height = numbers(text)
        return cls(x, y, width, height)


def numbers(text: str) -> list[float]:
    """The numbers that an attribute or an element lists."""
    return [float(each) for each in NUMBER.findall(text)]


def placed(unit: etree._Element, outer: Matrix) -> Matrix:
    """The matrix of a unit within `outer`: its own first, then the place of its box. Raises
    ValueError where the file gives too few numbers."""
    area = Area.of(unit.get("Boundary", ""))
    a, b, c, d, e, f = numbers(unit.get("CTM", "1 0 0 1 0 0"))
    return after((a, b, c, d, e + area.x, f + area.y), outer)


def bounds(area: Area, matrix: Matrix) -> Box:
    """The box around an area where a matrix leads it."""
    corners = [
        applied(matrix, x, y)
        for x in (area.x, area.x + area.width)
        for y in (area.y, area.y + area.height)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))
