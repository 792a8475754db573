"""The characters of an OFD page, each at its place.

Source: GB/T 33190-2016, 11 (text).
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import east_asian_width

from lxml import etree

from domain.document import Box
from parsing.readers.look import quarter_of, seems_light
from parsing.readers.ofd_plane import Area, bounds, numbers
from parsing.readers.ooxml import children
from parsing.readers.plane import Matrix

_ASCENT = 0.88
_LAYOUT = re.compile(r"[\r\n\t]+")
_LOOSE = 1.3


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as a viewer shows it, in points; `quarter` counts clockwise from text that runs
    to the right, None is slanted."""

    text: str
    box: Box
    size: float
    quarter: int | None
    is_light: bool
    is_hidden: bool


def glyphs_of(text: etree._Element, matrix: Matrix) -> Iterator[Glyph]:
    """The characters of a text object, which `matrix` leads to the page. Raises ValueError for
    attributes that are no numbers."""
    em = float(text.get("Size", "0"))
    size = max(em * math.hypot(matrix[2], matrix[3]), 1.0)
    quarter = quarter_of(matrix[0], matrix[1])
    if quarter is not None:
        quarter = (quarter + int(text.get("CharDirection", "0")) // 90) % 4
    alpha, is_light = _ink(text)
    stretch = float(text.get("HScale", "1"))
    x = y = 0.0
    for code in children(text, "TextCode"):
        x, y = float(code.get("X", x)), float(code.get("Y", y))
        for char, left, base, width in _spread(code, x, y, em * stretch):
            box = bounds(Area(left, base - _ASCENT * em, width, em), matrix)
            yield Glyph(char, box, size, quarter, is_light, alpha == 0)


def _spread(
    code: etree._Element, x: float, y: float, em: float
) -> Iterator[tuple[str, float, float, float]]:
    """Each character with where it begins, its base line and its width. A file says how far each
    is from the next; the width it takes up itself is that of its kind, unless they touch."""
    text = _LAYOUT.sub("", code.text or "")
    across = _deltas(code.get("DeltaX", ""), len(text))
    down = _deltas(code.get("DeltaY", ""), len(text))
    for i, char in enumerate(text):
        width = em if east_asian_width(char) in "WFA" else em / 2
        advance = across[i] if i < len(across) else 0.0 if down else width
        yield char, x, y, advance if 0 < advance <= _LOOSE * width else width
        x += advance
        y += down[i] if i < len(down) else 0.0


def _deltas(text: str, most: int) -> list[float]:
    """Distances, in which ``g 3 5.2`` stands for three times 5.2."""
    deltas: list[float] = []
    tokens = iter(text.split())
    for token in tokens:
        if token == "g":  # noqa: S105 - a mark of the format
            count, value = int(next(tokens, "0")), float(next(tokens, "0"))
            deltas.extend([value] * min(count, most))
        else:
            deltas.append(float(token))
    return deltas


def _ink(text: etree._Element) -> tuple[float, bool]:
    """How opaque text is (0 to 255), and whether it is too light for the text of a report."""
    alpha = float(text.get("Alpha", "255"))
    for colour in children(text, "FillColor"):
        alpha = min(alpha, float(colour.get("Alpha", "255")))
        match numbers(colour.get("Value", "")):
            case [red, green, blue]:
                return alpha, seems_light(red, green, blue, alpha)
            case [grey]:
                return alpha, seems_light(grey, grey, grey, alpha)
    return alpha, seems_light(0, 0, 0, alpha)
