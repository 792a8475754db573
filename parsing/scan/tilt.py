"""A page photographed aslant, brought back to a rectangle by where its long lines run together.

Lines that are parallel on paper meet in one point of a photo; their slope at the middle of the
picture then changes evenly from one to the next. Rulings of tables and edges of the page tell it.
"""

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from domain.document import Projection
from parsing.scan.raster import Picture, Raster

_Numbers = npt.NDArray[np.float64]

_SHARE = 0.07
_STEEPEST = 0.5
_WINDOWS = (0.2, 0.1, 0.05, 0.02, 0.008)
_ROUNDS = 3
_LEAST_LINES = 6
_LARGEST_ERROR = 0.003
_AGREEING = 0.5
_LEAST_TILT = 0.01
_MOST_TILT = 0.5
_FROM, _TO = 0.15, 0.85
_ROOM = 1.3
_ZOOM = 0.5


class Fan(NamedTuple):
    """Lines of one direction: the slope of the one through the middle of the picture, and by how
    much it changes from one side of the picture to the other."""

    slope: float
    change: float


def flattened(raster: Raster) -> tuple[Raster, Projection | None]:
    """The page as if photographed straight on, and the way from a place on it, in points, to the
    picture as it was; the same page and None where it is flat already, as scans are, or where too
    few lines agree on how it is tilted."""
    level, upright = _fans(raster.grey)
    if level is None or upright is None or not _is_tilted(level, upright):
        return raster, None
    height, width = raster.grey.shape
    there = _straightening(level, upright, width, height)
    grey, there = _warped(raster.grey, there)
    scale = np.diag([raster.scale, raster.scale, 1.0])
    back = scale @ np.linalg.inv(there) @ np.linalg.inv(scale)
    return Raster(raster.number, grey, raster.scale), tuple(map(float, (back / back[2, 2]).flat))


def _is_tilted(level: Fan, upright: Fan) -> bool:
    """Whether lines run together, or do not cross at right angles."""
    signs = (level.change, upright.change, level.slope + upright.slope)
    return _LEAST_TILT < max(map(abs, signs)) < _MOST_TILT


def _fans(grey: Picture) -> tuple[Fan | None, Fan | None]:
    """The level and the upright lines of a picture; None where they do not tell enough."""
    half = cv2.resize(grey, None, fx=_ZOOM, fy=_ZOOM, interpolation=cv2.INTER_AREA)
    height, width = half.shape
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(half)[0]
    lines = np.zeros((0, 4)) if found is None else found.reshape(-1, 4).astype(np.float64)
    along = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
    lines = lines[along >= _SHARE * min(height, width)] - np.tile([width / 2, height / 2], 2)
    return _fan(lines, height), _fan(lines[:, [1, 0, 3, 2]], width)


def _fan(lines: _Numbers, extent: int) -> Fan | None:
    """The fan of the lines (start and end from the middle of the picture) that are about level; of
    the upright ones with x and y exchanged. Narrower from step to step, so that what runs
    otherwise drops out."""
    along, across = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    is_level = np.abs(across) < _STEEPEST * np.abs(along)
    lines, along = lines[is_level], along[is_level]
    if len(lines) < _LEAST_LINES:
        return None
    slopes = across[is_level] / along
    places = (lines[:, 1] - lines[:, 0] * slopes) / extent
    weights = np.abs(along)
    slope, change = _median(slopes, weights), 0.0
    for window in _WINDOWS:
        for _ in range(_ROUNDS):
            agrees = np.abs(slopes - slope - change * places) < window
            if agrees.sum() < _LEAST_LINES:
                return None
            slope, change = _fitted(places[agrees], slopes[agrees], weights[agrees])
    aside = slopes[agrees] - slope - change * places[agrees]
    # The standard error of the change: few lines close together say little about the far side.
    error = aside.std() / max(places[agrees].std() * np.sqrt(agrees.sum()), 1e-9)
    if weights[agrees].sum() < _AGREEING * weights.sum() or error > _LARGEST_ERROR:
        return None
    return Fan(slope, change)


def _median(values: _Numbers, weights: _Numbers) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def _fitted(places: _Numbers, slopes: _Numbers, weights: _Numbers) -> tuple[float, float]:
    """The straight line through slopes over places, by least squares."""
    middle = np.average(places, weights=weights)
    aside = places - middle
    spread = np.average(aside * aside, weights=weights)
    mean = np.average(slopes, weights=weights)
    change = np.average(aside * (slopes - mean), weights=weights) / max(spread, 1e-9)
    return float(mean - change * middle), float(change)


def _straightening(level: Fan, upright: Fan, width: int, height: int) -> _Numbers:
    """The projection that makes an upright rectangle of four lines of the fans."""
    seen, wanted = [], []
    for y in (_FROM - 0.5, _TO - 0.5):
        for x in (_FROM - 0.5, _TO - 0.5):
            down, across = level.slope + level.change * y, upright.slope + upright.change * x
            # Where y = Y + down · x and x = X + across · y meet.
            left = (x * width + across * y * height) / (1 - across * down)
            seen.append((left + width / 2, y * height + down * left + height / 2))
            wanted.append(((x + 0.5) * width, (y + 0.5) * height))
    projection = cv2.getPerspectiveTransform(
        np.array(seen, dtype=np.float32), np.array(wanted, dtype=np.float32)
    )
    return np.asarray(projection, dtype=np.float64)


def _warped(grey: Picture, there: _Numbers) -> tuple[Picture, _Numbers]:
    """The picture projected, with room for what comes to lie outside, and the projection that
    counts from the new corner."""
    height, width = grey.shape
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], dtype=np.float64)
    (x0, y0), (x1, y1) = (
        pick(cv2.perspectiveTransform(corners, there)[0], axis=0) for pick in (np.min, np.max)
    )
    left, right = max(x0, (1 - _ROOM) * width), min(x1, _ROOM * width)
    top, bottom = max(y0, (1 - _ROOM) * height), min(y1, _ROOM * height)
    there = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]]) @ there
    flat = cv2.warpPerspective(
        grey,
        there,
        (round(right - left), round(bottom - top)),
        flags=cv2.INTER_CUBIC,
        borderValue=(float(np.median(grey)),),
    )
    return np.asarray(flat, dtype=np.uint8), there
