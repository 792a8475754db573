"""Scans and photos: pages that are pictures. Needs the extra ``ocr`` of the package."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from domain.document import Document
from domain.refusal import FileRefused, Refusal
from parsing.readers.flow import flow

if TYPE_CHECKING:
    from parsing.scan.raster import Raster

MAX_SCAN_PAGES = 40
"""More cannot be recognised within the time limit."""

_PARTS = frozenset({"cv2", "numpy", "onnxruntime", "PIL", "rapidocr"})


def read_scan_pages(content: bytes, page_numbers: Collection[int] | None = None) -> Document:
    """The pages `page_numbers` (from 1; None: all) of a PDF, recognised in their pictures.

    `pages` of the document counts what was read. Raises FileRefused: OCR_MISSING, ENCRYPTED,
    BROKEN, TOO_MANY_PAGES.
    """
    _require_recognition("pdf")
    from parsing.scan.raster import pdf_rasters

    return _document(pdf_rasters(content, page_numbers, MAX_SCAN_PAGES))


def read_images(contents: Sequence[bytes]) -> Document:
    """Pictures of the pages of one report, in order.

    Raises FileRefused: OCR_MISSING, BROKEN, TOO_LARGE, TOO_MANY_PAGES.
    """
    _require_recognition("image")
    from parsing.scan.raster import picture_rasters

    return _document(picture_rasters(contents, MAX_SCAN_PAGES))


def _document(rasters: Iterable["Raster"]) -> Document:
    from parsing.scan.page import read_page

    read = [read_page(raster) for raster in rasters]
    pages = [page for page, _ in read]
    sideways = tuple(turned for _, turned in read if turned.quarters or turned.skew)
    return Document(items=tuple(flow(pages)), pages=len(pages), sideways=sideways)


def _require_recognition(kind: str) -> None:
    """Raises FileRefused (OCR_MISSING) where the extra is not installed."""
    try:
        import parsing.scan.words  # noqa: F401 - loads everything that recognition needs
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] in _PARTS:
            raise FileRefused(Refusal.OCR_MISSING, kind) from error
        raise
