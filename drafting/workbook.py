"""The draft as a workbook (XLSX) whose formulas keep the relations of the tables true."""

import io
import math
from collections.abc import Iterable, Mapping

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from domain.form import FormSection, Table
from drafting.basis import DraftBasis
from drafting.layout import Layout, Slot, layouts
from drafting.notes import notes
from drafting.sheet_formats import TABLE_SIZE, SheetFormats
from drafting.sums import balance, sums
from drafting.wording import load_words

_A4 = 9
_DIGITS_PER_CM = 4.9
"""Widths of columns are counted in digits of the workbook's typeface."""

_TEXT_WIDTH = 80
_CM_PER_POINT = 2.54 / 72
_PADDING = 0.3
"""Left and right of the text in a cell, in centimetres."""

_TOP = 1
"""The row where a table begins, counted from 0: under the heading of its section."""

_BLANK = " "
"""Stored as the result of a formula that shows nothing: an empty one would count as not stored."""

_MAY = {"format_columns": True, "format_rows": True}
"""What a clerk may do to a locked sheet beside filling it in."""


def xlsx_draft(basis: DraftBasis) -> bytes:
    """The report of the basis' year as a workbook: text, a sheet for each table, text.

    Totals are formulas, and a line under table 3 tells for each column whether it balances; these
    cells are locked, without a password. The others take whole numbers from 0 only (money: any
    number from 0) and are blank until the clerk fills them in, except 上年结转. The results that
    follow from what is filled in are stored with the formulas, so that the file reads the same
    before a spreadsheet has calculated it.
    """
    return _Draft(basis).made()


class _Draft:
    """One workbook being written sheet by sheet."""

    def __init__(self, basis: DraftBasis) -> None:
        self._basis = basis
        self._words = load_words(basis.form.key)
        self._notes = notes(basis, self._words)
        self._sums = sums(basis.form)
        self._known = dict(basis.carried_in)
        self._cells: dict[str, str] = {}
        self._buffer = io.BytesIO()
        self._book = Workbook(self._buffer, {"in_memory": True})
        self._formats = SheetFormats(self._book)

    def made(self) -> bytes:
        basis, report = self._basis, self._words.report
        tables = {table.section: table for table in basis.form.tables.values()}
        drawn = layouts(basis.form, self._words)
        title = report["title"].format(**basis.values)
        self._book.set_properties({"title": title})
        introduction = report["introduction"].format(**basis.values)
        texts = [(title, self._formats.title)]
        texts += self._typed([introduction, basis.contact or report["contact"]])
        name = self._words.workbook["text_sheet"]
        for section in basis.form.sections:
            if section.number not in tables:
                texts += [(self._words.heading(section), self._formats.heading)]
                texts += self._typed([self._words.workbook["hint"]])
                continue
            self._text_sheet(name, texts)
            texts, name = [], self._words.workbook["closing_sheet"]
            self._table_sheet(section, tables[section.number], drawn[section.number])
        texts += self._typed([basis.unit, report["date"]])
        self._text_sheet(name, texts)
        self._book.close()
        return self._buffer.getvalue()

    def _typed(self, texts: Iterable[str]) -> list[tuple[str, Format]]:
        return [(text, self._formats.text) for text in texts]

    def _text_sheet(self, name: str, texts: list[tuple[str, Format]]) -> None:
        if not texts:
            return
        sheet = self._book.add_worksheet(name)
        _for_print(sheet)
        sheet.set_column(0, 0, _TEXT_WIDTH)
        for row, (text, style) in enumerate(texts):
            sheet.write_string(row, 0, text, style)
            lines = _lines(text, _TEXT_WIDTH / _DIGITS_PER_CM, style.font_size)
            if lines > 1 or style is not self._formats.text:
                sheet.set_row(row, _height(lines, style.font_size))

    def _table_sheet(self, section: FormSection, table: Table, layout: Layout) -> None:
        sheet = self._book.add_worksheet(table.name)
        _for_print(sheet, landscape=table.layout == "wide")
        for column, width in enumerate(layout.widths):
            sheet.set_column(column, column, width * _DIGITS_PER_CM)
        for row, lines in _lines_by_row(layout).items():
            sheet.set_row(_TOP + row, _height(lines, TABLE_SIZE))
        last = len(layout.widths) - 1
        sheet.set_row(0, _height(1, self._formats.heading.font_size))
        sheet.merge_range(0, 0, 0, last, self._words.heading(section), self._formats.heading)
        if layout.head_rows:
            sheet.freeze_panes(_TOP + layout.head_rows, 0)
        for slot in layout.slots:
            if slot.name:
                self._cells[slot.name] = xl_rowcol_to_cell(_TOP + slot.row, slot.column)
        for slot in layout.slots:
            self._fill(sheet, slot)
        if table.groups:
            self._balance_line(sheet, table, layout)
        sheet.protect("", _MAY)

    def _fill(self, sheet: Worksheet, slot: Slot) -> None:
        row, column = _TOP + slot.row, slot.column
        is_sum = slot.name in self._sums
        style = self._formats.cell(slot, is_sum=is_sum)
        if slot.rows > 1 or slot.columns > 1:
            bottom, right = row + slot.rows - 1, column + slot.columns - 1
            sheet.merge_range(row, column, bottom, right, slot.text, style)
        if slot.name is None:
            sheet.write_string(row, column, slot.text, style)
        elif is_sum:
            self._write_sum(sheet, slot.name, style)
        else:
            self._write_input(sheet, slot.name, style)
        if slot.name and slot.name in self._notes:
            author = self._words.note["author"]
            sheet.write_comment(row, column, self._notes[slot.name], {"author": author})

    def _write_sum(self, sheet: Worksheet, name: str, style: Format) -> None:
        """Blank as long as nothing that is added up has been filled in."""
        parts = self._sums[name]
        # What is added up stands in one row or column without a gap.
        cells = f"{self._cells[parts[0]]}:{self._cells[parts[-1]]}"
        known = [self._known[part] for part in parts if part in self._known]
        if known:
            self._known[name] = sum(known)
        formula = f'=IF(COUNT({cells})=0,"",SUM({cells}))'
        sheet.write_formula(self._cells[name], formula, style, self._known.get(name, _BLANK))

    def _write_input(self, sheet: Worksheet, name: str, style: Format) -> None:
        cell = self._cells[name]
        if name in self._known:
            sheet.write_number(cell, self._known[name], style)
        else:
            sheet.write_blank(cell, None, style)
        kind = "amount" if self._basis.form.kind(name) == "amount" else "count"
        said = self._words.workbook
        sheet.data_validation(
            cell,
            {
                "validate": "decimal" if kind == "amount" else "integer",
                "criteria": ">=",
                "value": 0,
                "input_title": said[f"{kind}_title"],
                "input_message": said[f"{kind}_input"],
                "error_message": said[f"{kind}_error"],
            },
        )
        sheet.conditional_format(cell, {"type": "blanks", "format": self._formats.missing})

    def _balance_line(self, sheet: Worksheet, table: Table, layout: Layout) -> None:
        """A line under the table tells of each column that is filled in whether it balances. It is
        one merged cell, so that it reads as text and not as a row of the table."""
        said, (part,) = self._words.workbook, table.parts
        pieces, filled = [], []
        for column in part.columns:
            came, became = ([self._cells[n] for n in s] for s in balance(table, column.key))
            given = ",".join((*came, became[-1]))
            # N makes 0 of a sum that is still blank.
            rest = "+".join(f"N({c})" for c in came) + "".join(f"-N({c})" for c in became)
            outcome = f'IF({rest}=0,"{said["agrees"]}","{said["differs"]}"&({rest}))'
            pieces.append(f'IF(COUNT({given})<3,"","{column.label}"&{outcome}&"{said["gap"]}")')
            filled.append(f"COUNT({given})=3")
        told = "&".join(pieces)
        formula = f'=IF(OR({",".join(filled)}),"{said["check"]}"&{told},"")'
        row, right = _TOP + layout.rows + 1, len(layout.widths) - 1
        sheet.set_row(row, _height(2, TABLE_SIZE))
        sheet.merge_range(row, 0, row, right, "", self._formats.check)
        sheet.write_formula(row, 0, formula, self._formats.check, _BLANK)
        for text, style in (("differs", self._formats.differs), ("check", self._formats.agrees)):
            rule = {"type": "text", "criteria": "containing", "value": said[text], "format": style}
            sheet.conditional_format(row, 0, row, right, {**rule, "stop_if_true": True})


def _for_print(sheet: Worksheet, *, landscape: bool = False) -> None:
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    if landscape:
        sheet.set_landscape()


def _lines_by_row(layout: Layout) -> Mapping[int, int]:
    """How many lines of text each row of a table needs."""
    lines = dict.fromkeys(range(layout.rows), 1)
    for slot in layout.slots:
        width = sum(layout.widths[slot.column : slot.column + slot.columns])
        if slot.rows == 1:
            lines[slot.row] = max(lines[slot.row], _lines(slot.text, width, TABLE_SIZE))
    return lines


def _lines(text: str, width: float, size: float) -> int:
    """How many lines a Chinese text of a size in points takes in a width in centimetres."""
    fit = (width - _PADDING) / (size * _CM_PER_POINT)
    return max(1, math.ceil(len(text) / fit))


def _height(lines: int, size: float) -> float:
    """The height in points of a row of so many lines."""
    return 1.4 * size * lines + 4
