"""Reads one file in the calling process. Files from people go through `parsing.sandbox`."""

import logging

from domain.document import Document
from domain.refusal import FileRefused, Refusal
from domain.report import Report
from parsing.assemble import assemble
from parsing.detect import detect
from parsing.readers.progress import OnPage, unobserved
from parsing.upright import as_shown

_log = logging.getLogger(__name__)


MAX_PAGES = 300


def read_report(
    content: bytes,
    *,
    max_pages: int = MAX_PAGES,
    ocr: bool = False,
    on_page: OnPage = unobserved,
) -> Report:
    """The report in a file, told by its content. Text in pictures is recognised with `ocr` only: it
    takes seconds for each page. `on_page` is told of each page of a PDF or picture before it is
    read.

    Raises FileRefused for every file that cannot be read, whatever goes wrong inside a reader.
    """
    kind = "unknown"
    try:
        kind = detect(content)
        document = _read(content, kind, max_pages, ocr, on_page)
        return as_shown(assemble(document, kind), document.sideways)
    except FileRefused:
        raise
    except MemoryError as error:
        raise FileRefused(Refusal.TOO_MUCH_MEMORY, kind) from error
    except Exception as error:
        # Whatever a damaged file does to a reader, for its sender the file is what is damaged.
        _log.warning("reading failed kind=%s error=%s", kind, type(error).__name__)
        raise FileRefused(Refusal.BROKEN, kind) from error


def _read(content: bytes, kind: str, max_pages: int, ocr: bool, on_page: OnPage) -> Document:
    """The document in a file. Readers are loaded when needed: PDF alone costs 0.2 s."""
    if kind == "pdf":
        return _read_pdf(content, max_pages, ocr, on_page)
    if kind == "docx":
        from parsing.readers.docx import read_docx

        return read_docx(content)
    if kind == "html":
        from parsing.readers.html import read_html

        return read_html(content)
    if kind == "mhtml":
        from parsing.readers.html import read_mhtml

        return read_mhtml(content)
    if kind == "xlsx":
        from parsing.readers.xlsx import read_xlsx

        return read_xlsx(content)
    if kind == "ofd":
        from parsing.readers.ofd import read_ofd

        return read_ofd(content, max_pages)
    if kind == "text":
        from parsing.readers.text import read_text

        return read_text(content)
    if kind in ("image", "pictures"):
        return _read_pictures(content, kind, ocr, on_page)
    raise FileRefused(Refusal.UNSUPPORTED_KIND, kind)


def _read_pdf(content: bytes, max_pages: int, ocr: bool, on_page: OnPage) -> Document:
    from parsing.readers.pdf import read_pdf
    from parsing.readers.scan import page_recogniser

    return read_pdf(content, max_pages, page_recogniser(content) if ocr else None, on_page)


def _read_pictures(content: bytes, kind: str, ocr: bool, on_page: OnPage) -> Document:
    """One picture, or the pictures of one report packed in their order."""
    if not ocr:
        raise FileRefused(Refusal.SCAN, kind)
    from parsing.archive import unpack
    from parsing.readers.scan import read_images

    if kind == "image":
        return read_images([content], on_page)
    return read_images([file.content for file in unpack(content)], on_page)
