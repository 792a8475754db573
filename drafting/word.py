"""The draft as a Word document (DOCX) in the official layout."""

import io

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.run import Run

from drafting.basis import DraftBasis
from drafting.layout import Layout, Slot, layouts
from drafting.notes import notes
from drafting.styles import CELL, HEADING, HINT, SIGNATURE, TEXT, TITLE, official
from drafting.wording import load_words

_GRID = "Table Grid"
_CELL_MARGIN = 57
"""A millimetre in twentieths of a point: four characters in two lines fit a column of table 4."""


def docx_draft(basis: DraftBasis) -> bytes:
    """The report of the basis' year with everything that is known filled in.

    What the clerk has to write is asked for by hints that rule Q-PLACEHOLDER finds where they are
    left in; number cells that are not known are blank. What came from last year's report carries
    a comment that says so.
    """
    return _Draft(basis).made()


class _Draft:
    """One document being written from top to bottom."""

    def __init__(self, basis: DraftBasis) -> None:
        self._basis = basis
        self._words = load_words(basis.form.key)
        self._notes = notes(basis, self._words)
        self._document = official(Document())

    def made(self) -> bytes:
        title = self._said("title")
        self._document.core_properties.title = title
        self._paragraph(title, TITLE)
        self._introduction()
        tables = layouts(self._basis.form, self._words)
        for section in self._basis.form.sections:
            self._paragraph(self._words.heading(section), HEADING)
            for item in self._words.sections.get(section.number, ()):
                self._paragraph(item.name, TEXT, item.hint.format(**self._basis.values))
            if section.number in tables:
                self._paragraph("", TEXT, self._words.table["hint"])
                self._table(tables[section.number])
        self._paragraph(self._basis.unit, SIGNATURE)
        self._paragraph("", SIGNATURE, self._words.report["date"])
        buffer = io.BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    def _said(self, key: str) -> str:
        return self._words.report[key].format(**self._basis.values)

    def _paragraph(self, text: str, style: str, hint: str = "") -> Run:
        """Text, then a hint; returns the run of the text."""
        paragraph = self._document.add_paragraph(style=style)
        run: Run = paragraph.add_run(text)
        if hint:
            paragraph.add_run(hint, HINT)
        return run

    def _introduction(self) -> None:
        self._paragraph(self._said("introduction"), TEXT)
        if self._basis.contact is None:
            self._paragraph("", TEXT, self._words.report["contact"])
        else:
            said = self._words.note["contact"].format(last=self._basis.year - 1)
            self._comment(self._paragraph(self._basis.contact, TEXT), said)

    def _comment(self, run: Run, text: str) -> None:
        note = self._words.note
        self._document.add_comment(run, text, note["author"], note["initials"])

    def _table(self, layout: Layout) -> None:
        table = self._document.add_table(layout.rows, len(layout.widths), _GRID)
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _narrow_margins(table)
        for column, width in zip(table.columns, layout.widths, strict=True):
            column.width = Cm(width)
        rows = [row.cells for row in table.rows]
        for cells in rows:
            for cell, width in zip(cells, layout.widths, strict=True):
                cell.width = Cm(width)
        for slot in layout.slots:
            last = rows[slot.row + slot.rows - 1][slot.column + slot.columns - 1]
            first = rows[slot.row][slot.column]
            self._fill(first if first is last else first.merge(last), slot)
        for number, row in enumerate(table.rows):
            _keep_together(row, is_head=number < layout.head_rows)

    def _fill(self, cell: WordCell, slot: Slot) -> None:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.style = CELL
        value = self._basis.carried_in.get(slot.name or "")
        run = paragraph.add_run(slot.text if value is None else str(value))
        if slot.name and slot.name in self._notes:
            self._comment(run, self._notes[slot.name])


def _narrow_margins(table: WordTable) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(_CELL_MARGIN))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _keep_together(row: WordRow, *, is_head: bool) -> None:
    """No page break within a row; the rows that name the columns are printed on each page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
