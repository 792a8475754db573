"""Rows of ruled tables that a page break has cut in two, made one again."""

from collections.abc import Sequence
from dataclasses import replace

from domain.document import Block, Document, Grid, GridCell
from parsing.assemble.vocabulary import is_table_word
from parsing.joining import join
from parsing.numbers import parse_number


def mend_breaks(document: Document) -> Document:
    """The document with every row put together whose words only make sense as a whole.

    Looked at are grids that follow each other without text between them, the second on the next
    page. What is mended stays in the first grid, with the places of its first half.
    """
    items: list[Block | Grid] = []
    for item in document.items:
        last = items[-1] if items else None
        if isinstance(last, Grid) and isinstance(item, Grid) and _is_next_page(last, item):
            items[-1], item = _mended(last, item)
        if isinstance(item, Block) or item.rows:
            items.append(item)
    return Document(items=tuple(items), pages=document.pages)


def _mended(first: Grid, second: Grid) -> tuple[Grid, Grid]:
    pairs = _halves(first, second)
    words = [pair for pair in pairs if _make_a_word(*pair)]
    if not words or any(map(_two_numbers, pairs)):
        return first, second
    if any(_two_words(*pair) for pair in pairs if pair not in words):
        # Only some cells were cut: those that span both rows of the head.
        emptied = {id(lower) for _, lower in words}
        cells = tuple(replace(c, text="") if id(c) in emptied else c for c in second.cells)
        return _with_joined(first, words), replace(second, cells=cells)
    return _with_joined(first, pairs), _without_first_row(second)


def _is_next_page(first: Grid, second: Grid) -> bool:
    before, after = first.place.page, second.place.page
    return before is not None and after is not None and after == before + 1


def _halves(first: Grid, second: Grid) -> list[tuple[GridCell, GridCell]]:
    """The cells of the last row and of the first row that stand below each other."""
    upper = [c for c in first.cells if c.row <= first.rows - 1 < c.row + c.row_span]
    lower = [c for c in second.cells if c.row == 0]
    pairs = []
    for cell in lower:
        box = cell.place.box
        if box is None:
            continue
        middle = (box.x0 + box.x1) / 2
        above = (c for c in upper if c.place.box and c.place.box.x0 <= middle <= c.place.box.x1)
        if found := next(above, None):
            pairs.append((found, cell))
    return pairs


def _make_a_word(upper: GridCell, lower: GridCell) -> bool:
    """Whether two pieces are one label of the tables, and not each a label by itself."""
    if not (upper.text and lower.text) or _two_words(upper, lower):
        return False
    if any(parse_number(cell.text) is not None for cell in (upper, lower)):
        return False
    return is_table_word(join(upper.text, lower.text))


def _two_words(upper: GridCell, lower: GridCell) -> bool:
    return is_table_word(upper.text) and is_table_word(lower.text)


def _two_numbers(pair: tuple[GridCell, GridCell]) -> bool:
    return all(parse_number(cell.text) is not None for cell in pair)


def _with_joined(grid: Grid, pairs: Sequence[tuple[GridCell, GridCell]]) -> Grid:
    lower = {id(upper): lower.text for upper, lower in pairs}
    cells = tuple(
        replace(cell, text=join(cell.text, lower[id(cell)])) if id(cell) in lower else cell
        for cell in grid.cells
    )
    return replace(grid, cells=cells)


def _without_first_row(grid: Grid) -> Grid:
    cells = tuple(
        replace(c, row=max(0, c.row - 1), row_span=c.row_span - (c.row == 0))
        for c in grid.cells
        if c.row + c.row_span > 1
    )
    return replace(grid, cells=cells, rows=grid.rows - 1)
