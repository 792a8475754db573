"""The boxes in which a spreadsheet shows comments: shapes of VML, beside their cells.

Source: ECMA-376 part 4, 19.2 (shapes), 19.4 (what spreadsheets add); part 1, 18.3.1 (columns and
rows, whose widths count in digits and whose heights in points).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from domain.refusal import FileRefused, Refusal
from parsing.readers.ooxml import child, children, value
from parsing.readers.xlsx_sheet import position

_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
EMPTY = (
    f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    "</xml>"
).encode()
"""A drawing without boxes."""
_PREFIXES = (b"xmlns:v=", b"xmlns:o=", b"xmlns:x=")
_KIND = (
    '<v:shapetype%(spaces)s id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape%(spaces)s id="_x0000_s%(number)d" type="#_x0000_t202" style="position:absolute;'
    'width:%(width)dpx;height:%(height)dpx;z-index:%(number)d;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto;mso-fit-shape-to-text:t">'
    '<div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>%(anchor)s</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>%(row)d</x:Row><x:Column>%(column)d</x:Column></x:ClientData></v:shape>"
)
_NUMBER = re.compile(rb"_x0000_s(\d{1,9})\b")
_FIRST = 1024
_WIDTH, _TALLEST = 300, 600
_LETTER, _LINE = 14, 19
_ASIDE, _ABOVE = 15, 2
"""Pixels, as are all lengths below: of a box, its letters, and between it and its cell."""
_COLUMN, _ROW = 64, 20
_DIGIT, _PADDING = 7, 5
_PER_POINT = 96 / 72

Sizes = Callable[[int], float]
"""How wide is a column, or how high a row, counted from 0."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said at a cell, such as ``"B7"``."""

    reference: str
    text: str


def with_boxes(drawn: bytes, comments: Sequence[Comment], sheet: etree._Element) -> bytes:
    """A drawing of VML with a hidden box for each comment, right of its cell. Spreadsheets write
    VML that is no XML, so it is not parsed. Raises FileRefused (BROKEN) where it has no end."""
    before, end, behind = drawn.rpartition(b"</xml>")
    if not end:
        raise FileRefused(Refusal.BROKEN, "xlsx")
    numbers = [int(each) for each in _NUMBER.findall(before)]
    first = max(numbers, default=_FIRST) + 1
    spaces = "" if all(prefix in before for prefix in _PREFIXES) else f" {_SPACES}"
    room = _Room(_widths(sheet), _heights(sheet), _merged(sheet))
    boxes = [] if b'"_x0000_t202"' in before else [_KIND % {"spaces": spaces}]
    boxes += [
        _BOX % {"spaces": spaces, "number": number, **room.beside(comment)}
        for number, comment in enumerate(comments, first)
    ]
    return b"".join([before, "".join(boxes).encode(), end, behind])


@dataclass(frozen=True, slots=True)
class _Room:
    """How large the columns and rows of a sheet are, and where cells end that are merged."""

    widths: Sizes
    heights: Sizes
    merged: Mapping[tuple[int, int], int]

    def beside(self, comment: Comment) -> dict[str, object]:
        """Where the box of a comment stands, in the words of `_BOX`."""
        row, column = position(comment.reference) or (1, 0)
        across = _WIDTH // _LETTER - 1
        lines = 2 + sum(1 + len(line) // across for line in comment.text.split("\n"))
        height = min(_TALLEST, lines * _LINE)
        left = self.merged.get((row, column), column) + 1
        right = _end(left, _ASIDE + _WIDTH, self.widths)
        bottom = _end(row - 1, _ABOVE + height, self.heights)
        edges = (left, _ASIDE, row - 1, _ABOVE, *right, *bottom)
        anchor = ", ".join(str(edge) for edge in edges)
        size = {"width": _WIDTH, "height": height}
        return {**size, "anchor": anchor, "row": row - 1, "column": column}


def _end(first: int, length: float, size: Sizes) -> tuple[int, int]:
    """The column or row where a length ends that begins with the first, and how far within."""
    while length > (here := max(size(first), 1.0)):
        length -= here
        first += 1
    return first, round(length)


def _widths(sheet: etree._Element) -> Sizes:
    usual = _number(value(child(sheet, "sheetFormatPr"), "defaultColWidth"))
    told = [
        (_number(value(each, "min")), _number(value(each, "max")), _number(value(each, "width")))
        for each in children(child(sheet, "cols"), "col")
    ]

    def width(column: int) -> float:
        here = (each for low, high, each in told if low <= column + 1 <= high)
        digits = next(here, usual)
        return digits * _DIGIT + _PADDING if digits else _COLUMN

    return width


def _heights(sheet: etree._Element) -> Sizes:
    usual = _number(value(child(sheet, "sheetFormatPr"), "defaultRowHeight"))
    told: Mapping[int, float] = {
        int(_number(value(each, "r"))): _number(value(each, "ht"))
        for each in children(child(sheet, "sheetData"), "row")
    }

    def height(row: int) -> float:
        return (told.get(row + 1) or usual) * _PER_POINT or _ROW

    return height


def _merged(sheet: etree._Element) -> Mapping[tuple[int, int], int]:
    """The last column of each merged cell, by where it begins."""
    ranges = [
        (value(each, "ref") or "").partition(":")
        for each in children(child(sheet, "mergeCells"), "mergeCell")
    ]
    found = ((position(first), position(last)) for first, _, last in ranges)
    return {begin: end[1] for begin, end in found if begin and end}


def _number(text: str | None) -> float:
    """A number as XML writes it; 0 for none and for what is no number."""
    return float(text) if text and re.fullmatch(r"\d{1,7}(?:\.\d+)?", text) else 0.0
