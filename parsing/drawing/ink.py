"""What is drawn over pages and tables: text, boxes and numbers, one colour for each severity."""

import io
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import as_file, files

from PIL import ImageDraw, ImageFont
from PIL.Image import Image

from domain.finding import Severity
from parsing.drawing.marks import Mark

LONG_SIDE = 2000
"""Pixels; a phone shows no more of a picture."""

COLOURS = {
    Severity.ERROR: (205, 30, 30),
    Severity.WARNING: (214, 110, 0),
    Severity.INFO: (30, 100, 200),
}
INK = (20, 20, 20)
_RADIUS, _SMALL, _RULE = 20, 19, 3
_FILLED, _TINTED = 70, 20

Edges = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """WenQuanYi Micro Hei (Apache-2.0), which has every character of GB 18030's common planes."""
    resource = files("paperang_p2_fonts_cjk").joinpath("fonts", "wqy-microhei.ttc")
    with as_file(resource) as path:
        return ImageFont.truetype(str(path), size)


def draw_marks(image: Image, placed: Iterable[tuple[Mark, Edges]]) -> None:
    """Boxes every mark: a suspected cell filled, other cells outlined, text tinted. The number of a
    finding stands in a disc at its main place, and small in the corner of its further cells."""
    draw = ImageDraw.Draw(image, "RGBA")
    by_edges: dict[Edges, list[Mark]] = {}
    for mark, edges in placed:
        by_edges.setdefault(edges, []).append(mark)
    for edges, marks in by_edges.items():
        _box(draw, edges, marks)
    for edges, marks in by_edges.items():
        _numbers(draw, edges, marks)


def _box(draw: ImageDraw.ImageDraw, edges: Edges, marks: Sequence[Mark]) -> None:
    main = next((mark for mark in marks if mark.is_main), None)
    colour = COLOURS[(main or marks[0]).severity]
    is_suspect = any(mark.is_suspect for mark in marks)
    strength = _FILLED if is_suspect else _TINTED if main and main.cell is None else 0
    draw.rectangle(edges, (*colour, strength), (*colour, 255), _RULE)


def _numbers(draw: ImageDraw.ImageDraw, edges: Edges, marks: Sequence[Mark]) -> None:
    left, top = edges[:2]
    main = list(dict.fromkeys(mark for mark in marks if mark.is_main))
    if main:
        # Beside a paragraph, where nothing is printed; on the corner of a cell.
        across = max(_RADIUS, left - (_RADIUS + 4 if main[0].cell is None else 0))
        for index, mark in enumerate(main):
            middle = (across + index * 2 * _RADIUS, max(_RADIUS, top + _RADIUS / 4))
            _disc(draw, middle, mark)
        return
    text = " ".join(str(number) for number in dict.fromkeys(mark.number for mark in marks))
    write(draw, (left + 5, top + 3), text, _SMALL, COLOURS[marks[0].severity], rim=3)


def _disc(draw: ImageDraw.ImageDraw, middle: tuple[float, float], mark: Mark) -> None:
    x, y = middle
    around = (x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS)
    draw.ellipse(around, (*COLOURS[mark.severity], 255), (255, 255, 255, 255), 2)
    size = _RADIUS + 6 if mark.number < 10 else _RADIUS + 1
    write(draw, middle, str(mark.number), size, (255, 255, 255), anchor="mm")


def write(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: int,
    colour: tuple[int, int, int] = INK,
    *,
    anchor: str = "la",
    rim: int = 0,
) -> None:
    """One line of text of `size` pixels, with a white rim where it stands over print."""
    fill = (*colour, 255)
    draw.text(at, text, fill, font(size), anchor, stroke_width=rim, stroke_fill="white")


def wrapped(text: str, size: int, width: float, most: int = 99) -> list[str]:
    """The text in lines of at most `width` pixels; what does not fit `most` lines ends in “…”."""
    lines, line = [], ""
    for character in " ".join(text.split()):
        if font(size).getlength(line + character) > width and line:
            lines.append(line)
            line = ""
        line += character
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
    return lines


def saved(image: Image, kind: str) -> bytes:
    """The picture as ``"JPEG"`` (pages) or ``"PNG"`` (drawn text)."""
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, kind, quality=88, optimize=True)
    return buffer.getvalue()
