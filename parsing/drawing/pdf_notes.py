"""A PDF with a note and a frame at each problem, as annotations that every viewer shows.

Source: ISO 32000-1, 12.5.6 (annotation types).
"""

import io

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.annotations import Rectangle, Text
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

from domain.document import Box, Place
from domain.finding import Check
from domain.report import Report
from parsing.drawing.ink import COLOURS
from parsing.drawing.notes import Note, notes
from parsing.drawing.words import Words
from parsing.upright import turned_box

_ICON = 14
"""Points."""


def annotated(
    content: bytes, report: Report, check: Check, words: Words
) -> tuple[bytes, tuple[int, ...]]:
    """The same PDF with annotations at each problem whose place is known, and the numbers of
    those problems. Raises what pypdf raises for damaged files."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    said = notes(report, check, words)
    written = tuple(note.number for note in said if _annotate(writer, note))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue(), written


def _annotate(writer: PdfWriter, note: Note) -> bool:
    place = note.place
    if place.page is None or place.box is None or place.page > len(writer.pages):
        return False
    for each in (place, *note.others):
        _frame(writer, note, each)
    left, _, _, top = _on_paper(writer.pages[place.page - 1], place.box)
    # On the corner, where it hides neither this number nor the next.
    corner = (left - _ICON / 2, top - _ICON / 3, left + _ICON / 2, top + _ICON * 2 / 3)
    icon = Text(rect=corner, text=note.text, open=False)
    _add(writer, place.page, icon, note)
    return True


def _frame(writer: PdfWriter, note: Note, place: Place) -> None:
    if place.page is None or place.box is None or place.page > len(writer.pages):
        return
    frame = Rectangle(rect=_on_paper(writer.pages[place.page - 1], place.box))
    frame[NameObject("/Contents")] = TextStringObject(note.text)
    _add(writer, place.page, frame, note)


def _add(writer: PdfWriter, page: int, annotation: Rectangle | Text, note: Note) -> None:
    colour = [FloatObject(round(part / 255, 3)) for part in COLOURS[note.severity]]
    annotation[NameObject("/C")] = ArrayObject(colour)
    annotation[NameObject("/T")] = TextStringObject(note.author)
    writer.add_annotation(page - 1, annotation)


def _on_paper(page: PageObject, box: Box) -> tuple[float, float, float, float]:
    """A box of the page as a viewer shows it, in the page's own coordinates: origin at the bottom
    left, before its rotation."""
    shown = page.cropbox
    width, height = float(shown.width), float(shown.height)
    quarters = page.rotation // 90 % 4
    across, down = (height, width) if quarters % 2 else (width, height)
    flat = turned_box(box, -quarters, across, down)
    left, top = float(shown.left), float(shown.top)
    return left + flat.x0, top - flat.bottom, left + flat.x1, top - flat.top
