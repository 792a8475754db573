"""A page turned upright: skew by the profile of its ink, quarter turns by its text."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from domain.document import Sideways
from parsing.scan.raster import Picture, Raster
from parsing.scan.words import Boxes, find_lines, read_lines

_Positions = npt.NDArray[np.float64]

_STEPS = ((8.0, 0.5), (0.5, 0.1), (0.1, 0.02))
_LEAST_SKEW = 0.03
_PROFILE_POINTS = 60_000
_PROBES = 5
_CERTAIN = 0.9


@dataclass(frozen=True, slots=True)
class Upright:
    """A page the right way up, the boxes of its pieces of text, and how it lay before: `skew`
    degrees and `quarters` right angles from where it is read, both counted as in `Sideways`."""

    number: int
    grey: Picture
    lines: Boxes
    scale: float
    quarters: int
    skew: float

    @property
    def width(self) -> float:
        return float(self.grey.shape[1] * self.scale)

    @property
    def height(self) -> float:
        return float(self.grey.shape[0] * self.scale)

    @property
    def sideways(self) -> Sideways:
        return Sideways(self.number, self.quarters, self.width, self.height, self.skew)


def ink_of(grey: Picture) -> Picture:
    """255 where something is printed, 0 elsewhere; shades and shadows count as paper."""
    blurred = cv2.GaussianBlur(grey, (3, 3), 0)
    ink = cv2.adaptiveThreshold(
        blurred, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 14
    )
    return np.asarray(ink, dtype=np.uint8)


def turn_upright(raster: Raster) -> Upright:
    """Straightens a page and turns it so that its text reads from left to right."""
    skew = _skew(raster.grey)
    grey = _straightened(raster.grey, skew)
    lines = find_lines(grey)
    turns = _quarter_turns(grey, lines)
    turned = np.ascontiguousarray(np.rot90(grey, turns))
    lines = _turned(lines, grey.shape, turns)
    return Upright(raster.number, turned, lines, raster.scale, -turns % 4, skew)


def _straightened(grey: Picture, skew: float) -> Picture:
    if skew == 0:
        return grey
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    paper = int(np.median(grey))
    straight = cv2.warpAffine(
        grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper,)
    )
    return np.asarray(straight, dtype=np.uint8)


def _skew(grey: Picture) -> float:
    """By how many degrees the page lies askew clockwise, within ±8; 0 for less than one sees."""
    rows, columns = np.nonzero(ink_of(grey))
    if len(rows) == 0:
        return 0.0
    every = max(1, len(rows) // _PROFILE_POINTS)
    y, x = rows[::every].astype(np.float64), columns[::every].astype(np.float64)
    best = 0.0
    for reach, step in _STEPS:
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(x, y, angle)))
    return best if abs(best) >= _LEAST_SKEW else 0.0


def _sharpness(x: _Positions, y: _Positions, angle: float) -> float:
    """How clearly ink falls into rows and columns if the page is turned back by an angle."""
    sine, cosine = np.sin(np.radians(angle)), np.cos(np.radians(angle))
    return _contrast(y * cosine - x * sine) + _contrast(x * cosine + y * sine)


def _contrast(positions: _Positions) -> float:
    counts = np.bincount((positions - positions.min()).astype(np.int64) // 2).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())


def _quarter_turns(grey: Picture, lines: Boxes) -> int:
    """How often the page must be turned counter-clockwise by 90° to be read."""
    if len(lines) == 0:
        return 0
    widths, heights = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    areas = widths * heights
    is_sideways = areas[heights > 1.5 * widths].sum() > areas[widths > 1.5 * heights].sum()
    longest = np.argsort(np.maximum(widths, heights))[-_PROBES:]
    crops = [_cut(grey, lines[i]) for i in longest]
    first = 1 if is_sideways else 0
    sure = _readability(crops, first)
    if sure >= _CERTAIN:
        return first
    return first if sure >= _readability(crops, first + 2) else first + 2


def _cut(grey: Picture, box: npt.NDArray[np.float64]) -> Picture:
    x0, top, x1, bottom = (max(0, round(side)) for side in box)
    return grey[top : max(bottom, top + 1), x0 : max(x1, x0 + 1)]


def _readability(crops: list[Picture], quarter_turns: int) -> float:
    turned = [np.ascontiguousarray(np.rot90(crop, quarter_turns)) for crop in crops]
    readings = read_lines(turned)
    return sum(each.confidence for each in readings if each.text) / max(1, len(readings))


def _turned(lines: Boxes, shape: tuple[int, ...], quarter_turns: int) -> Boxes:
    """Boxes where they come to lie when the picture is turned counter-clockwise."""
    height, width = shape
    for _ in range(quarter_turns):
        x0, top, x1, bottom = lines.T
        lines = np.stack([top, width - x1, bottom, width - x0], axis=1)
        height, width = width, height
    return lines
