"""Table 4: reviews and lawsuits. Fifteen numbers side by side, in three groups of five."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domain.document import GridCell
from parsing.assemble.harvest import Harvest
from parsing.assemble.rows import Fragment, Row
from parsing.assemble.spread import Column, by_column, only_window
from parsing.assemble.vocabulary import Label, best_column, best_row, parts_of, rows_of

TABLE = "reviews"
_ROWS = tuple(label.key for label in rows_of(TABLE))
_COLUMNS = parts_of(TABLE)[0].column_keys
_NAMES = tuple(f"{TABLE}.{row}.{column}" for row in _ROWS for column in _COLUMNS)
_MIN_HEADS = 3


@dataclass(frozen=True, slots=True)
class _Named:
    """A head cell that names a column (`is_column`) or one of the three groups."""

    key: str
    cell: GridCell
    fragment: Fragment
    is_column: bool

    @property
    def left(self) -> float:
        return self.cell.place.box.x0 if self.cell.place.box else self.cell.column

    def covers(self, other: "_Named") -> bool:
        """Whether this group stands above that column in the same grid."""
        same = self.fragment.number == other.fragment.number
        return same and 0 <= other.cell.column - self.cell.column < self.cell.column_span


@dataclass(slots=True)
class _Head:
    """The head above a line of numbers. `columns` has a column for each cell name, or, where the
    three groups are rows (`is_shared`), for each column key."""

    named: list[_Named] = field(default_factory=list)
    columns: dict[str, Column] = field(default_factory=dict)
    is_shared: bool = False
    is_used: bool = False

    @classmethod
    def of(cls, named: Sequence[_Named]) -> "_Head":
        keys = sorted((each for each in named if each.is_column), key=lambda each: each.left)
        head = cls(list(named))
        if [each.key for each in keys] == list(_COLUMNS) * len(_ROWS):
            names = list(_NAMES)
        else:
            groups = [each for each in named if not each.is_column]
            names = [_name(each, groups) for each in keys]
            head.is_shared = names == list(_COLUMNS)
        for name, each in zip(names, keys, strict=True):
            head.columns.setdefault(name, Column.of(each.cell, each.fragment))
        return head

    @property
    def is_whole(self) -> bool:
        return tuple(self.columns) == _NAMES


def _name(column: _Named, groups: Sequence[_Named]) -> str:
    group = next((each for each in groups if each.covers(column)), None)
    return f"{TABLE}.{group.key}.{column.key}" if group else column.key


def place_reviews(rows: Sequence[Row], harvest: Harvest) -> None:
    """Puts the cells of table 4 into the harvest.

    The numbers stand in one line under a head of two or three lines, or on the next page alone;
    or each of the three groups is a row, or a table, of its own.
    """
    head = _Head()
    for is_head, run in _runs(rows):
        if is_head:
            head = _next_head(head, _named(run, harvest))
            continue
        for row in run:
            _place(row, head, harvest)


def _runs(rows: Sequence[Row]) -> Iterator[tuple[bool, list[Row]]]:
    """Rows in runs of head lines and lines of numbers, grid by grid."""
    run: list[Row] = []
    for row in rows:
        new_grid = run and run[-1].fragment.number != row.fragment.number
        if run and (new_grid or (_names_columns(run[-1]) and not _names_columns(row))):
            yield _names_columns(run[-1]), run
            run = []
        run.append(row)
    if run:
        yield _names_columns(run[-1]), run


def _own(row: Row) -> list[GridCell]:
    return [cell for cell in row.cells if cell.row == row.index]


def _names_columns(row: Row) -> bool:
    named = (best_column(TABLE, cell.text) for cell in _own(row))
    return sum(label is not None for label in named) >= _MIN_HEADS


def _named(rows: Sequence[Row], harvest: Harvest) -> list[_Named]:
    named = []
    for row in rows:
        for cell in _own(row):
            column = best_column(TABLE, cell.text)
            label = column or best_row(TABLE, cell.text)
            if label:
                axis = "column" if column else "row"
                harvest.label(TABLE, axis, label.key, cell)
                named.append(_Named(label.key, cell, row.fragment, column is not None))
    return named


def _next_head(before: _Head, named: Sequence[_Named]) -> _Head:
    """A head of its own, or the rest of a head that a page break has cut off."""
    alone = _Head.of(named)
    if alone.is_whole or before.is_used:
        return alone
    together = _Head.of([*before.named, *named])
    return together if together.is_whole else alone


def _place(row: Row, head: _Head, harvest: Harvest) -> None:
    label, cell = _row_label(row)
    if label and cell and head.is_shared:
        harvest.label(TABLE, "row", label.key, cell)
        names = {column: f"{TABLE}.{label.key}.{column}" for column in _COLUMNS}
        _put(row, list(names.values()), _values(row, cell, head), harvest)
        return
    if label and not row.has_numbers:
        return
    if head.is_used or not (head.columns or row.fragment.grid.ragged):
        if not row.is_blank:
            harvest.unplaced_row(TABLE, row.text)
        return
    head.is_used = True
    names_in_order = list(head.columns) if _all_named(head) else list(_NAMES)
    _put(row, names_in_order, _values(row, None, head), harvest)


def _all_named(head: _Head) -> bool:
    return bool(head.columns) and all(name in _NAMES for name in head.columns)


def _row_label(row: Row) -> tuple[Label | None, GridCell | None]:
    for cell in row.cells:
        if label := best_row(TABLE, cell.text):
            return label, cell
    return None, None


def _values(row: Row, behind: GridCell | None, head: _Head) -> list[GridCell] | None:
    """The values in printed order; `behind` is the label cell that they follow, if any."""
    if row.fragment.grid.ragged:
        cells = row.cells[row.cells.index(behind) + 1 :] if behind else row.cells
        width = len(_COLUMNS) if behind else len(head.columns) or len(_NAMES)
        window = only_window(cells, width)
        if window is None or (len(cells) != width and not all(c.text.strip() for c in window)):
            return None
        return list(window)
    found = by_column(row, head.columns)
    return list(found.values()) if found else None


def _put(
    row: Row, names: Sequence[str], values: Sequence[GridCell] | None, harvest: Harvest
) -> None:
    if values is None or len(values) != len(names):
        harvest.put_uncertain(TABLE, names, row.text, row.place)
        return
    for name, cell in zip(names, values, strict=True):
        harvest.put(name, cell)
