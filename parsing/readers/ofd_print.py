"""What is printed on a page of an OFD file: characters, rulings, pictures.

Source: GB/T 33190-2016, 8.5 (graphic units), 9 (paths), 10 (pictures), 13 (composites).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from domain.document import Box
from parsing.readers.ofd_plane import NUMBER, Area, bounds, placed
from parsing.readers.ofd_text import Glyph, glyphs_of
from parsing.readers.ooxml import children, local
from parsing.readers.pdf_lines import Char
from parsing.readers.pdf_print import PrintedPage
from parsing.readers.plane import Matrix, Point, applied, ruling, thin_parts
from parsing.upright import turned_box

_POINTS = 72 / 25.4
_STEP = re.compile(rf"[A-Za-z]|{NUMBER.pattern}")
_DEEPEST = 5
_PICTURE_SHARE = 0.3


@dataclass(slots=True)
class _Sheet:
    """All that is printed on one page, in points from its top left; rulings as thin boxes."""

    glyphs: list[Glyph] = field(default_factory=list)
    rulings: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)


def printed_page(
    number: int,
    area: Area,
    contents: Sequence[etree._Element],
    composites: Mapping[str, etree._Element],
) -> PrintedPage:
    """One page: all `contents` (its templates' and its own) drawn over each other, turned so that
    most of the text runs from left to right. `composites` are the drawings it may refer to."""
    sheet = _Sheet()
    outer = (_POINTS, 0.0, 0.0, _POINTS, -area.x * _POINTS, -area.y * _POINTS)
    for content in contents:
        for layer in children(content, "Layer"):
            _draw(layer, outer, composites, sheet, 0)
    width, height = area.width * _POINTS, area.height * _POINTS
    quarters = Counter(glyph.quarter for glyph in sheet.glyphs if glyph.quarter is not None)
    turn = -quarters.most_common(1)[0][0] % 4 if quarters else 0
    across, down = (height, width) if turn % 2 else (width, height)
    boxes = (turned_box(box, turn, width, height) for box in sheet.rulings)
    chars = (_char(glyph, turn, width, height) for glyph in sheet.glyphs)
    return PrintedPage(
        number=number,
        width=across,
        height=down,
        turn=turn,
        chars=[char for char in chars if char],
        rulings=[ruling((box.x0, box.top, box.x1, box.bottom)) for box in boxes],
        has_picture=any(_size(box) >= _PICTURE_SHARE * width * height for box in sheet.pictures),
    )


def _draw(
    parent: etree._Element,
    outer: Matrix,
    composites: Mapping[str, etree._Element],
    sheet: _Sheet,
    depth: int,
) -> None:
    for unit in parent:
        if unit.get("Visible") == "false" or depth > _DEEPEST:
            continue
        match local(unit):
            case "TextObject":
                sheet.glyphs.extend(glyphs_of(unit, placed(unit, outer)))
            case "PathObject":
                sheet.rulings.extend(_rulings(unit, placed(unit, outer)))
            case "ImageObject":
                sheet.pictures.append(bounds(Area.of(unit.get("Boundary", "")), outer))
            case "PageBlock":
                _draw(unit, outer, composites, sheet, depth + 1)
            case "CompositeObject":
                for content in children(composites.get(unit.get("ResourceID", "")), "Content"):
                    _draw(content, placed(unit, outer), composites, sheet, depth + 1)


def _size(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _char(glyph: Glyph, turn: int, width: float, height: float) -> Char | None:
    """A character as read; None for slanted ones and those upside down, which only watermarks and
    stamps have, and for those outside the page."""
    if glyph.quarter is None:
        return None
    x, y = (glyph.box.x0 + glyph.box.x1) / 2, (glyph.box.top + glyph.box.bottom) / 2
    direction = (glyph.quarter + turn) % 4
    if direction == 2 or not (0 <= x <= width and 0 <= y <= height):
        return None
    box = turned_box(glyph.box, turn, width, height)
    return Char(
        text=glyph.text,
        x0=box.x0,
        top=box.top,
        x1=box.x1,
        bottom=box.bottom,
        size=glyph.size,
        turned={0: 0, 1: -1, 3: 1}[direction],
        is_light=glyph.is_light,
        is_hidden=glyph.is_hidden,
    )


def _rulings(path: etree._Element, matrix: Matrix) -> Iterator[Box]:
    is_stroked = path.get("Stroke") != "false"
    if not is_stroked and path.get("Fill") != "true":
        return
    data = "".join(each.text or "" for each in children(path, "AbbreviatedData"))
    for corners in _outlines(data, matrix):
        for sides in thin_parts(corners, is_stroked=is_stroked):
            yield Box(*sides)


def _outlines(data: str, matrix: Matrix) -> Iterator[list[Point]]:
    """The corners of each part of a path; parts with curves are drawings, not rulings.

    ``M`` and ``S`` begin a part, ``L`` draws on, ``C`` closes it; ``Q``, ``B``, ``A`` are curves.
    """
    parts: list[list[Point]] = []
    curved: set[int] = set()
    values: list[float] = []
    command = ""
    for token in _STEP.findall(data):
        if token.isalpha():
            command, values = token.upper(), []
            if command == "C" and parts:
                parts[-1].append(parts[-1][0])
            elif command in "QBA":
                curved.add(len(parts) - 1)
            continue
        values.append(float(token))
        if command in ("M", "S", "L") and len(values) == 2:
            point = applied(matrix, *values)
            if command == "L" and parts:
                parts[-1].append(point)
            else:
                parts.append([point])
            values = []
    yield from (part for i, part in enumerate(parts) if len(part) > 1 and i not in curved)
