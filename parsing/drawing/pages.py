"""The pages of a PDF or OFD file, a photo or several as pictures in colour."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PIL.Image import Resampling

from domain.refusal import FileRefused, Refusal
from parsing.detect import detect
from parsing.drawing.picture import PagePicture

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

KINDS = frozenset({"pdf", "ofd", "image", "pictures"})
"""Kinds of files (see `parsing.detect`) of which there are pictures."""


def page_pictures(content: bytes, wanted: list[int], long_side: int) -> Iterator[PagePicture]:
    """The wanted pages, each at most `long_side` pixels long.

    Raises FileRefused (UNSUPPORTED_KIND) for files without pages that could be drawn, and what
    opening them raises.
    """
    kind = detect(content)
    if kind == "pdf":
        yield from _of_pdf(content, wanted, lambda page: long_side / max(*page.get_size(), 1))
    elif kind == "ofd":
        from parsing.drawing.ofd_pages import ofd_pages

        yield from ofd_pages(content, wanted, long_side)
    elif kind in KINDS:
        yield from _of_pictures(content, kind, wanted, long_side)
    else:
        raise FileRefused(Refusal.UNSUPPORTED_KIND, kind)


def pdf_pages(content: bytes, scale: float) -> Iterator[PagePicture]:
    """All pages of a PDF at so many pixels per point."""
    yield from _of_pdf(content, None, lambda page: scale)


def _of_pdf(
    content: bytes, wanted: list[int] | None, scale_of: Callable[["PdfPage"], float]
) -> Iterator[PagePicture]:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        for number in wanted or range(1, len(document) + 1):
            page = document[number - 1]
            scale = scale_of(page)
            yield PagePicture(number, page.render(scale=scale).to_pil().convert("RGB"), scale)
            page.close()


def _of_pictures(
    content: bytes, kind: str, wanted: list[int], long_side: int
) -> Iterator[PagePicture]:
    from parsing.archive import unpack
    from parsing.scan.raster import A4_HEIGHT, opened_pictures

    contents = [content] if kind == "image" else [file.content for file in unpack(content)]
    pictures = (picture for each in contents for picture in opened_pictures(each, "RGB"))
    for number, picture in enumerate(pictures, 1):
        if number in wanted:
            picture.thumbnail((long_side, long_side), Resampling.LANCZOS)
            yield PagePicture(number, picture, max(picture.size) / A4_HEIGHT)
        if number >= max(wanted):
            return
