"""Workbooks (XLSX): the visible sheets in order, rows of one cell as text, others as tables.

Source: ECMA-376 part 1, chapter 18 (SpreadsheetML).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.document import Block, Document, Grid, GridCell, Place
from domain.refusal import FileRefused, Refusal
from parsing.joining import is_prose, join_all, starts_item
from parsing.readers.ooxml import opened
from parsing.readers.xlsx_sheet import Sheet, Slot, column_name, position, read_sheets

_MOST_CELLS = 50_000


def read_xlsx(content: bytes) -> Document:
    """Reads the visible sheets of a workbook, without hidden rows and columns.

    Numbers are whole where they are stored as such (``3.0`` is ``3``). A formula whose result the
    file does not hold (no spreadsheet has calculated it) has a confidence of 0: it is neither a
    number nor a blank. Places are ``"sheet NAME, cell B7"``.

    Raises FileRefused: TOO_LARGE where a part unpacks to more than 30 MB, TOO_LONG for more cells
    than any report has, EMPTY for no text, BROKEN where container or XML are damaged.
    """
    with opened(content, "xlsx") as package:
        items = [item for sheet in read_sheets(package) for item in _items(sheet)]
    if not items:
        raise FileRefused(Refusal.EMPTY, "xlsx")
    return Document(items=tuple(items), pages=None)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row. `slots` are all cells that are drawn in it, merged ones from above too."""

    number: int
    slots: tuple[Slot, ...]

    @property
    def texts(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.text]

    @property
    def right(self) -> int:
        return max((slot.column + slot.columns for slot in self.texts), default=0)


def _items(sheet: Sheet) -> Iterator[Block | Grid]:
    pending: list[_Row] = []
    for number, slots in sheet.rows():
        row = _Row(number, slots)
        follows = bool(pending) and pending[-1].number == number - 1
        if _is_text(row, pending[-1] if follows else None):
            yield from _grid(sheet, pending)
            pending = []
            slot = row.texts[0]
            place = Place(path=_path(sheet, slot.row, slot.column))
            yield from (
                Block(line.strip(), place) for line in slot.text.split("\n") if line.strip()
            )
            continue
        if not follows:
            yield from _grid(sheet, pending)
            pending = []
        if row.texts or pending:
            pending.append(row)
    yield from _grid(sheet, pending)


def _is_text(row: _Row, above: _Row | None) -> bool:
    """Whether a row is one cell of text, not a row of a table whose other cells are blank."""
    if len(row.texts) != 1 or row.texts[0].row != row.number:
        return False
    if len(row.slots) > 1:
        return False
    slot = row.texts[0]
    if above is None or slot.has_border or row.right >= above.right:
        return True
    return is_prose(slot.text) or (slot.columns == 1 and starts_item(slot.text))


def _grid(sheet: Sheet, rows: Sequence[_Row]) -> Iterator[Grid]:
    if not rows:
        return
    left = min(slot.column for row in rows for slot in row.texts)
    columns = [c for c in range(left, max(row.right for row in rows)) if c not in sheet.hidden]
    if len(rows) * len(columns) > _MOST_CELLS:
        raise FileRefused(Refusal.TOO_LONG, "xlsx")
    numbers = [row.number for row in rows]
    cells: list[GridCell] = []
    for r, row in enumerate(rows):
        covering = {c: slot for slot in row.slots for c in range(slot.column, slot.end)}
        for c, column in enumerate(columns):
            slot = covering.get(column) or Slot("", row.number, column)
            is_first = r == 0 or numbers[r - 1] < slot.row
            if not is_first or (c and columns[c - 1] >= slot.column):
                continue
            cells.append(
                GridCell(
                    text=join_all(slot.text.split("\n")),
                    row=r,
                    column=c,
                    row_span=bisect_left(numbers, slot.row + slot.rows) - r,
                    column_span=bisect_left(columns, slot.end) - c,
                    place=Place(path=_path(sheet, slot.row, slot.column)),
                    confidence=1.0 if slot.is_calculated else 0.0,
                )
            )
    place = Place(path=_path(sheet, numbers[0], columns[0]) if columns else f"sheet {sheet.name}")
    yield Grid(tuple(cells), len(rows), len(columns), place)


def _path(sheet: Sheet, row: int, column: int) -> str:
    return f"sheet {sheet.name}, cell {column_name(column)}{row}"


def cell_of(place: Place) -> tuple[str, str] | None:
    """The name of the sheet and the cell (``"B7"``) of a place in a workbook; None for any other
    place."""
    sheet, _, reference = (place.path or "").rpartition(", cell ")
    is_cell = sheet.startswith("sheet ") and position(reference) is not None
    return (sheet.removeprefix("sheet "), reference) if is_cell else None
