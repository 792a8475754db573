"""What happens to printed pages: turned, or scanned."""

import io
import random

import pypdfium2
from PIL import Image, ImageChops

_SCAN_DPI = 200
_POINTS = 72
_NOISE = 18.0
_SLANT_DEGREES = 0.8
_QUALITY = 80


def count_digits(pdf: bytes) -> int:
    """How many digits the text of a PDF has."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return sum(char.isdigit() for text in texts for char in text)


def flagged_turned(pdf: bytes) -> bytes:
    """Every page marked to be shown a quarter turn on; its content stays as it is."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            page.set_rotation(90)
        return _saved(document)


def drawn_turned(pdf: bytes) -> bytes:
    """Every page drawn a quarter turn counterclockwise on paper of the other orientation."""
    with pypdfium2.PdfDocument(pdf) as source, pypdfium2.PdfDocument.new() as turned:
        for number in range(len(source)):
            width, height = source.get_page_size(number)
            form = source.page_as_xobject(number, turned).as_pageobject()
            form.set_matrix(pypdfium2.PdfMatrix().rotate(90, ccw=True).translate(height, 0))
            page = turned.new_page(height, width)
            page.insert_obj(form)
            page.gen_content()
        return _saved(turned)


def scanned(pdf: bytes, chance: random.Random, *, worn: bool) -> bytes:
    """The pages as pictures at 200 dpi; where `worn`, slanted and noisy as from an old scanner."""
    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=_SCAN_DPI / _POINTS, grayscale=True).to_pil()
            pictures.append(_worn(picture, chance) if worn else picture)
    buffer = io.BytesIO()
    first, *others = pictures
    first.save(
        buffer,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=_SCAN_DPI,
        quality=_QUALITY,
    )
    return buffer.getvalue()


def _worn(picture: Image.Image, chance: random.Random) -> Image.Image:
    slant = chance.uniform(-_SLANT_DEGREES, _SLANT_DEGREES)
    turned = picture.rotate(slant, Image.Resampling.BICUBIC, fillcolor=255)
    noise = Image.effect_noise(turned.size, _NOISE)
    return ImageChops.add(turned, noise, 1.0, -128)


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
