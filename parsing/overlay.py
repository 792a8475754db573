"""What was read, drawn over the pages, so that a person sees at a glance whether it is right."""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from domain.document import Box, Place
from domain.report import Cell, Report
from parsing.drawing.pages import pdf_pages

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

_SCALE = 2.5
_MOST_PIXELS = 120_000_000
_RULE = 2
_SMALLEST, _SMALL, _PLAIN, _LARGE = 8, 11, 13, 19
_PARAGRAPH = (90, 140, 255)
_HEADING = (230, 120, 0)
_CERTAIN = (0, 130, 60)
_DOUBTFUL = (205, 30, 30)
_BLANK = (130, 130, 130)


class NoPages(Exception):  # noqa: N818 - an outcome, not a fault
    """The source has no pages to draw on."""


def draw_overlay(content: bytes, report: Report, kind: str) -> bytes:
    """The pages of a PDF with what `report` says was read from them: paragraphs tinted, headings
    framed with the number of their section, cells framed with column, row and value (red where
    it is not certain).

    `kind` is ``"png"`` (all pages one below the other) or ``"pdf"`` (page by page). Raises NoPages
    where `content` is no PDF.
    """
    if b"%PDF-" not in content[:1024]:
        raise NoPages
    pages = [_marked(page.image, page.number, report) for page in pdf_pages(content, _SCALE)]
    buffer = io.BytesIO()
    if kind == "pdf":
        dots = 72 * _SCALE
        pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:], resolution=dots)
    else:
        _stacked(pages).save(buffer, "PNG")
    return buffer.getvalue()


def _stacked(pages: Sequence["Image"]) -> "Image":
    """All pages one below the other, made smaller where that would be too large a picture."""
    from PIL import Image

    width, height = max(page.width for page in pages), sum(page.height for page in pages)
    sheet = Image.new("RGB", (width, height), "white")
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height
    if width * height > _MOST_PIXELS:
        sheet.thumbnail((width, int(_MOST_PIXELS / width)))
    return sheet


def _marked(page: "Image", number: int, report: Report) -> "Image":
    from PIL import ImageDraw

    draw = ImageDraw.Draw(page, "RGBA")
    for place in _paragraphs(report):
        if place.page == number and place.box:
            draw.rectangle(_scaled(place.box), fill=(*_PARAGRAPH, 45), outline=(*_PARAGRAPH, 200))
    for label, place in _headings(report):
        if place.page == number and place.box:
            _frame(draw, place.box, _HEADING)
            _write(
                draw, (place.box.x1 * _SCALE + 6, place.box.top * _SCALE), label, _LARGE, _HEADING
            )
    cells = [cell for cell in report.cells.values() if cell.place.page == number]
    for cell in cells:
        _mark_cell(draw, cell)
    for row, members in groupby(cells, key=lambda cell: cell.name.rsplit(".", 1)[0]):
        _mark_row(draw, row.split(".")[1], list(members), page.width)
    return page


def _paragraphs(report: Report) -> Iterator[Place]:
    yield from (paragraph.place for paragraph in report.introduction)
    for section in report.sections:
        yield from (paragraph.place for paragraph in section.paragraphs)


def _headings(report: Report) -> Iterator[tuple[str, Place]]:
    if report.title_place:
        yield "title", report.title_place
    for count, section in enumerate(report.sections, 1):
        yield f"section {count}", section.place


def _mark_cell(draw: "ImageDraw", cell: Cell) -> None:
    if cell.place.box is None:
        return
    certain = cell.is_readable and not cell.is_to_confirm
    colour = _BLANK if cell.is_blank else _CERTAIN if certain else _DOUBTFUL
    _frame(draw, cell.place.box, colour)
    left, top, right, bottom = _scaled(cell.place.box)
    key = cell.name.rsplit(".", 1)[1]
    size = min(_SMALL, max(_SMALLEST, int((right - left - 6) / len(key) * 1.8)))
    _write(draw, (left + 4, top + 2), key, size, colour)
    value = "?" if not cell.is_readable else "–" if cell.value is None else str(cell.value)
    _write(draw, (right - 4, bottom - 2), value, _LARGE, colour, anchor="rs")


def _mark_row(draw: "ImageDraw", row: str, cells: Sequence[Cell], width: int) -> None:
    """The key of a row: behind its last cell, or above the first where other cells follow."""
    boxes = [_scaled(cell.place.box) for cell in cells if cell.place.box]
    if not boxes:
        return
    right = max(box[2] for box in boxes)
    if right > width * 0.8:
        place = right + 6, boxes[-1][1] + 4
    else:
        place = boxes[0][0], boxes[0][1] - _PLAIN - 4
    _write(draw, place, row, _PLAIN, _CERTAIN)


def _frame(draw: "ImageDraw", box: Box, colour: tuple[int, int, int]) -> None:
    draw.rectangle(_scaled(box), fill=(*colour, 28), outline=(*colour, 255), width=_RULE)


def _write(
    draw: "ImageDraw",
    at: tuple[float, float],
    text: str,
    size: int,
    colour: tuple[int, int, int],
    anchor: str = "la",
) -> None:
    """Text with a white rim, so that it can be read over what the page prints. Only keys and
    numbers are written: the font that Pillow brings has no Chinese."""
    from PIL import ImageFont

    font = ImageFont.load_default(size)
    draw.text(at, text, (*colour, 255), font, anchor, stroke_width=2, stroke_fill="white")


def _scaled(box: Box) -> tuple[float, float, float, float]:
    return box.x0 * _SCALE, box.top * _SCALE, box.x1 * _SCALE, box.bottom * _SCALE
