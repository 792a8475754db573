"""What is printed on a page of an OFD file: characters, rulings, pictures.

Lengths are millimetres from the top left. Source: GB/T 33190-2016, 8.5 (graphic units), 9 (paths),
10 (pictures), 11 (text), 13 (composites).
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from lxml import etree

from domain.document import Box
from parsing.readers.ooxml import children, local
from parsing.readers.pdf_lines import Char
from parsing.readers.pdf_paths import Matrix, Point, Ruling
from parsing.readers.pdf_print import PrintedPage
from parsing.upright import turned_box

POINTS = 72 / 25.4
"""Points in a millimetre."""

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_STEP = re.compile(rf"[A-Za-z]|{_NUMBER.pattern}")
_LAYOUT = re.compile(r"[\r\n\t]+")
_DEEPEST = 5
_SLANT = 0.1
_ASCENT = 0.88
_LOOSE = 1.3
_LIGHT = 0.68
_FAINT_ALPHA = 140
_PEN = 4.0
_STRAIGHT = 1.0
_SHORTEST = 0.8
_PICTURE_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Area:
    """The part of the plane that a page shows, in millimetres."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def of(cls, text: str) -> "Area":
        """From what ``PhysicalBox`` and ``Boundary`` hold. Raises ValueError for anything else."""
        x, y, width, height = numbers(text)
        return cls(x, y, width, height)


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A character as a viewer shows it, in points; `quarter` counts clockwise from text that runs
    to the right, None is slanted."""

    text: str
    box: Box
    size: float
    quarter: int | None
    is_light: bool
    is_hidden: bool


@dataclass(slots=True)
class _Sheet:
    """All that is printed on one page, in points from its top left; rulings as thin boxes."""

    glyphs: list[_Glyph] = field(default_factory=list)
    rulings: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)


def numbers(text: str) -> list[float]:
    return [float(each) for each in _NUMBER.findall(text)]


def printed_page(
    number: int,
    area: Area,
    contents: Sequence[etree._Element],
    composites: Mapping[str, etree._Element],
) -> PrintedPage:
    """One page: all `contents` (its templates' and its own) drawn over each other, turned so that
    most of the text runs from left to right. `composites` are the drawings it may refer to."""
    sheet = _Sheet()
    outer = (POINTS, 0.0, 0.0, POINTS, -area.x * POINTS, -area.y * POINTS)
    for content in contents:
        for layer in children(content, "Layer"):
            _draw(layer, outer, composites, sheet, 0)
    width, height = area.width * POINTS, area.height * POINTS
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
        rulings=[_ruling(box) for box in boxes],
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
                sheet.glyphs.extend(_glyphs(unit, _placed(unit, outer)))
            case "PathObject":
                sheet.rulings.extend(_rulings(unit, _placed(unit, outer)))
            case "ImageObject":
                sheet.pictures.append(_bounds(Area.of(unit.get("Boundary", "")), outer))
            case "PageBlock":
                _draw(unit, outer, composites, sheet, depth + 1)
            case "CompositeObject":
                for content in children(composites.get(unit.get("ResourceID", "")), "Content"):
                    _draw(content, _placed(unit, outer), composites, sheet, depth + 1)


def _placed(unit: etree._Element, outer: Matrix) -> Matrix:
    """From a unit's own coordinates to the page: its matrix first, then the place of its box."""
    area = Area.of(unit.get("Boundary", ""))
    a, b, c, d, e, f = numbers(unit.get("CTM", "1 0 0 1 0 0"))
    e, f = _applied(outer, e + area.x, f + area.y)
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
        e,
        f,
    )


def _applied(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(area: Area, matrix: Matrix) -> Box:
    corners = [
        _applied(matrix, x, y)
        for x in (area.x, area.x + area.width)
        for y in (area.y, area.y + area.height)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _size(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _glyphs(text: etree._Element, matrix: Matrix) -> Iterator[_Glyph]:
    em = float(text.get("Size", "0"))
    size = max(em * math.hypot(matrix[2], matrix[3]), 1.0)
    quarter = _quarter(matrix[0], matrix[1])
    if quarter is not None:
        quarter = (quarter + int(text.get("CharDirection", "0")) // 90) % 4
    alpha, is_light = _ink(text)
    stretch = float(text.get("HScale", "1"))
    x = y = 0.0
    for code in children(text, "TextCode"):
        x, y = float(code.get("X", x)), float(code.get("Y", y))
        for char, left, base, width in _spread(code, x, y, em * stretch):
            box = _bounds(Area(left, base - _ASCENT * em, width, em), matrix)
            yield _Glyph(char, box, size, quarter, is_light, alpha == 0)


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
                brightness = (0.3 * red + 0.59 * green + 0.11 * blue) / 255
                return alpha, alpha < _FAINT_ALPHA or brightness > _LIGHT
            case [grey]:
                return alpha, alpha < _FAINT_ALPHA or grey / 255 > _LIGHT
    return alpha, alpha < _FAINT_ALPHA


def _quarter(a: float, b: float) -> int | None:
    if min(abs(a), abs(b)) > _SLANT * max(abs(a), abs(b)):
        return None
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3


def _char(glyph: _Glyph, turn: int, width: float, height: float) -> Char | None:
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


def _ruling(box: Box) -> Ruling:
    if box.x1 - box.x0 >= box.bottom - box.top:
        return Ruling(True, (box.top + box.bottom) / 2, box.x0, box.x1)
    return Ruling(False, (box.x0 + box.x1) / 2, box.top, box.bottom)


def _rulings(path: etree._Element, matrix: Matrix) -> Iterator[Box]:
    """A stroke's straight parts; of what is only filled, the parts as thin as a pen."""
    is_stroked = path.get("Stroke") != "false"
    if not is_stroked and path.get("Fill") != "true":
        return
    data = "".join(each.text or "" for each in children(path, "AbbreviatedData"))
    for points in _outlines(data, matrix):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        whole = Box(min(xs), min(ys), max(xs), max(ys))
        if min(whole.x1 - whole.x0, whole.bottom - whole.top) <= _PEN:
            yield from _if_seen(whole)
        elif is_stroked:
            for (x0, y0), (x1, y1) in itertools.pairwise(points):
                if min(abs(x0 - x1), abs(y0 - y1)) <= _STRAIGHT:
                    yield from _if_seen(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _if_seen(ruling: Box) -> Iterator[Box]:
    if max(ruling.x1 - ruling.x0, ruling.bottom - ruling.top) >= _SHORTEST:
        yield ruling


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
            point = _applied(matrix, *values)
            if command == "L" and parts:
                parts[-1].append(point)
            else:
                parts.append([point])
            values = []
    yield from (part for i, part in enumerate(parts) if len(part) > 1 and i not in curved)
