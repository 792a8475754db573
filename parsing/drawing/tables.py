"""A table drawn from what was read, for sources that have no pages."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image as Pillow
from PIL import ImageDraw

from domain.form import Form, Line, Table, TablePart
from domain.report import Cell, Report
from parsing.drawing.boxes import draw_marks
from parsing.drawing.ink import Edges, saved, wrapped, write
from parsing.drawing.marks import Mark

_MARGIN, _SIZE, _LINE, _PAD = 24, 24, 32, 10
_LABELS, _COLUMN, _NARROWEST = 520, 124, 900
_HEADED = 60
_GRID, _SHADE = (150, 150, 150), (238, 241, 245)


@dataclass(frozen=True, slots=True)
class _Box:
    """One cell of the drawing: its edges, its lines of text, and the name of the report's cell."""

    edges: Edges
    lines: tuple[str, ...]
    is_head: bool
    name: str | None = None


def drawn_table(table: Table, form: Form, report: Report, marks: Sequence[Mark]) -> bytes:
    """A PNG of the table with the values as they were read, those of `marks` boxed and
    numbered."""
    boxes = list(_laid_out(table, report.cells))
    width = int(max(box.edges[2] for box in boxes)) + _MARGIN
    height = int(max(box.edges[3] for box in boxes)) + _MARGIN
    image = Pillow.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    section = next(each for each in form.sections if each.number == table.section)
    title = f"{table.name}　{section.number}、{section.heading}"
    write(draw, (_MARGIN, _MARGIN), title, _SIZE + 4)
    for box in boxes:
        _draw(draw, box)
    edges = {box.name: box.edges for box in boxes if box.name}
    draw_marks(image, [(mark, edges[mark.cell]) for mark in marks if mark.cell in edges])
    return saved(image, "PNG")


def _laid_out(table: Table, cells: Mapping[str, Cell]) -> Iterator[_Box]:
    top = float(_MARGIN + _HEADED)
    for part in table.parts:
        top = yield from _part(table, part, cells, top)


def _part(
    table: Table, part: TablePart, cells: Mapping[str, Cell], top: float
) -> Generator[_Box, None, float]:
    """The boxes of one part, its columns as wide as the table; returns where it ends."""
    most = max(len(each.columns) for each in table.parts)
    across = max(_COLUMN, (_NARROWEST - _LABELS) / most)
    width = across * most / len(part.columns)
    columns = [(line, _LABELS + n * width) for n, line in enumerate(part.columns)]
    heads = [wrapped(line.label, _SIZE, width - 2 * _PAD) for line in part.columns]
    corner = wrapped(part.heading or "", _SIZE, _LABELS - 2 * _PAD)
    bottom = top + _height(corner, *heads)
    yield _Box(_edges(0, top, _LABELS, bottom), tuple(corner), True)
    for (_, left), lines in zip(columns, heads, strict=True):
        yield _Box(_edges(left, top, width, bottom), tuple(lines), True)
    for row in _rows(table, part, cells):
        label = wrapped(row.short, _SIZE, _LABELS - 2 * _PAD, 2)
        top, bottom = bottom, bottom + _height(label)
        yield _Box(_edges(0, top, _LABELS, bottom), tuple(label), True)
        for line, left in columns:
            name = f"{table.key}.{row.key}.{line.key}"
            value = _value(cells.get(name))
            text = wrapped(value, _SIZE, width - 2 * _PAD, 2)
            yield _Box(_edges(left, top, width, bottom), tuple(text), False, name)
    return bottom


def _rows(table: Table, part: TablePart, cells: Mapping[str, Cell]) -> Iterator[Line]:
    """The rows that the report prints: one that stands for several in their place."""
    printed = {name.split(".")[1] for name in cells if name.startswith(f"{table.key}.")}
    merged = {
        key: row
        for row in table.merged
        if row.key in printed and printed.isdisjoint(row.replaces)
        for key in row.replaces
    }
    yield from dict.fromkeys(merged.get(row.key, row) for row in part.rows)


def _value(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return str(cell.value) if cell.value is not None else cell.text


def _height(*texts: Sequence[str]) -> float:
    return max(len(lines) for lines in texts) * _LINE + 2 * _PAD


def _edges(left: float, top: float, width: float, bottom: float) -> Edges:
    return _MARGIN + left, top, _MARGIN + left + width, bottom


def _draw(draw: ImageDraw.ImageDraw, box: _Box) -> None:
    left, top, right, bottom = box.edges
    draw.rectangle(box.edges, _SHADE if box.is_head else "white", _GRID, 1)
    y = (top + bottom - len(box.lines) * _LINE) / 2 + _LINE / 2
    is_label = box.is_head and left == _MARGIN
    for line in box.lines:
        at = (left + _PAD, y) if is_label else ((left + right) / 2, y)
        write(draw, at, line, _SIZE, anchor="lm" if is_label else "mm")
        y += _LINE
