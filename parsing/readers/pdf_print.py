"""What is printed on the pages of a PDF, as pdfium finds it: characters, rulings, pictures."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from domain.document import Box
from domain.refusal import FileRefused, Refusal
from parsing.readers import pdf_calls
from parsing.readers.pdf_glyphs import Glyphs
from parsing.readers.pdf_lines import Char
from parsing.readers.pdf_overlooked import overlooked_chars
from parsing.readers.pdf_paths import Frame, drawn_on
from parsing.readers.plane import Ruling
from parsing.readers.progress import OnPage, unobserved

_PICTURE_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page turned so that most of its text runs from left to right.

    `turn` is by how many quarters, clockwise, that is more than a viewer shows it; width, height
    and all places are those of the turned page.
    """

    number: int
    width: float
    height: float
    turn: int
    chars: list[Char]
    rulings: list[Ruling]
    has_picture: bool


def printed_pages(
    content: bytes, max_pages: int, on_page: OnPage = unobserved
) -> Iterator[PrintedPage]:
    """The pages of a PDF one by one.

    Raises FileRefused: ENCRYPTED, BROKEN, TOO_MANY_PAGES.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise FileRefused(Refusal.ENCRYPTED if locked else Refusal.BROKEN, "pdf") from error
    try:
        if len(document) > max_pages:
            raise FileRefused(Refusal.TOO_MANY_PAGES, "pdf")
        for index in range(len(document)):
            on_page(index + 1, len(document))
            yield _page(document, index, content)
    except pypdfium2.PdfiumError as error:
        raise FileRefused(Refusal.BROKEN, "pdf") from error
    finally:
        document.close()


def _page(document: Any, index: int, content: bytes) -> PrintedPage:
    page = document[index]
    text = page.get_textpage()
    try:
        glyphs = Glyphs.of(text.raw)
        shown = page.get_rotation() // 90
        turned = glyphs.quarter(shown)
        frame = Frame.of(page.get_bbox(), turned)
        drawn = drawn_on(page.raw, frame)
        turn = (turned - shown) % 4
        is_overlooked = _overlooks(drawn.texts, glyphs.styles)
        chars = overlooked_chars(content, index, turn) if is_overlooked else glyphs.chars(frame)
        area = frame.width * frame.height
        return PrintedPage(
            number=index + 1,
            width=frame.width,
            height=frame.height,
            turn=turn,
            chars=chars,
            rulings=drawn.rulings,
            has_picture=any(_area(box) >= _PICTURE_SHARE * area for box in drawn.pictures),
        )
    finally:
        text.close()
        page.close()


def _overlooks(texts: Sequence[int], owners: Container[int]) -> bool:
    """Whether pdfium left out text: it takes a character for empty, a lone digit for example,
    where it has no picture of it, as with fonts that are named but not embedded."""
    left_out = (text for text in texts if text not in owners)
    return any(not pdf_calls.is_embedded(pdf_calls.font_of(text)) for text in left_out)


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)
