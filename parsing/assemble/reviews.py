"""Table 4: reviews and lawsuits. Fifteen numbers side by side, in three groups of five."""

from collections.abc import Iterator, Mapping, Sequence

from domain.document import GridCell
from parsing.assemble.harvest import Harvest
from parsing.assemble.rows import Row
from parsing.assemble.spread import Column, by_column, carried_over, only_window
from parsing.assemble.vocabulary import best, column_labels, parts_of, rows_of

TABLE = "reviews"
_ROWS = tuple(label.key for label in rows_of(TABLE))
_COLUMNS = parts_of(TABLE)[0].column_keys
_NAMES = tuple(f"{TABLE}.{row}.{column}" for row in _ROWS for column in _COLUMNS)
_MIN_HEADS = 3


class _Head:
    """The head last seen: cell names by column, from as many grids as it takes."""

    def __init__(self) -> None:
        self.columns: dict[str, Column] = {}
        self.by_row: dict[str, Column] = {}
        self.grid = -1
        self.filled = True

    def read(self, rows: Sequence[Row], harvest: Harvest) -> None:
        last = rows[-1]
        groups: dict[int, str] = {}
        keys: dict[int, tuple[str, GridCell]] = {}
        for row in rows:
            for cell in (each for each in row.cells if each.row == row.index):
                column = best(column_labels(TABLE), cell.text)
                group = best(rows_of(TABLE), cell.text)
                if column:
                    harvest.label(TABLE, "column", column.key, cell.text, cell.place)
                    keys[cell.column] = (column.key, cell)
                elif group:
                    harvest.label(TABLE, "row", group.key, cell.text, cell.place)
                    for c in range(cell.column, cell.column + cell.column_span):
                        groups[c] = group.key
        self.grid = last.fragment.number
        self.filled = False
        self._name(groups, sorted(keys.items()))

    def _name(
        self, groups: Mapping[int, str], keys: list[tuple[int, tuple[str, GridCell]]]
    ) -> None:
        self.columns, self.by_row = {}, {}
        if [key for _, (key, _) in keys] == list(_COLUMNS) * len(_ROWS):
            for name, (_, (_, cell)) in zip(_NAMES, keys, strict=True):
                self.columns[name] = Column.of(cell)
            return
        for c, (key, cell) in keys:
            if c in groups:
                self.columns.setdefault(f"{TABLE}.{groups[c]}.{key}", Column.of(cell))
            else:
                self.by_row.setdefault(key, Column.of(cell))


def place_reviews(rows: Sequence[Row], harvest: Harvest) -> None:
    """Puts the cells of table 4 into the harvest.

    The numbers stand in one line under a head of two or three lines, or on the next page alone;
    or each of the three groups is a row, or a table, of its own.
    """
    head = _Head()
    for is_head, group in _runs(rows):
        if is_head:
            head.read(group, harvest)
            continue
        for row in group:
            _place_row(row, head, harvest)


def _runs(rows: Sequence[Row]) -> Iterator[tuple[bool, list[Row]]]:
    """Rows in runs of head lines and lines of numbers, grid by grid."""
    by_grid: dict[int, list[Row]] = {}
    for row in rows:
        by_grid.setdefault(row.fragment.number, []).append(row)
    for grid_rows in by_grid.values():
        run: list[Row] = []
        for row in grid_rows:
            if run and _names_columns(run[-1]) and not _names_columns(row):
                yield True, run
                run = []
            run.append(row)
        yield _names_columns(run[-1]), run


def _names_columns(row: Row) -> bool:
    own = [cell for cell in row.cells if cell.row == row.index]
    named = [cell for cell in own if best(column_labels(TABLE), cell.text)]
    return len(named) >= _MIN_HEADS


def _place_row(row: Row, head: _Head, harvest: Harvest) -> None:
    label = next((found for cell in row.cells if (found := best(rows_of(TABLE), cell.text))), None)
    if label and not row.has_numbers and not head.by_row:
        return
    if label and head.by_row:
        _place_labelled(row, label.key, head, harvest)
        return
    if head.filled and row.is_blank:
        return
    if not head.columns and not head.by_row and not row.fragment.grid.ragged:
        harvest.unplaced_row(TABLE, row.text)
        return
    _place_wide(row, head, harvest)


def _place_wide(row: Row, head: _Head, harvest: Harvest) -> None:
    names = list(head.columns) or list(_NAMES)
    if head.filled:
        harvest.unplaced_row(TABLE, row.text)
        return
    head.filled = True
    found = _values(row, names, head)
    if found is None:
        harvest.put_uncertain(TABLE, names, row.text or "（空行）", row.place)
        return
    for name, cell in found.items():
        harvest.put(name, cell)


def _values(row: Row, names: Sequence[str], head: _Head) -> dict[str, GridCell] | None:
    if row.fragment.grid.ragged:
        window = only_window(row.cells, len(names))
        return dict(zip(names, window, strict=True)) if window else None
    columns: dict[str, Column] | None = head.columns
    if head.grid != row.fragment.number and columns:
        columns = carried_over(columns, row)
    if not columns or len(columns) != len(names):
        return None
    found = by_column(row, columns)
    return found if found is not None and len(found) == len(names) else None


def _place_labelled(row: Row, key: str, head: _Head, harvest: Harvest) -> None:
    cell = next(c for c in row.cells if best(rows_of(TABLE), c.text))
    harvest.label(TABLE, "row", key, cell.text, cell.place)
    names = [f"{TABLE}.{key}.{column}" for column in _COLUMNS]
    found: dict[str, GridCell] | None = None
    if row.fragment.grid.ragged:
        behind = row.cells[row.cells.index(cell) + 1 :]
        window = only_window(behind, len(_COLUMNS))
        found = dict(zip(_COLUMNS, window, strict=True)) if window else None
    elif len(head.by_row) == len(_COLUMNS):
        same = head.grid == row.fragment.number
        columns = head.by_row if same else carried_over(head.by_row, row)
        found = by_column(row, columns) if columns else None
    if found is None or len(found) != len(_COLUMNS):
        harvest.put_uncertain(TABLE, names, row.text, row.place)
        return
    for column, value in found.items():
        harvest.put(f"{TABLE}.{key}.{column}", value)
