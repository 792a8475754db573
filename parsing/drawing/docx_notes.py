"""A Word document with a comment at each problem."""

import io

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from domain.finding import Check
from domain.report import Report
from parsing.drawing.notes import notes
from parsing.drawing.words import Words
from parsing.readers.docx import elements_by_path


def commented(
    content: bytes, report: Report, check: Check, words: Words
) -> tuple[bytes, tuple[int, ...]]:
    """The same DOCX with a comment at each problem whose place is known, and the numbers of those
    problems. Raises what python-docx and lxml raise for damaged files."""
    document = docx.Document(io.BytesIO(content))
    elements = elements_by_path(document.element.body)
    written = []
    for note in notes(report, check, words):
        element = elements.get(note.place.path or "")
        if element is None:
            continue
        runs = _runs(element, document)
        document.add_comment(runs, note.text, note.author, words("initials"))
        written.append(note.number)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue(), tuple(written)


def _runs(element: etree._Element, document: Document) -> list[Run]:
    """The runs that a comment spans. Nothing to span, as in an empty cell, becomes an empty run,
    for a comment cannot hang on less."""
    paragraph = element if element.tag == qn("w:p") else next(element.iter(qn("w:p")))
    place = Paragraph(paragraph, document._body)
    runs = [Run(run, place) for run in paragraph.iter(qn("w:r"))]
    return runs or [place.add_run()]
