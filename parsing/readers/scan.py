"""Scans and photos: pages that are pictures. Needs the extra ``ocr`` of the package."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from domain.document import Document, Sideways
from domain.refusal import FileRefused, Refusal
from parsing.readers.flow import Page, flow
from parsing.readers.progress import OnPage, unobserved

if TYPE_CHECKING:
    from parsing.scan.raster import Raster

MAX_SCAN_PAGES = 40
"""More cannot be recognised within the time limit."""

_PARTS = frozenset({"cv2", "numpy", "onnxruntime", "PIL", "rapidocr"})


def page_recogniser(content: bytes) -> Callable[[int], tuple[Page, Sideways]]:
    """Recognises the pages of a PDF, each by its number from 1, when asked to.

    The function raises FileRefused: OCR_MISSING, ENCRYPTED, BROKEN, and TOO_MANY_PAGES once it
    was asked for more than can be recognised in time.
    """
    asked = 0

    def recognise(number: int) -> tuple[Page, Sideways]:
        nonlocal asked
        asked += 1
        if asked > MAX_SCAN_PAGES:
            raise FileRefused(Refusal.TOO_MANY_PAGES, "pdf")
        _require_recognition("pdf")
        from parsing.scan.page import read_page
        from parsing.scan.raster import pdf_raster

        return read_page(pdf_raster(content, number))

    return recognise


def read_images(contents: Sequence[bytes], on_page: OnPage = unobserved) -> Document:
    """Pictures of the pages of one report, in order.

    Raises FileRefused: OCR_MISSING, BROKEN, TOO_LARGE, TOO_MANY_PAGES.
    """
    _require_recognition("image")
    from parsing.scan.raster import picture_rasters

    return _document(_told(picture_rasters(contents, MAX_SCAN_PAGES), len(contents), on_page))


def _told(rasters: Iterable["Raster"], pictures: int, on_page: OnPage) -> Iterator["Raster"]:
    for raster in rasters:
        # Some pictures hold several pages, which are counted as they come.
        on_page(raster.number, max(raster.number, pictures))
        yield raster


def _document(rasters: Iterable["Raster"]) -> Document:
    from parsing.scan.page import read_page

    read = [read_page(raster) for raster in rasters]
    pages = [page for page, _ in read]
    sideways = tuple(turned for _, turned in read if not turned.is_straight)
    return Document(items=tuple(flow(pages)), pages=len(pages), sideways=sideways)


def _require_recognition(kind: str) -> None:
    """Raises FileRefused (OCR_MISSING) where the extra is not installed."""
    try:
        import parsing.scan.words  # noqa: F401 - loads everything that recognition needs
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] in _PARTS:
            raise FileRefused(Refusal.OCR_MISSING, kind) from error
        raise
