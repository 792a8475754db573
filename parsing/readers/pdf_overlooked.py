"""Characters of pages on which pdfium overlooks some, by the slower pdfplumber."""

import io
from typing import Any

from domain.document import Box
from domain.refusal import FileRefused, Refusal
from parsing.readers.look import quarter_of
from parsing.readers.pdf_lines import Char
from parsing.upright import turned_box


def overlooked_chars(content: bytes, index: int, turn: int) -> list[Char]:
    """All characters of the page `index` (from 0), turned clockwise by `turn` quarters from how it
    is shown. Raises FileRefused (BROKEN)."""
    # Loading it takes longer than pdfium needs for most reports.
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(content), pages=[index + 1]) as pdf:
            page = pdf.pages[0]
            width, height = float(page.width), float(page.height)
            return [char for each in page.chars if (char := _char(each, turn, width, height))]
    except PdfminerException as error:
        raise FileRefused(Refusal.BROKEN, "pdf") from error


def _char(printed: dict[str, Any], turn: int, width: float, height: float) -> Char | None:
    """A character as printed; None for slanted ones and those upside down."""
    quarter = quarter_of(*printed["matrix"][:2])
    if quarter is None or (direction := (quarter - turn) % 4) == 2:
        return None
    shown = Box(printed["x0"], printed["top"], printed["x1"], printed["bottom"])
    box = turned_box(shown, turn, width, height)
    return Char(
        text=printed["text"],
        x0=box.x0,
        top=box.top,
        x1=box.x1,
        bottom=box.bottom,
        size=max(printed["size"], 1.0),
        turned={0: 0, 1: 1, 3: -1}[direction],
    )
