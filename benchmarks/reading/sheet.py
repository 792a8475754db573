"""Reports as workbooks, written part by part."""

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from parsing.numbers import parse_number
from tests.parsing.specimen import Drawing, Specimen

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_Lines = list[str | Drawing]


def one_sheet(report: Specimen) -> bytes:
    """The whole report on one sheet, as it would be printed."""
    return _workbook({"年度报告": [report.title, *_flow(report)]})


def sheet_per_table(report: Specimen) -> bytes:
    """Text on the first sheet and each table under its heading on a sheet of its own."""
    sheets: dict[str, _Lines] = {"正文": [report.title]}
    current = "正文"
    for item in _flow(report):
        if isinstance(item, str) and item[1:2] == "、":
            current = f"第{item[0]}部分"
            sheets[current] = []
        sheets[current].append(item)
    return _workbook(sheets)


def _flow(report: Specimen) -> Iterator[str | Drawing]:
    for text, drawing in report.flow():
        yield text if drawing is None else drawing


def _workbook(sheets: dict[str, _Lines]) -> bytes:
    overrides = f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
    names, relations = "", ""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for i, (name, lines) in enumerate(sheets.items(), 1):
            part = f"/xl/worksheets/sheet{i}.xml"
            overrides += f'<Override PartName="{part}" ContentType="{_OFFICE}.worksheet+xml"/>'
            names += f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>'
            relations += (
                f'<Relationship Id="rId{i}" Type="{_RELATIONS}/worksheet" Target="{part}"/>'
            )
            archive.writestr(part[1:], _sheet(lines))
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{names}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        )
    return buffer.getvalue()


def _sheet(lines: _Lines) -> str:
    rows: dict[int, list[str]] = {}
    merges: list[str] = []
    top = 1
    for line in lines:
        if isinstance(line, str):
            rows[top] = [_cell(line, top, 0)]
            merges.append(f"A{top}:{_column(9)}{top}")
            top += 1
            continue
        for slot in sorted(line.slots, key=lambda slot: slot.column):
            row = top + slot.row
            rows.setdefault(row, []).append(_cell(slot.text, row, slot.column))
            if slot.rows > 1 or slot.columns > 1:
                end = f"{_column(slot.column + slot.columns - 1)}{row + slot.rows - 1}"
                merges.append(f"{_column(slot.column)}{row}:{end}")
        top += line.rows + 1
    data = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in sorted(rows.items()))
    merged = "".join(f'<mergeCell ref="{merge}"/>' for merge in merges)
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData>'
        f'<mergeCells count="{len(merges)}">{merged}</mergeCells></worksheet>'
    )


def _cell(text: str, row: int, column: int) -> str:
    place = f"{_column(column)}{row}"
    if not text:
        return f'<c r="{place}"/>'
    if parse_number(text) is not None:
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _column(index: int) -> str:
    return chr(ord("A") + index)
