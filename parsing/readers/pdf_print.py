"""What is printed on the pages of a PDF, as pdfium finds it: characters, rulings, pictures."""

import ctypes
import math
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from domain.document import Box
from domain.refusal import FileRefused, Refusal
from parsing.readers.pdf_lines import Char
from parsing.readers.pdf_overlooked import overlooked_chars
from parsing.readers.pdf_paths import Frame, Ruling, drawn_on

_SLANT = 0.1
_ASCENT = 0.88
_TOO_TALL = 2.5
_LIGHT = 0.68
_FAINT_ALPHA = 140
_HYPHEN = "\x02"
_PICTURE_SHARE = 0.3
_INVISIBLE = frozenset({3, 7})


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page turned so that most of its text runs from left to right.

    `turn` is by how many quarters, clockwise, that is more than a viewer shows it; width, height
    and all places are those of the turned page.
    """

    number: int
    width: float
    height: float
    turn: int
    chars: list[Char]
    rulings: list[Ruling]
    has_picture: bool


@dataclass(frozen=True, slots=True)
class _Style:
    """What the characters of one text object share. `quarter` counts counterclockwise from text
    that runs to the right on an unturned page; None is slanted."""

    quarter: int | None
    size: float
    is_light: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A character in the page's own coordinates, which count upwards."""

    text: str
    style: _Style
    box: tuple[float, float, float, float]
    origin: tuple[float, float]


def printed_pages(content: bytes, max_pages: int) -> Iterator[PrintedPage]:
    """The pages of a PDF one by one.

    Raises FileRefused: ENCRYPTED, BROKEN, TOO_MANY_PAGES.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise FileRefused(Refusal.ENCRYPTED if locked else Refusal.BROKEN, "pdf") from error
    try:
        if len(document) > max_pages:
            raise FileRefused(Refusal.TOO_MANY_PAGES, "pdf")
        for index in range(len(document)):
            yield _page(document, index, content)
    except pypdfium2.PdfiumError as error:
        raise FileRefused(Refusal.BROKEN, "pdf") from error
    finally:
        document.close()


def _page(document: Any, index: int, content: bytes) -> PrintedPage:
    page = document[index]
    text = page.get_textpage()
    try:
        glyphs, owners = _glyphs(text.raw)
        shown = page.get_rotation() // 90
        upright = Counter(g.style.quarter for g in glyphs if g.style.quarter is not None)
        turned = upright.most_common(1)[0][0] if upright else shown
        frame = Frame.of(page.get_bbox(), turned)
        drawn = drawn_on(page.raw, frame)
        turn = (turned - shown) % 4
        if _overlooks(drawn.texts, owners):
            chars = overlooked_chars(content, index, turn)
        else:
            chars = [char for glyph in glyphs if (char := _char(glyph, frame))]
        area = frame.width * frame.height
        return PrintedPage(
            number=index + 1,
            width=frame.width,
            height=frame.height,
            turn=turn,
            chars=chars,
            rulings=drawn.rulings,
            has_picture=any(_area(box) >= _PICTURE_SHARE * area for box in drawn.pictures),
        )
    finally:
        text.close()
        page.close()


def _overlooks(texts: Sequence[Any], owners: Container[int]) -> bool:
    """Whether pdfium left out text: it takes a character for empty, a lone digit for example,
    where it has no picture of it, as with fonts that are named but not embedded."""
    return any(
        ctypes.addressof(text.contents) not in owners
        and not pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(text))
        for text in texts
    )


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _glyphs(text: Any) -> tuple[list[_Glyph], Container[int]]:
    """All characters that the file prints, and the addresses of the text objects they belong to;
    those that pdfium makes up (spaces in gaps, line ends) belong to none and are left out."""
    glyphs: list[_Glyph] = []
    styles: dict[int, _Style] = {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    to_box, to_x, to_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    for i in range(pdfium.FPDFText_CountChars(text)):
        owner = pdfium.FPDFText_GetTextObject(text, i)
        if not owner:
            continue
        key = ctypes.addressof(owner.contents)
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(text, i, owner)
        pdfium.FPDFText_GetLooseCharBox(text, i, to_box)
        pdfium.FPDFText_GetCharOrigin(text, i, to_x, to_y)
        bounds = (box.left, box.bottom, box.right, box.top)
        if box.top - box.bottom > _TOO_TALL * style.size:
            bounds = _around_ink(text, i, style.size)
        letter = _letter(pdfium.FPDFText_GetUnicode(text, i))
        glyphs.append(_Glyph(letter, style, bounds, (x.value, y.value)))
    return _apart(glyphs), styles


def _around_ink(text: Any, index: int, size: float) -> tuple[float, float, float, float]:
    """An em around the ink of a character of a font for vertical writing, whose own box pdfium
    gives without its scale."""
    left, right, bottom, top = sides = [ctypes.c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(text, index, *sides)
    x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
    return x - size / 2, y - size / 2, x + size / 2, y + size / 2


def _apart(glyphs: list[_Glyph]) -> list[_Glyph]:
    """Characters that are printed as one sign (the two halves of a dash) get their shares of its
    width."""
    apart: list[_Glyph] = []
    for _, run in groupby(glyphs, key=lambda g: (id(g.style), g.box, g.origin)):
        together = list(run)
        if len(together) == 1:
            apart.append(together[0])
            continue
        left, bottom, right, top = together[0].box
        share = (right - left) / len(together)
        for i, glyph in enumerate(together):
            box = (left + i * share, bottom, left + (i + 1) * share, top)
            apart.append(replace(glyph, box=box))
    return apart


def _letter(code: int) -> str:
    letter = chr(code) if code < 0x110000 else "\ufffd"
    return "-" if letter == _HYPHEN else letter


def _style(text: Any, index: int, owner: Any) -> _Style:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    along, across = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
    size = pdfium.FPDFText_GetFontSize(text, index) * (across or along)
    channels = [ctypes.c_uint() for _ in range(4)]
    light = False
    if pdfium.FPDFPageObj_GetFillColor(owner, *channels):
        red, green, blue, alpha = (channel.value for channel in channels)
        brightness = (0.3 * red + 0.59 * green + 0.11 * blue) / 255
        light = alpha < _FAINT_ALPHA or brightness > _LIGHT
    hidden = pdfium.FPDFTextObj_GetTextRenderMode(owner) in _INVISIBLE
    return _Style(_quarter(matrix.a, matrix.b), max(size, 1.0), light, hidden)


def _quarter(a: float, b: float) -> int | None:
    if min(abs(a), abs(b)) > _SLANT * max(abs(a), abs(b)):
        return None
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3


def _char(glyph: _Glyph, frame: Frame) -> Char | None:
    """A character as read; None for slanted ones and those upside down, which only watermarks and
    stamps have, and for those outside the page."""
    style = glyph.style
    if style.quarter is None:
        return None
    direction = (style.quarter - frame.quarter) % 4
    box = frame.box(glyph.box)
    if direction == 2 or not frame.shows(box):
        return None
    top, bottom = box.top, box.bottom
    if direction == 0:
        # Fonts differ in what they call their height; from the base line all are alike.
        _, base = frame.point(*glyph.origin)
        middle = base - (_ASCENT - 0.5) * style.size
        if abs(middle - (top + bottom) / 2) < style.size / 2:
            top, bottom = middle - style.size / 2, middle + style.size / 2
    return Char(
        text=glyph.text,
        x0=box.x0,
        top=top,
        x1=box.x1,
        bottom=bottom,
        size=style.size,
        turned={0: 0, 1: 1, 3: -1}[direction],
        is_light=style.is_light,
        is_hidden=style.is_hidden,
    )
