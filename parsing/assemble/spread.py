"""The values of a row spread over columns: by window where the source only counts cells, by
column where it draws them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.document import Box, GridCell
from parsing.assemble.rows import Fragment, Row


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its head shows it: the grid column in the middle of it, the grid that the head
    stands in, and, on a page, its sides."""

    middle: int
    fragment: Fragment
    box: Box | None

    @classmethod
    def of(cls, head: GridCell, fragment: Fragment) -> "Column":
        return cls(head.column + (head.column_span - 1) // 2, fragment, head.place.box)

    def cell_in(self, row: Row) -> GridCell | None:
        """The cell of this column in a row, which may go on with the table in another grid: there
        the sides of the column count, or its number where both grids have equally many."""
        grid = row.fragment.grid
        if row.fragment.number == self.fragment.number:
            return row.at(self.middle)
        if self.box:
            return _below(row, (self.box.x0 + self.box.x1) / 2)
        return row.at(self.middle) if grid.columns == self.fragment.grid.columns else None


def _below(row: Row, x: float) -> GridCell | None:
    for cell in row.cells:
        box = cell.place.box
        if box and box.x0 <= x <= box.x1:
            return cell
    return None


def by_column(row: Row, columns: Mapping[str, Column]) -> dict[str, GridCell] | None:
    """The cell under each column head.

    None where a column has no cell in this row, or where one cell with something in it stands
    under two heads.
    """
    found = {key: cell for key, column in columns.items() if (cell := column.cell_in(row))}
    filled = [id(cell) for cell in found.values() if cell.text.strip()]
    if not columns or len(found) < len(columns) or len(filled) != len(set(filled)):
        return None
    return found


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
