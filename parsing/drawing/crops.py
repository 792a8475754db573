"""The cells to be confirmed, cut out of their pages, one below the other."""

from collections.abc import Sequence

from PIL import Image as Pillow
from PIL import ImageDraw
from PIL.Image import Image, Resampling

from domain.document import Box
from domain.finding import Severity
from domain.form import Form
from parsing.drawing.ink import COLOURS, saved, wrapped, write
from parsing.drawing.marks import Uncertain
from parsing.drawing.pages import PagePicture, page_pictures
from parsing.drawing.words import words

MOST_CELLS = 4
_SOURCE_SIDE = 3000
_WIDTH, _MARGIN, _SIZE, _LINE = 1000, 24, 32, 44
_ABOVE, _BESIDE = 6.0, 24.0
"""Points of the page around the cell: its rulings, and a bit of its neighbours."""
_TALLEST = 260


def cropped(content: bytes, cells: Sequence[Uncertain], form: Form) -> bytes:
    """A PNG: each cell with its table, row and column, and what it was taken for.

    Raises FileRefused as `page_pictures` does.
    """
    wanted = sorted({each.cell.place.page for each in cells if each.cell.place.page})
    pages = {page.number: page for page in page_pictures(content, wanted, _SOURCE_SIDE)}
    strips = [
        _strip(each, pages[each.cell.place.page], each.cell.place.box, form)
        for each in cells
        if each.cell.place.page in pages and each.cell.place.box
    ]
    sheet = Pillow.new("RGB", (_WIDTH, sum(strip.height for strip in strips)), "white")
    top = 0
    for strip in strips:
        sheet.paste(strip, (0, top))
        top += strip.height
    return saved(sheet, "PNG")


def _strip(asked: Uncertain, page: PagePicture, box: Box, form: Form) -> Image:
    lines = wrapped(_label(asked, form), _SIZE, _WIDTH - 2 * _MARGIN, 3)
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


def _label(asked: Uncertain, form: Form) -> str:
    cell, number = asked.cell, asked.number or words("unnumbered")
    label = form.cell_label(cell.name)
    if not cell.is_readable:
        return words("illegible", number=number, label=label)
    if cell.value is None:
        return words("looks_blank", number=number, label=label)
    return words("looks_like", number=number, label=label, value=cell.value)
