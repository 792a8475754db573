"""What stands in the cells of a ruled table: found by its ink, read line by line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

import cv2
import numpy as np

from parsing.joining import join_all
from parsing.scan.raster import Picture
from parsing.scan.rulings import RuledArea, Span
from parsing.scan.words import Reading, read_lines

DISAGREEMENT = 0.6
"""The confidence of a cell whose two readings differ, or whose ink is too wide or narrow for its
digits."""
UNREAD = 0.2
"""The confidence of a cell that holds ink in which nothing was recognised."""

_SPECK = 7
_LEAST_LINE = 0.6
_WHOLE_LINE = 1.2
_NUMBER = re.compile(r"[\d.,，．+\-—–－\s]+")
_WIDE_DIGIT, _NARROW_DIGIT = 0.85, 0.5
_DIGITS_ONLY = re.compile(r"\d+")


class Piece(NamedTuple):
    """A box of ink in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top


@dataclass(slots=True)
class Line:
    """One line of a cell: its pieces of ink, and what they say."""

    cell: int
    pieces: list[Piece]
    reading: Reading = field(default=Reading("", 0.0))

    @property
    def box(self) -> Piece:
        return _around(self.pieces)


def read_cells(grey: Picture, ink: Picture, table: RuledArea) -> list[Reading]:
    """The text of each cell of a table, in the order of its cells; blank ones with confidence 1."""
    lines = _lines(_pieces(ink, table))
    crops = [_crop(grey, table.cells[line.cell], line.box) for line in lines]
    for line, reading in zip(lines, read_lines(crops), strict=True):
        line.reading = reading
    _check_numbers(lines, crops)
    by_cell: dict[int, list[Line]] = {}
    for line in lines:
        by_cell.setdefault(line.cell, []).append(line)
    return [_joined(by_cell.get(index, [])) for index in range(len(table.cells))]


def _joined(lines: Sequence[Line]) -> Reading:
    if not lines:
        return Reading("", 1.0)
    text = join_all([line.reading.text for line in lines])
    sure = min(line.reading.confidence for line in lines)
    return Reading(text, sure if text else UNREAD)


def _pieces(ink: Picture, table: RuledArea) -> dict[int, list[Piece]]:
    """The connected pieces of ink in each cell, without rulings and specks."""
    thick = cv2.dilate(table.rulings, np.ones((3, 3), dtype=np.uint8))
    printed = cv2.bitwise_and(ink, cv2.bitwise_not(thick))
    pieces: dict[int, list[Piece]] = {}
    for index, cell in enumerate(table.cells):
        inside = np.ascontiguousarray(printed[cell.top : cell.bottom, cell.x0 : cell.x1])
        count, _, boxes, _ = cv2.connectedComponentsWithStats(inside, connectivity=8)
        for x, y, width, height, _ in boxes[1:count].tolist():
            if max(width, height) >= _SPECK:
                x0, top = cell.x0 + x, cell.top + y
                pieces.setdefault(index, []).append(Piece(x0, top, x0 + width, top + height))
    return pieces


def _lines(pieces: dict[int, list[Piece]]) -> list[Line]:
    rows = {index: _rows(found) for index, found in pieces.items()}
    heights = [_around(row).height for found in rows.values() for row in found]
    size = median(heights) if heights else 0.0
    return [
        Line(index, row) for index, found in rows.items() for row in _with_whole_rows(found, size)
    ]


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces in rows: those that stand beside each other, as far as any overlaps the next."""
    rows: list[list[Piece]] = []
    bottom = -1
    for piece in sorted(pieces, key=lambda piece: piece.top):
        if rows and piece.top < bottom:
            rows[-1].append(piece)
        else:
            rows.append([piece])
        bottom = max(bottom, piece.bottom) if len(rows[-1]) > 1 else piece.bottom
    return rows


def _with_whole_rows(rows: Sequence[list[Piece]], size: float) -> list[list[Piece]]:
    """Rows in which the strokes of 二 and 三, which nothing connects, are one line."""
    whole: list[list[Piece]] = []
    for row in rows:
        if whole:
            before, both = _around(whole[-1]), _around([*whole[-1], *row])
            is_part = min(before.height, _around(row).height) < _LEAST_LINE * size
            if is_part and both.height <= _WHOLE_LINE * size:
                whole[-1] = [*whole[-1], *row]
                continue
        whole.append(list(row))
    return whole


def _around(pieces: Sequence[Piece]) -> Piece:
    return Piece(
        min(piece.x0 for piece in pieces),
        min(piece.top for piece in pieces),
        max(piece.x1 for piece in pieces),
        max(piece.bottom for piece in pieces),
    )


def _crop(grey: Picture, cell: Span, box: Piece) -> Picture:
    """A line with some paper around it, but nothing of the rulings."""
    margin = max(4, round(0.25 * box.height))
    x0, x1 = max(cell.x0 + 2, box.x0 - margin), min(cell.x1 - 2, box.x1 + margin)
    top, bottom = max(cell.top + 2, box.top - margin), min(cell.bottom - 2, box.bottom + margin)
    crop = grey[min(top, box.top) : max(bottom, box.bottom), min(x0, box.x0) : max(x1, box.x1)]
    return _padded(crop, max(2, margin // 2))


def _padded(crop: Picture, margin: int) -> Picture:
    paper = float(np.percentile(crop, 80))
    padded = cv2.copyMakeBorder(
        crop, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(paper,)
    )
    return np.asarray(padded, dtype=np.uint8)


def _check_numbers(lines: Sequence[Line], crops: Sequence[Picture]) -> None:
    """Reads numbers a second time, smaller on more paper, and measures their ink."""
    numbers = [
        (line, crop)
        for line, crop in zip(lines, crops, strict=True)
        if _NUMBER.fullmatch(line.reading.text)
    ]
    again = read_lines([_padded(crop, max(4, crop.shape[0] // 5)) for _, crop in numbers])
    for (line, _), second in zip(numbers, again, strict=True):
        text, sure = line.reading
        if text != second.text or not _fits(text, line.pieces):
            line.reading = Reading(text, min(sure, DISAGREEMENT))


def _fits(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether the ink is as wide as so many digits, some of which may touch."""
    if not _DIGITS_ONLY.fullmatch(text):
        return True
    height = _around(pieces).height
    widths: list[int] = []
    right = -1
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if piece.x0 >= right:
            widths.append(0)
        widths[-1] += max(0, piece.x1 - max(piece.x0, right))
        right = max(right, piece.x1)
    least = sum(max(1, round(width / (_WIDE_DIGIT * height))) for width in widths)
    most = sum(max(1, round(width / (_NARROW_DIGIT * height))) for width in widths)
    return least <= len(text) <= most
