"""The values of a row spread over columns: by window where the source only counts cells, by
column where it draws them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.document import Box, GridCell
from parsing.assemble.rows import Row


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its head shows it: the grid columns it takes up and, on a page, its sides."""

    first: int
    last: int
    box: Box | None

    @classmethod
    def of(cls, cell: GridCell) -> "Column":
        return cls(cell.column, cell.column + cell.column_span - 1, cell.place.box)


def only_window(cells: Sequence[GridCell], width: int) -> tuple[GridCell, ...] | None:
    """The `width` neighbouring cells that leave out nothing but blanks.

    None where there is no such window, or where two of them would put a number into different
    columns: the source does not say which is right.
    """
    windows = [
        tuple(cells[start : start + width])
        for start in range(len(cells) - width + 1)
        if not any(cell.text.strip() for cell in (*cells[:start], *cells[start + width :]))
    ]
    if not windows or len({tuple(c.text.strip() for c in window) for window in windows}) > 1:
        return None
    return windows[0]


def by_column(row: Row, columns: Mapping[str, Column]) -> dict[str, GridCell] | None:
    """The cell under each column head of the same grid.

    None where a cell with something in it spreads over two columns.
    """
    found: dict[str, GridCell] = {}
    for key, column in columns.items():
        middle = (column.first + column.last) // 2
        cell = row.at(middle) or row.at(column.first)
        if cell is not None:
            found[key] = cell
    spread = [id(cell) for cell in found.values() if cell.text.strip()]
    return None if len(spread) != len(set(spread)) else found


def carried_over(columns: Mapping[str, Column], row: Row) -> dict[str, Column] | None:
    """Column heads of one grid as columns of another that goes on with the table.

    By the sides of the columns where both stand on pages; else by number, if the grids have
    equally many columns. None where the two do not match one to one.
    """
    carried: dict[str, Column] = {}
    for key, column in columns.items():
        cell = _under(row, column.box) if column.box else row.at(column.first)
        if cell is None:
            return None
        carried[key] = Column.of(cell)
    firsts = [column.first for column in carried.values()]
    return carried if len(firsts) == len(set(firsts)) else None


def _under(row: Row, head: Box | None) -> GridCell | None:
    if head is None:
        return None
    middle = (head.x0 + head.x1) / 2
    for cell in row.cells:
        box = cell.place.box
        if box and box.x0 <= middle <= box.x1:
            return cell
    return None
