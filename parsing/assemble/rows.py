"""The rows of all grids in reading order, and which of the three tables each belongs to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.document import Grid, GridCell, Place
from domain.wording import tidy
from parsing.assemble.vocabulary import TABLE_OF_SECTION, table_of
from parsing.boxes import around
from parsing.numbers import parse_number

_STRONG = 4


@dataclass(frozen=True, slots=True)
class Fragment:
    """One grid of the document. `number` counts grids, `section` is the section it stands in."""

    number: int
    grid: Grid
    section: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a grid: all cells that cover it (merged ones too) from left to right."""

    fragment: Fragment
    index: int
    cells: tuple[GridCell, ...]
    table: str | None = None

    @property
    def text(self) -> str:
        """The row as a person would read it out."""
        own = (tidy(cell.text) for cell in self.cells if cell.row == self.index)
        return " ".join(text for text in own if text)

    @property
    def place(self) -> Place:
        """The row's own cells: their common box, or the path of the first."""
        own = [cell.place for cell in self.cells if cell.row == self.index] or [
            self.fragment.grid.place
        ]
        boxes = [place.box for place in own if place.box]
        if not boxes:
            return own[0]
        return Place(page=own[0].page, box=around(boxes))

    @property
    def is_blank(self) -> bool:
        return not any(cell.text.strip() for cell in self.cells if cell.row == self.index)

    @property
    def has_numbers(self) -> bool:
        return any(parse_number(cell.text) is not None for cell in self.cells)

    def at(self, column: int) -> GridCell | None:
        """The cell that covers a grid column."""
        for cell in self.cells:
            if cell.column <= column < cell.column + cell.column_span:
                return cell
        return None


def rows_of_grid(fragment: Fragment) -> list[Row]:
    covering: list[list[GridCell]] = [[] for _ in range(fragment.grid.rows)]
    for cell in fragment.grid.cells:
        for r in range(cell.row, min(cell.row + cell.row_span, fragment.grid.rows)):
            covering[r].append(cell)
    return [
        Row(fragment, r, tuple(sorted(cells, key=lambda cell: cell.column)))
        for r, cells in enumerate(covering)
    ]


def sort_rows(fragments: Sequence[Fragment]) -> Iterator[Row]:
    """All rows, each with the table it belongs to.

    A row belongs where its own words say; without such words, where its neighbours in the grid
    belong; a grid without any such word goes on with the table of its section.
    """
    last: str | None = None
    for fragment in fragments:
        rows = rows_of_grid(fragment)
        tables = [_table_by_words(row) for row in rows]
        if fragment.section in ("一", "五", "六") and len([t for t in tables if t]) < _STRONG:
            tables = [None] * len(rows)
        elif not any(tables):
            expected = TABLE_OF_SECTION.get(fragment.section or "", last)
            tables = [expected if expected == last else None] * len(rows)
        filled = _filled(tables)
        for row, table in zip(rows, filled, strict=True):
            yield replace(row, table=table)
        last = filled[-1] if filled and filled[-1] else last


def _table_by_words(row: Row) -> str | None:
    votes = Counter(
        table for cell in row.cells if cell.row == row.index and (table := table_of(cell.text))
    )
    if not votes:
        return None
    (first, most), *rest = votes.most_common(2)
    return None if rest and rest[0][1] == most else first


def _filled(tables: Sequence[str | None]) -> list[str | None]:
    known = next((table for table in tables if table), None)
    filled = []
    for table in tables:
        known = table or known
        filled.append(known)
    return filled
