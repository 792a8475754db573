"""The characters of a PDF page as pdfium finds them: read column by column, then put in a frame."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, repeat
from operator import itemgetter
from struct import iter_unpack
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from parsing.readers import pdf_calls
from parsing.readers.look import quarter_of, seems_light
from parsing.readers.pdf_lines import Char
from parsing.readers.pdf_paths import Frame

_ASCENT = 0.88
_TOO_TALL = 2.5
_HYPHEN = "\x02"
_INVISIBLE = frozenset({3, 7})
_TURNED = {0: 0, 1: 1, 3: -1}

_Bounds = tuple[float, float, float, float]
"""Left, top, right and bottom in the page's own coordinates, which count upwards."""

_Glyph = tuple[int | None, int, int, _Bounds, tuple[float, float]]
"""The address of its text object, the index, code point, bounds and origin of a character."""


class _Style(NamedTuple):
    """What the characters of one text object share. `quarter` counts counterclockwise from text
    that runs to the right on an unturned page; None is slanted."""

    quarter: int | None
    size: float
    is_light: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Glyphs:
    """All characters of a page. `owners` has the address of each one's text object, None for what
    pdfium makes up (spaces in gaps, line ends); valid while the page is open."""

    text: Any
    owners: list[int | None]
    styles: dict[int, _Style]

    @classmethod
    def of(cls, text: Any) -> "Glyphs":
        page = pdf_calls.address(text)
        indices = range(pdfium.FPDFText_CountChars(text))
        owners = list(map(pdf_calls.owner_of, repeat(page), indices))
        first = {owner: i for i, owner in zip(reversed(indices), reversed(owners), strict=True)}
        first.pop(None, None)
        styles = dict(zip(first, _styles(page, first.values(), list(first)), strict=True))
        return cls(text, owners, styles)

    def quarter(self, otherwise: int) -> int:
        """How most characters are turned, or `otherwise` where none stands upright on any side."""
        upright: Counter[int] = Counter()
        for owner, count in Counter(self.owners).items():
            if owner and (quarter := self.styles[owner].quarter) is not None:
                upright[quarter] += count
        return upright.most_common(1)[0][0] if upright else otherwise

    def chars(self, frame: Frame) -> list[Char]:
        """The characters in a frame, without what pdfium makes up; without slanted ones and those
        upside down, which only watermarks and stamps have, and those outside the page."""
        chars: list[Char] = []
        for owner, run in groupby(self._columns(), key=itemgetter(0)):
            if not owner:
                continue
            style = self.styles[owner]
            if style.quarter is not None and (direction := style.quarter - frame.quarter) % 4 != 2:
                chars.extend(self._placed(run, style, _TURNED[direction % 4], frame))
        return chars

    def _columns(self) -> Iterator[_Glyph]:
        page, indices = pdf_calls.address(self.text), range(len(self.owners))
        boxes = (pdfium.FS_RECTF * len(self.owners))()
        origins = (ctypes.c_double * 2 * len(self.owners))()
        pdf_calls.fill(pdf_calls.get_box, repeat(page), indices, pdf_calls.addresses(boxes))
        pdf_calls.fill(pdf_calls.get_origin, repeat(page), indices, *pdf_calls.columns(origins))
        codes = map(pdf_calls.code_of, repeat(page), indices)
        bounds, points = iter_unpack("4f", boxes), iter_unpack("2d", origins)
        return zip(self.owners, indices, codes, bounds, points, strict=True)

    def _placed(
        self, run: Iterable[_Glyph], style: _Style, turned: int, frame: Frame
    ) -> list[Char]:
        """Neighbouring characters of one text object in a frame."""
        chars: list[Char] = []
        repeats: list[int] = []
        _, size, is_light, is_hidden = style
        half, too_tall, sides_of, shows = size / 2, _TOO_TALL * size, frame.sides, frame.shows
        before: _Bounds | None = None
        for _, index, code, bounds, origin in run:
            left, top, right, bottom = bounds
            if top - bottom > too_tall:
                bounds = left, top, right, bottom = _around_ink(self.text, index, size)
            sides = x0, y0, x1, y1 = sides_of(left, bottom, right, top)
            if not shows(sides):
                continue
            if not turned:
                # Fonts differ in what they call their height; from the base line all are alike.
                middle = frame.point(*origin)[1] - _ASCENT * size + half
                if abs(middle - (y0 + y1) / 2) < half:
                    y0, y1 = middle - half, middle + half
            if bounds == before:
                repeats.append(len(chars))
            before = bounds
            chars.append(Char(_letter(code), x0, y0, x1, y1, size, turned, is_light, is_hidden))
        if repeats:
            _set_apart(chars, repeats)
        return chars


def _styles(page: int, indices: Iterable[int], owners: Sequence[int]) -> Iterator[_Style]:
    """The styles of text objects, each with the index of one of its characters."""
    firsts = list(indices)
    matrices = (pdfium.FS_MATRIX * len(owners))()
    pdf_calls.fill(pdf_calls.get_matrix, repeat(page), firsts, pdf_calls.addresses(matrices))
    colours = (ctypes.c_uint * 4 * len(owners))()
    filled = list(map(pdf_calls.get_fill, owners, *pdf_calls.columns(colours)))
    return map(
        _style,
        (matrix[:4] for matrix in iter_unpack("6f", matrices)),
        map(pdf_calls.font_size_of, repeat(page), firsts),
        (c if has else None for has, c in zip(filled, iter_unpack("4I", colours), strict=True)),
        map(pdf_calls.render_mode_of, owners),
    )


@lru_cache(maxsize=1024)
def _style(
    matrix: tuple[float, float, float, float],
    font_size: float,
    fill: tuple[int, int, int, int] | None,
    mode: int,
) -> _Style:
    a, b, c, d = matrix
    along, across = math.hypot(a, b), math.hypot(c, d)
    size = max(font_size * (across or along), 1.0)
    is_light = fill is not None and seems_light(*fill)
    return _Style(quarter_of(a, b), size, is_light, mode in _INVISIBLE)


@lru_cache(maxsize=4096)
def _letter(code: int) -> str:
    letter = chr(code) if code < 0x110000 else "\ufffd"
    return "-" if letter == _HYPHEN else letter


def _around_ink(text: Any, index: int, size: float) -> _Bounds:
    """An em around the ink of a character of a font for vertical writing, whose own box pdfium
    gives without its scale."""
    left, right, bottom, top = sides = [ctypes.c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(text, index, *sides)
    x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
    return x - size / 2, y + size / 2, x + size / 2, y - size / 2


def _set_apart(chars: list[Char], repeats: Sequence[int]) -> None:
    """Characters that are printed as one sign (the two halves of a dash) get their shares of its
    width. `repeats` are the places of those that stand where the one before them stands."""
    runs: list[list[int]] = []
    for place in repeats:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place - 1, place])
    for run in runs:
        first = chars[run[0]]
        share = (first.x1 - first.x0) / len(run)
        for i, place in enumerate(run):
            x0 = first.x0 + i * share
            chars[place] = chars[place]._replace(x0=x0, x1=x0 + share)
