"""Points and matrices on the plane of a page, and which of the lines drawn there are rulings; the
same for every format that draws its pages."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Sides = tuple[float, float, float, float]
"""Of a box: x0, top, x1 and bottom."""

UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_PEN = 4.0
_STRAIGHT = 1.0
_SHORTEST = 0.8


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line: its constant coordinate (`at`) and where it starts and ends."""

    is_across: bool
    at: float
    start: float
    end: float


def after(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first."""
    a, b, c, d, e, f = inner
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
        *applied(outer, e, f),
    )


def applied(matrix: Matrix, x: float, y: float) -> Point:
    """Where a matrix leads a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def thin_parts(corners: Sequence[Point], *, is_stroked: bool) -> Iterator[Sides]:
    """What is long and thin of a path with these `corners`, in points: the path as a whole where it
    is as thin as a pen, else a stroke's straight parts. Of what is only filled there is no more."""
    xs, ys = zip(*corners, strict=True)
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if min(x1 - x0, y1 - y0) <= _PEN:
        if max(x1 - x0, y1 - y0) >= _SHORTEST:
            yield x0, y0, x1, y1
    elif is_stroked:
        for (xa, ya), (xb, yb) in itertools.pairwise(corners):
            width, height = abs(xa - xb), abs(ya - yb)
            if min(width, height) <= _STRAIGHT and max(width, height) >= _SHORTEST:
                yield min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def ruling(sides: Sides) -> Ruling:
    """The ruling that a thin box is."""
    x0, top, x1, bottom = sides
    if x1 - x0 >= bottom - top:
        return Ruling(True, (top + bottom) / 2, x0, x1)
    return Ruling(False, (x0 + x1) / 2, top, bottom)
