"""Lines that a PDF page draws, through its form objects too, and where its pictures lie."""

import ctypes
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from struct import iter_unpack
from typing import Any

import pypdfium2.raw as pdfium

from domain.document import Box
from parsing.readers import pdf_calls
from parsing.readers.plane import (
    UPRIGHT,
    Matrix,
    Point,
    Ruling,
    Sides,
    after,
    applied,
    ruling,
    thin_parts,
)

_DEEPEST = 5
_MOST_SEGMENTS = 20_000


@dataclass(frozen=True, slots=True)
class Frame:
    """From a page's own coordinates, which count upwards, to points from the top left of the page
    turned clockwise by `quarter` quarters."""

    left: float
    bottom: float
    right: float
    top: float
    quarter: int

    width: float
    height: float

    @classmethod
    def of(cls, bounds: Sequence[float], quarter: int) -> "Frame":
        left, bottom, right, top = bounds
        sides = (right - left, top - bottom) if quarter % 2 == 0 else (top - bottom, right - left)
        return cls(left, bottom, right, top, quarter % 4, *sides)

    def point(self, x: float, y: float) -> Point:
        if self.quarter == 0:
            return x - self.left, self.top - y
        if self.quarter == 1:
            return y - self.bottom, x - self.left
        if self.quarter == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def sides(self, left: float, bottom: float, right: float, top: float) -> Sides:
        if self.quarter == 0:
            x0, x1, y0, y1 = left - self.left, right - self.left, self.top - top, self.top - bottom
        else:
            x0, y0 = self.point(left, bottom)
            x1, y1 = self.point(right, top)
        if x0 > x1:
            x0, x1 = x1, x0
        return (x0, y0, x1, y1) if y0 <= y1 else (x0, y1, x1, y0)

    def shows(self, sides: Sides) -> bool:
        """Whether the middle of a box is on the page."""
        x0, top, x1, bottom = sides
        return 0 <= x0 + x1 <= 2 * self.width and 0 <= top + bottom <= 2 * self.height


@dataclass(slots=True)
class Drawn:
    """What a page draws: its rulings, the boxes of its pictures, and the addresses of its text
    objects (valid while the page is open)."""

    rulings: list[Ruling] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)


def drawn_on(page: Any, frame: Frame) -> Drawn:
    drawn = Drawn()
    for matrix, objects in _objects(pdf_calls.address(page), UPRIGHT, 0):
        drawn.texts.extend(objects[pdfium.FPDF_PAGEOBJ_TEXT])
        drawn.rulings.extend(_rulings(objects[pdfium.FPDF_PAGEOBJ_PATH], matrix, frame))
        pictures = objects[pdfium.FPDF_PAGEOBJ_IMAGE]
        drawn.pictures.extend(_bounds(item, matrix, frame) for item in pictures)
    return drawn


def _objects(
    holder: int, matrix: Matrix, depth: int
) -> Iterator[tuple[Matrix, Mapping[int, list[int]]]]:
    """The objects of a page by kind, then those of each form object on it, with the matrix that
    applies to them."""
    count, item_at = (
        (pdf_calls.count_in_form, pdf_calls.object_of_form)
        if depth
        else (pdf_calls.count_in_page, pdf_calls.object_of_page)
    )
    items = list(map(item_at, itertools.repeat(holder), range(count(holder))))
    objects: defaultdict[int, list[int]] = defaultdict(list)
    for kind, item in zip(map(pdf_calls.kind_of, items), items, strict=True):
        objects[kind].append(item)
    yield matrix, objects
    if depth < _DEEPEST:
        for form in objects[pdfium.FPDF_PAGEOBJ_FORM]:
            yield from _objects(form, after(_matrix(form), matrix), depth + 1)


def _matrix(item: int) -> Matrix:
    m = pdfium.FS_MATRIX()
    if not pdf_calls.get_object_matrix(item, ctypes.addressof(m)):
        return UPRIGHT
    return m.a, m.b, m.c, m.d, m.e, m.f


def _bounds(item: int, matrix: Matrix, frame: Frame) -> Box:
    sides = (ctypes.c_float * 4)()
    pdf_calls.get_bounds(item, *pdf_calls.addresses(sides))
    left, bottom, right, top = sides
    return Box(*frame.sides(*applied(matrix, left, bottom), *applied(matrix, right, top)))


def _rulings(paths: Sequence[int], parent: Matrix, frame: Frame) -> Iterator[Ruling]:
    matrices = (pdfium.FS_MATRIX * len(paths))()
    modes = (ctypes.c_int * 2 * len(paths))()
    has_own = list(map(pdf_calls.get_object_matrix, paths, pdf_calls.addresses(matrices)))
    pdf_calls.fill(pdf_calls.get_draw_mode, paths, *pdf_calls.columns(modes))
    columns = (has_own, iter_unpack("6f", matrices), iter_unpack("2i", modes))
    for path, has, own, (is_filled, is_stroked) in zip(paths, *columns, strict=True):
        if is_filled or is_stroked:
            matrix = after(own if has else UPRIGHT, parent)
            for corners in _outlines(path, matrix, frame):
                yield from map(ruling, thin_parts(corners, is_stroked=bool(is_stroked)))


def _outlines(path: int, matrix: Matrix, frame: Frame) -> Iterator[list[Point]]:
    """The corners of each part of a path; parts with curves are drawings, not rulings."""
    points: list[Point] = []
    is_straight = True
    corner = (ctypes.c_float * 2)()
    to_x, to_y = pdf_calls.addresses(corner)
    for i in range(min(pdf_calls.count_segments(path), _MOST_SEGMENTS)):
        segment = pdf_calls.segment_of(path, i)
        kind = pdf_calls.segment_kind_of(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if is_straight and len(points) > 1:
                yield points
            points, is_straight = [], True
        elif kind != pdfium.FPDF_SEGMENT_LINETO:
            is_straight = False
        pdf_calls.get_point(segment, to_x, to_y)
        points.append(frame.point(*applied(matrix, *corner)))
        if pdf_calls.closes(segment):
            points.append(points[0])
    if is_straight and len(points) > 1:
        yield points
