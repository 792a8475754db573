"""Pages as grey pictures: rendered from a PDF, or decoded from a photo."""

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from domain.refusal import FileRefused, Refusal

Picture = npt.NDArray[np.uint8]
"""Rows × columns, 0 is black."""

_POINTS_PER_INCH = 72
_RESOLUTION = 200
_A4_HEIGHT = 842.0
_LONG_SIDE = 2339
_LARGEST_SIDE = 4000
_MAX_PIXELS = 100_000_000


@dataclass(frozen=True, slots=True)
class Raster:
    """One page as a picture; `scale` is points per pixel."""

    number: int
    grey: Picture
    scale: float


def pdf_rasters(
    content: bytes, numbers: Collection[int] | None, max_pages: int
) -> Iterator[Raster]:
    """The pages `numbers` of a PDF (from 1; None: all) at 200 dpi.

    Raises FileRefused: ENCRYPTED, BROKEN, TOO_MANY_PAGES.
    """
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise FileRefused(Refusal.ENCRYPTED if locked else Refusal.BROKEN, "pdf") from error
    with document:
        wanted = sorted(numbers) if numbers is not None else range(1, len(document) + 1)
        if len(wanted) > max_pages:
            raise FileRefused(Refusal.TOO_MANY_PAGES, "pdf")
        for number in wanted:
            yield _rendered(document, number)


def _rendered(document: Any, number: int) -> Raster:
    page = document[number - 1]
    largest = max(page.get_size())
    zoom = min(_RESOLUTION / _POINTS_PER_INCH, _LARGEST_SIDE / max(largest, 1.0))
    try:
        grey = page.render(scale=zoom, grayscale=True).to_numpy()
    except pdfium.PdfiumError as error:
        raise FileRefused(Refusal.BROKEN, "pdf") from error
    finally:
        page.close()
    return Raster(number, np.ascontiguousarray(grey.reshape(grey.shape[:2])), 1 / zoom)


def picture_raster(content: bytes, number: int) -> Raster:
    """A photo or a scanned picture of one page, as the camera held it, brought to the size of a
    page scanned at 200 dpi. Its points are those of a page as high as A4.

    Raises FileRefused: BROKEN, TOO_LARGE (so many pixels that it may be a bomb).
    """
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > _MAX_PIXELS:
                raise FileRefused(Refusal.TOO_LARGE, "image")
            image.draft("L", (_LONG_SIDE, _LONG_SIDE))
            upright = ImageOps.exif_transpose(image)
            grey = _on_white(upright).convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise FileRefused(Refusal.BROKEN, "image") from error
    zoom = _LONG_SIDE / max(grey.size)
    size = (max(1, round(grey.width * zoom)), max(1, round(grey.height * zoom)))
    resized = grey.resize(size, Image.Resampling.LANCZOS)
    return Raster(number, np.asarray(resized, dtype=np.uint8), _A4_HEIGHT / _LONG_SIDE)


def _on_white(image: Image.Image) -> Image.Image:
    """A picture without transparency, which would come out black."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image
    layered = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered)
