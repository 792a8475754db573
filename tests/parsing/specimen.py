"""Invented annual reports in the official layout, as Word, PDF, tab-separated text or Markdown.

A specimen is driven by the forms in `domain.form`, so that its tables have exactly the rows and
columns that the form prints. Nothing here comes from a real report.
"""

import io
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as WordTable
from docx.text.run import Run

from domain.form import Form, Line, Table, load_form

Value = int | Decimal | None

_GROUP_LABEL = "三、本年度办理结果"
_BALANCE_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_RECEIVED = ("received", "carried_in")
_CLOSING = ("processed_total", "carried_out")


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a table to be drawn: its text, where it starts and how far it spreads."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """A table to be drawn: its slots, its size, and the widths of its columns in centimetres."""

    slots: tuple[Slot, ...]
    rows: int
    columns: int
    widths: tuple[float, ...]

    def lines(self) -> list[list[str]]:
        """The table as lines of cells, one for each grid column; merged positions are empty."""
        lines = [[""] * self.columns for _ in range(self.rows)]
        for slot in self.slots:
            lines[slot.row][slot.column] = slot.text
        return lines


@dataclass(frozen=True, slots=True)
class Specimen:
    """An invented report. `cells` maps public cell names to values; a cell that is missing or
    None is printed blank. `sections` maps section numbers (一 to 六) to paragraphs. A 2021 report
    whose cells name ``applications.other_processing.*`` prints that group as one row."""

    unit: str
    year: int
    form: str
    cells: Mapping[str, Value]
    sections: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"{self.unit}{self.year}年政府信息公开工作年度报告"

    @property
    def introduction(self) -> str:
        return (
            f"本报告所列数据的统计期限自{self.year}年1月1日起，至{self.year}年12月31日止。"
            "如有疑问，请与本机关联系。"
        )

    def drawings(self) -> dict[str, Drawing]:
        """The three tables by the number of the section that they stand in."""
        form = load_form(self.form)
        return {
            "二": _disclosure(form.tables["disclosure"], self._print),
            "三": _applications(form.tables["applications"], self._print, self._unsplit),
            "四": _reviews(form.tables["reviews"], self._print),
        }

    def flow(self) -> Iterator[tuple[str, Drawing | None]]:
        """Everything below the title in printed order: paragraphs, and tables with no text."""
        yield self.introduction, None
        drawings = self.drawings()
        for section in load_form(self.form).sections:
            yield f"{section.number}、{section.heading}", None
            for paragraph in self.sections.get(section.number, ()):
                yield paragraph, None
            if section.number in drawings:
                yield "", drawings[section.number]

    def docx(self, *, landscape: bool = False) -> bytes:
        """The report as a Word document with merged cells, on A4."""
        document = Document()
        page = document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        if landscape:
            page.orientation = WD_ORIENT.LANDSCAPE
            page.page_width, page.page_height = Cm(29.7), Cm(21)
        page.left_margin = page.right_margin = Cm(2.6)
        heading = document.add_paragraph()
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write(heading.add_run(self.title), 20)
        for text, drawing in self.flow():
            if drawing is None:
                paragraph = document.add_paragraph()
                paragraph.paragraph_format.first_line_indent = Pt(28)
                _write(paragraph.add_run(text), 14)
            else:
                _draw(document.add_table(drawing.rows, drawing.columns), drawing)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    def text(self, *, markdown: bool = False) -> str:
        """The report as text: tables separated by tabs, or as pipe tables with Markdown marks."""
        lines = [f"# {self.title}" if markdown else self.title, ""]
        for text, drawing in self.flow():
            if drawing is None:
                is_heading = markdown and text[1:2] == "、"
                lines.append(f"## {text}" if is_heading else text)
            else:
                rows = drawing.lines()
                lines.extend(_pipes(rows) if markdown else ["\t".join(row) for row in rows])
            lines.append("")
        return "\n".join(lines)

    def pdf(self, *, landscape: bool = False) -> bytes:
        """The report as LibreOffice prints it. Raises RuntimeError where that is not installed."""
        return to_pdf(self.docx(landscape=landscape))

    def _print(self, name: str) -> str:
        value = self.cells.get(name)
        return "" if value is None else str(value)

    @property
    def _unsplit(self) -> bool:
        return any(name.startswith("applications.other_processing.") for name in self.cells)


def has_libreoffice() -> bool:
    return shutil.which("soffice") is not None


def to_pdf(docx: bytes) -> bytes:
    """A Word document as LibreOffice prints it."""
    program = shutil.which("soffice")
    if program is None:
        raise RuntimeError("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "specimen.docx")
        source.write_bytes(docx)
        profile = Path(folder, "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run(
            [*command, "--outdir", folder, str(source)],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return Path(folder, "specimen.pdf").read_bytes()


def cell_names(form: str) -> list[str]:
    """Every cell of the three tables of a form, in printed order."""
    return [name for table in load_form(form).tables.values() for name in table.cell_names()]


def consistent_cells(form: str, seed: int, digits: int = 2) -> dict[str, Value]:
    """Random values for every cell of a form whose sums and balances all hold. Counts of tables
    3 and 4 have up to `digits` digits before they are summed, those of table 2 one more."""
    chance = random.Random(seed)  # noqa: S311 - invented numbers, not secrets
    cells: dict[str, Value] = {}
    for name in cell_names(form):
        cells[name] = chance.randrange(10 ** chance.randrange(1, digits + 2))
        if name.endswith(".change"):
            cells[name] = chance.randrange(-30, 30)
        elif name.endswith(".amount"):
            cells[name] = Decimal(chance.randrange(0, 999_999)) / 100
    _balance_applications(load_form(form), cells, chance, digits)
    _balance_reviews(load_form(form), cells, chance, digits)
    return cells


def _count(chance: random.Random, digits: int) -> int:
    """A count as reports have them: mostly 0, seldom large."""
    return chance.choice((0, 0, 0, 1, 2, chance.randrange(10**digits)))


def _balance_applications(
    form: Form, cells: dict[str, Value], chance: random.Random, digits: int
) -> None:
    table = form.tables["applications"]
    columns = [column.key for column in table.parts[0].columns]
    rows = [row.key for row in table.parts[0].rows]
    for column in columns[:-1]:
        counts = dict.fromkeys(rows, 0)
        for row in table.groups["results"]:
            counts[row] = _count(chance, digits)
        counts["processed_total"] = sum(counts[row] for row in table.groups["results"])
        counts["carried_out"] = chance.randrange(0, 4)
        total = counts["processed_total"] + counts["carried_out"]
        counts["carried_in"] = chance.randrange(0, total + 1)
        counts["received"] = total - counts["carried_in"]
        cells.update({f"applications.{row}.{column}": count for row, count in counts.items()})
    for row in rows:
        parts = [cells[f"applications.{row}.{column}"] for column in columns[:-1]]
        cells[f"applications.{row}.total"] = sum(int(part or 0) for part in parts)


def _balance_reviews(
    form: Form, cells: dict[str, Value], chance: random.Random, digits: int
) -> None:
    part = form.tables["reviews"].parts[0]
    for row in part.rows:
        counts = {column.key: _count(chance, digits) for column in part.columns[:-1]}
        counts["total"] = sum(counts.values())
        cells.update({f"reviews.{row.key}.{column}": count for column, count in counts.items()})


def _disclosure(table: Table, value: Callable[[str], str]) -> Drawing:
    slots: list[Slot] = []
    width = 4
    row = 0
    for part in table.parts:
        slots.append(Slot(part.heading or "", row, 0, columns=width))
        slots.append(Slot("信息内容", row + 1, 0))
        slots.extend(_spread([column.label for column in part.columns], row + 1, width))
        for i, line in enumerate(part.rows, row + 2):
            slots.append(Slot(line.label, i, 0))
            names = [f"disclosure.{line.key}.{column.key}" for column in part.columns]
            slots.extend(_spread([value(name) for name in names], i, width))
        row += 2 + len(part.rows)
    return Drawing(tuple(slots), row, width, (5.0, 3.6, 3.6, 3.6))


def _spread(texts: Sequence[str], row: int, width: int) -> Iterator[Slot]:
    """Texts side by side behind the label column, the last as wide as what is left."""
    for column, text in enumerate(texts, 1):
        last = column == len(texts)
        yield Slot(text, row, column, columns=width - column if last else 1)


def _applications(table: Table, value: Callable[[str], str], unsplit: bool) -> Drawing:
    part = table.parts[0]
    columns = part.columns
    slots = [
        Slot(_BALANCE_NOTE, 0, 0, rows=3, columns=3),
        Slot("申请人情况", 0, 3, columns=7),
        Slot(columns[0].label, 1, 3, rows=2),
        Slot("法人或其他组织", 1, 4, columns=5),
        Slot(columns[-1].label, 1, 9, rows=2),
        *(Slot(column.label, 2, 4 + i) for i, column in enumerate(columns[1:-1])),
    ]
    lines = _printed_rows(table, unsplit)
    slots.extend(_label_slots(lines))
    for i, line in enumerate(lines, 3):
        slots.extend(
            Slot(value(f"applications.{line.key}.{column.key}"), i, 3 + c)
            for c, column in enumerate(columns)
        )
    return Drawing(tuple(slots), 3 + len(lines), 10, (0.8, 2.2, 4.6, *(1.1,) * 7))


def _printed_rows(table: Table, unsplit: bool) -> list[Line]:
    rows = list(table.parts[0].rows)
    for merged in table.merged if unsplit else ():
        at = next(i for i, row in enumerate(rows) if row.key in merged.replaces)
        rows = [row for row in rows if row.key not in merged.replaces]
        rows.insert(at, merged)
    return rows


def _label_slots(lines: Sequence[Line]) -> Iterator[Slot]:
    first = next(i for i, line in enumerate(lines) if line.key not in _RECEIVED)
    last = max(i for i, line in enumerate(lines) if line.key != _CLOSING[1])
    yield Slot(_GROUP_LABEL, 3 + first, 0, rows=last - first + 1)
    for i, line in enumerate(lines):
        if not first <= i <= last:
            yield Slot(line.label, 3 + i, 0, columns=3)
        elif line.group is None:
            yield Slot(line.label, 3 + i, 1, columns=2)
        else:
            if lines[i - 1].group != line.group:
                size = sum(each.group == line.group for each in lines)
                yield Slot(line.group, 3 + i, 1, rows=size)
            yield Slot(line.label, 3 + i, 2)


def _reviews(table: Table, value: Callable[[str], str]) -> Drawing:
    part = table.parts[0]
    slots = [
        Slot(part.rows[0].label, 0, 0, columns=5),
        Slot("行政诉讼", 0, 5, columns=10),
        *(Slot(column.label, 1, c, rows=2) for c, column in enumerate(part.columns)),
    ]
    for g, row in enumerate(part.rows):
        if g:
            slots.append(Slot(row.label, 1, 5 * g, columns=5))
            slots.extend(Slot(col.label, 2, 5 * g + c) for c, col in enumerate(part.columns))
        slots.extend(
            Slot(value(f"reviews.{row.key}.{column.key}"), 3, 5 * g + c)
            for c, column in enumerate(part.columns)
        )
    return Drawing(tuple(slots), 4, 15, (1.05,) * 15)


def _pipes(rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]


def _draw(table: WordTable, drawing: Drawing) -> None:
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, drawing.widths, strict=True):
        column.width = Cm(width)
    for slot in drawing.slots:
        cell = table.cell(slot.row, slot.column)
        if slot.rows > 1 or slot.columns > 1:
            end = table.cell(slot.row + slot.rows - 1, slot.column + slot.columns - 1)
            cell = cell.merge(end)
        if slot.text:
            _write(cell.paragraphs[0].add_run(slot.text), 9)


def _write(run: Run, size: int) -> None:
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
