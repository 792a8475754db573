"""The cells to be confirmed, cut out of their pages, one below the other."""

from collections.abc import Sequence

from PIL import Image as Pillow
from PIL import ImageDraw
from PIL.Image import Image, Resampling

from domain.document import Box
from domain.drawing import CELL_NUMBERS
from domain.finding import Severity
from domain.form import Form
from domain.report import Cell
from parsing.drawing.ink import COLOURS, saved, wrapped, write
from parsing.drawing.pages import page_pictures
from parsing.drawing.picture import PagePicture
from parsing.drawing.words import Words

_SOURCE_SIDE = 3000
_WIDTH, _MARGIN, _SIZE, _LINE = 1000, 24, 32, 44
_ABOVE, _BESIDE = 6.0, 24.0
"""Points of the page around the cell: its rulings, and a bit of its neighbours."""
_TALLEST = 260


def cropped(content: bytes, cells: Sequence[Cell], form: Form, words: Words) -> bytes:
    """A PNG: each of at most as many cells as there are `CELL_NUMBERS`, with its number, its table,
    row and column, and what it was taken for.

    Raises FileRefused as `page_pictures` does.
    """
    wanted = sorted({cell.place.page for cell in cells if cell.place.page})
    pages = {page.number: page for page in page_pictures(content, wanted, _SOURCE_SIDE)}
    strips = [
        _strip(_label(number, cell, form, words), pages[cell.place.page], cell.place.box)
        for number, cell in zip(CELL_NUMBERS, cells, strict=False)
        if cell.place.page in pages and cell.place.box
    ]
    sheet = Pillow.new("RGB", (_WIDTH, sum(strip.height for strip in strips)), "white")
    top = 0
    for strip in strips:
        sheet.paste(strip, (0, top))
        top += strip.height
    return saved(sheet, "PNG")


def _strip(label: str, page: PagePicture, box: Box) -> Image:
    lines = wrapped(label, _SIZE, _WIDTH - 2 * _MARGIN, 3)
    crop, edges = _crop(page, box)
    head = _MARGIN + len(lines) * _LINE
    strip = Pillow.new("RGB", (_WIDTH, head + crop.height + _MARGIN), "white")
    strip.paste(crop, (_MARGIN, head))
    draw = ImageDraw.Draw(strip)
    for index, line in enumerate(lines):
        write(draw, (_MARGIN, _MARGIN / 2 + index * _LINE), line, _SIZE)
    left, top, right, bottom = edges
    frame = (left + _MARGIN, top + head, right + _MARGIN, bottom + head)
    draw.rectangle(frame, outline=COLOURS[Severity.ERROR], width=4)
    return strip


def _crop(page: PagePicture, box: Box) -> tuple[Image, tuple[float, float, float, float]]:
    """The cell with what is around it, large, and its edges in that picture."""
    wide = Box(box.x0 - _BESIDE, box.top - _ABOVE, box.x1 + _BESIDE, box.bottom + _ABOVE)
    left, top, right, bottom = page.edges(wide)
    image = page.image
    left, top = max(0, int(left)), max(0, int(top))
    right, bottom = min(image.width, int(right)), min(image.height, int(bottom))
    crop = image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    zoom = min((_WIDTH - 2 * _MARGIN) / crop.width, _TALLEST / crop.height)
    size = max(1, round(crop.width * zoom)), max(1, round(crop.height * zoom))
    x0, y0, x1, y1 = page.edges(box)
    edges = ((x0 - left) * zoom, (y0 - top) * zoom, (x1 - left) * zoom, (y1 - top) * zoom)
    return crop.resize(size, Resampling.LANCZOS), edges


def _label(number: str, cell: Cell, form: Form, words: Words) -> str:
    label = form.cell_label(cell.name)
    if cell.is_blank:
        return words("looks_blank", number=number, label=label)
    if cell.value is None or not cell.is_readable:
        return words("illegible", number=number, label=label)
    return words("looks_like", number=number, label=label, value=cell.value)
