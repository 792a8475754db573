"""Pages as grey pictures: rendered from a PDF, or decoded from a photo."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from domain.refusal import FileRefused, Refusal

Picture = npt.NDArray[np.uint8]
"""Rows × columns, 0 is black."""

_POINTS_PER_INCH = 72
_RESOLUTION = 200
A4_HEIGHT = 842.0
"""Points; the height that a picture of a page is taken to have."""
_LONG_SIDE = 2339
_LARGEST_SIDE = 4000
_MAX_PIXELS = 100_000_000


@dataclass(frozen=True, slots=True)
class Raster:
    """One page as a picture; `scale` is points per pixel."""

    number: int
    grey: Picture
    scale: float


def pdf_raster(content: bytes, number: int) -> Raster:
    """A page of a PDF, counted from 1, at 200 dpi. Raises FileRefused: ENCRYPTED, BROKEN."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise FileRefused(Refusal.ENCRYPTED if locked else Refusal.BROKEN, "pdf") from error
    with document:
        return _rendered(document, number)


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


def picture_rasters(contents: Sequence[bytes], max_pages: int) -> Iterator[Raster]:
    """Photos or scanned pictures in order, a TIFF with all its pages, as they were held, brought to
    the size of pages scanned at 200 dpi. Their points are those of pages as high as A4.

    Raises FileRefused: BROKEN, TOO_LARGE (so many pixels that it may be a bomb), TOO_MANY_PAGES.
    """
    number = 0
    for content in contents:
        for picture in opened_pictures(content, "L"):
            number += 1
            if number > max_pages:
                raise FileRefused(Refusal.TOO_MANY_PAGES, "image")
            yield Raster(number, _scaled(picture), A4_HEIGHT / _LONG_SIDE)


def opened_pictures(content: bytes, mode: str) -> Iterator[Image.Image]:
    """A photo or scanned picture, a TIFF with all its pages, as they were held: grey (``"L"``) or
    in colour (``"RGB"``). Raises FileRefused: BROKEN, TOO_LARGE."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            frames = ImageSequence.Iterator(image) if image.format == "TIFF" else [image]
            for frame in frames:
                if frame.width * frame.height > _MAX_PIXELS:
                    raise FileRefused(Refusal.TOO_LARGE, "image")
                frame.draft(mode, (_LONG_SIDE, _LONG_SIDE))
                yield _on_white(ImageOps.exif_transpose(frame)).convert(mode)
    except Image.DecompressionBombError as error:
        raise FileRefused(Refusal.TOO_LARGE, "image") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise FileRefused(Refusal.BROKEN, "image") from error


def _scaled(grey: Image.Image) -> Picture:
    zoom = _LONG_SIDE / max(grey.size)
    size = (max(1, round(grey.width * zoom)), max(1, round(grey.height * zoom)))
    return np.asarray(grey.resize(size, Image.Resampling.LANCZOS), dtype=np.uint8)


def _on_white(image: Image.Image) -> Image.Image:
    """A picture without transparency, which would come out black."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image
    layered = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered)
