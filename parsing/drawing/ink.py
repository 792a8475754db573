"""Text in pictures, their colours and their size."""

import io
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files

from PIL import ImageDraw, ImageFont
from PIL.Image import Image

from domain.finding import Severity

LONG_SIDE = 2000
"""Pixels; a phone shows no more of a picture."""

COLOURS = {
    Severity.ERROR: (205, 30, 30),
    Severity.WARNING: (214, 110, 0),
    Severity.INFO: (30, 100, 200),
}
INK = (20, 20, 20)

_PIECE = re.compile(r"[A-Za-z]+|.")
"""What stays together where a line ends: a word of Latin letters, or one character."""

Edges = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """WenQuanYi Micro Hei (Apache-2.0), which has every character of GB 18030's common planes."""
    resource = files("paperang_p2_fonts_cjk").joinpath("fonts", "wqy-microhei.ttc")
    with as_file(resource) as path:
        return ImageFont.truetype(str(path), size)


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
    for piece in _pieces(" ".join(text.split()), size, width):
        if font(size).getlength(line + piece) > width and line:
            lines.append(line)
            line = ""
        line += piece if line else piece.lstrip()
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
    return lines


def _pieces(text: str, size: int, width: float) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        if font(size).getlength(piece) > width:
            yield from piece
        else:
            yield piece


def saved(image: Image, kind: str) -> bytes:
    """The picture as ``"JPEG"`` (pages) or ``"PNG"`` (drawn text), at most `LONG_SIDE` long."""
    buffer = io.BytesIO()
    image.thumbnail((LONG_SIDE, LONG_SIDE))
    image.convert("RGB").save(buffer, kind, quality=88, optimize=True)
    return buffer.getvalue()
