"""Reports as Word files, written part by part so that a look can ask for anything Word can do."""

import io
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.parsing.specimen import Drawing, Slot, Specimen

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TWIPS = 567
"""Twentieths of a point in a centimetre."""
_A4 = (11906, 16838)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_NUMBERS = (
    f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.numbering+xml"/></Types>'
)
_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="{target}"/></Relationships>'
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a Word file is made. `labels` is ``"plain"``, ``"spaced"`` (stray spaces inside) or
    ``"mangled"`` (a character lost); `tables` what stands around each table: ``"bare"``,
    ``"nested"`` (a table of one cell) or ``"control"`` (a content control)."""

    landscape: bool = False
    ruled: bool = True
    repeated_heads: bool = False
    tracked: bool = False
    numbered: bool = False
    labels: str = "plain"
    tables: str = "bare"


def write_docx(report: Specimen, look: Look, chance: random.Random) -> bytes:
    """A report as a Word file with the given look."""
    body = "".join(_body(report, look, chance))
    width, height = reversed(_A4) if look.landscape else _A4
    page = (
        f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"/>'
        '<w:pgMar w:top="1440" w:right="1470" w:bottom="1440" w:left="1470" '
        'w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
    )
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}{page}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATION.format(kind="officeDocument", target="word/document.xml"),
        "word/_rels/document.xml.rels": _RELATION.format(kind="numbering", target="numbering.xml"),
        "word/numbering.xml": _NUMBERS,
        "word/document.xml": document,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{xml}')
    return buffer.getvalue()


def _body(report: Specimen, look: Look, chance: random.Random) -> Iterator[str]:
    yield _paragraph(report.title, 40, '<w:jc w:val="center"/>')
    indent = '<w:ind w:firstLine="560"/>'
    for text, drawing in report.flow():
        if drawing is not None:
            yield _framed(_table(drawing, look, chance), look.tables)
            yield "<w:p/>"
        elif look.numbered and text[1:2] == "、":
            number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
            yield _paragraph(text[2:], 28, number + indent)
        else:
            yield _paragraph(text, 28, indent)


def _framed(table: str, frame: str) -> str:
    if frame == "nested":
        return (
            f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>"
            f"{table}<w:p/></w:tc></w:tr></w:tbl>"
        )
    if frame == "control":
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{table}</w:sdtContent></w:sdt>"
    return table


def _paragraph(text: str, size: int, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{_run(text, size)}</w:p>"


def _run(text: str, size: int, tag: str = "t") -> str:
    if not text:
        return ""
    font = (
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
        'w:eastAsia="Noto Serif CJK SC"/>'
    )
    return (
        f'<w:r><w:rPr>{font}<w:sz w:val="{size}"/></w:rPr>'
        f'<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'
    )


def _table(drawing: Drawing, look: Look, chance: random.Random) -> str:
    widths = [round(width * _TWIPS) for width in drawing.widths]
    borders = f"<w:tblBorders>{_BORDERS}</w:tblBorders>" if look.ruled else ""
    layout = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heads = _head_rows(drawing) if look.repeated_heads else 0
    rows = "".join(_row(drawing, row, row < heads, look, chance) for row in range(drawing.rows))
    return f"<w:tbl><w:tblPr>{layout}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _head_rows(drawing: Drawing) -> int:
    """The rows at the top that name columns: those that the first slot spans."""
    return drawing.slots[0].rows


def _row(drawing: Drawing, row: int, head: bool, look: Look, chance: random.Random) -> str:
    cells = []
    slots = sorted(
        (slot for slot in drawing.slots if slot.row <= row < slot.row + slot.rows),
        key=lambda slot: slot.column,
    )
    for slot in slots:
        width = round(sum(drawing.widths[slot.column : slot.column + slot.columns]) * _TWIPS)
        merge = ""
        if slot.rows > 1:
            merge = '<w:vMerge w:val="restart"/>' if slot.row == row else "<w:vMerge/>"
        span = f'<w:gridSpan w:val="{slot.columns}"/>' if slot.columns > 1 else ""
        content = _content(slot, look, chance) if slot.row == row else ""
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>'
            f"<w:p>{content}</w:p></w:tc>"
        )
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _content(slot: Slot, look: Look, chance: random.Random) -> str:
    is_label = any(char > "\u2e80" for char in slot.text)
    if is_label:
        return _run(noisy(slot.text, look.labels, chance), 18)
    if look.tracked and slot.text:
        old = _run(str(chance.randrange(999)), 18, "delText")
        marks = 'w:id="1" w:author="x" w:date="2024-01-01T00:00:00Z"'
        return f"<w:del {marks}>{old}</w:del><w:ins {marks}>{_run(slot.text, 18)}</w:ins>"
    return _run(slot.text, 18)


def noisy(label: str, noise: str, chance: random.Random) -> str:
    """A label as careless typing leaves it (see `Look.labels`)."""
    if noise == "spaced":
        return "".join(char + " " * (chance.random() < 0.25) for char in label)
    if noise == "mangled" and len(label) > 8:
        lost = chance.randrange(4, len(label) - 1)
        return label[:lost] + label[lost + 1 :]
    return label
