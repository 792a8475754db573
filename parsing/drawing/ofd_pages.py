"""The pages of an OFD file as pictures: characters and rulings at their places, in our own font.

What else is on them (stamps, pictures, colours) is left out; they are there to show a place.
"""

from collections.abc import Iterator

from PIL import Image as Pillow
from PIL import ImageDraw
from PIL.Image import Image, Transpose

from parsing.drawing.ink import INK, LONG_SIDE, write
from parsing.drawing.picture import PagePicture
from parsing.readers.ofd import printed_pages
from parsing.readers.ooxml import opened
from parsing.readers.pdf_lines import Char
from parsing.readers.pdf_print import PrintedPage
from parsing.readers.plane import Ruling

_FAINT = (170, 170, 170)
_RULE = 2
_BACK = {1: Transpose.ROTATE_90, 2: Transpose.ROTATE_180, 3: Transpose.ROTATE_270}
"""From a page turned by so many quarters, clockwise, back to how a viewer shows it."""


def ofd_pages(content: bytes, wanted: list[int], long_side: int) -> Iterator[PagePicture]:
    """The wanted pages, each `long_side` pixels long. Raises FileRefused as `opened` does."""
    with opened(content, "ofd") as package:
        for page in printed_pages(package, max(wanted)):
            if page.number in wanted:
                scale = long_side / max(page.width, page.height, 1.0)
                yield PagePicture(page.number, _drawn(page, scale), scale)
            if page.number >= max(wanted):
                return


def _drawn(page: PrintedPage, scale: float) -> Image:
    size = max(1, round(page.width * scale)), max(1, round(page.height * scale))
    image = Pillow.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for ruling in page.rulings:
        draw.line(_ends(ruling, scale), INK, _RULE)
    for char in page.chars:
        if not char.is_hidden:
            _write(draw, char, scale)
    return image.transpose(_BACK[page.turn]) if page.turn else image


def _ends(ruling: Ruling, scale: float) -> tuple[float, float, float, float]:
    at, start, end = ruling.at * scale, ruling.start * scale, ruling.end * scale
    return (start, at, end, at) if ruling.is_across else (at, start, at, end)


def _write(draw: ImageDraw.ImageDraw, char: Char, scale: float) -> None:
    """A character in the middle of its box; also one that is turned, which is seldom."""
    middle = (char.x0 + char.x1) / 2 * scale, (char.top + char.bottom) / 2 * scale
    size = max(1, min(round(char.size * scale), LONG_SIDE))
    write(draw, middle, char.text, size, _FAINT if char.is_light else INK, anchor="mm")
