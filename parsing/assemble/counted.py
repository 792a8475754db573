"""Rows of text tables, whose cells are only counted from the left: which of them are the values.

A converter may have shifted a row or lost a column. A row is read only where its fragment, taken
as a whole, leaves no choice; else its values are None.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from domain.document import GridCell
from parsing.assemble.rows import Row
from parsing.assemble.spread import only_window
from parsing.joining import is_cjk
from parsing.numbers import parse_number

Cells = tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A row taken apart: its label cells (blank ones left out) and its values, if certain."""

    row: Row
    labels: Cells
    values: Cells | None


def is_words(text: str) -> bool:
    """Whether a cell holds words: neither a number nor a mark that stands for nothing."""
    if parse_number(text) is not None or text.strip() == "无":
        return False
    return any(is_cjk(char) and char.isalpha() for char in text)


def take_apart(rows: Sequence[Row], count: int) -> list[Counted]:
    """The rows of one fragment, its head left out, each with `count` values or None.

    Two ways of writing are understood: one cell for each grid column, so that all rows are
    equally long; or one for each printed cell, so that every row has exactly `count` cells behind
    its labels. A fragment with less room than its labels and values need has lost a column.
    """
    split = [_split(row) for row in rows]
    usual = Counter(len(row.cells) for row in rows).most_common(1)[0][0] if rows else 0
    depth = max((len(labels) for labels, _ in split), default=0)
    is_short = _is_one_for_each_printed_cell(rows, split, count)
    aligned = usual == depth + count and not any(
        _text(row.cells[len(labels) : depth])
        for row, (labels, _) in zip(rows, split, strict=True)
        if len(row.cells) == usual
    )
    counted = []
    for row, (labels, rest) in zip(rows, split, strict=True):
        values: Cells | None = None
        if is_short:
            values = rest
        elif len(row.cells) == usual >= depth + count:
            values = row.cells[-count:] if aligned else only_window(rest, count)
        printed = tuple(cell for cell in labels if cell.text.strip())
        counted.append(Counted(row, printed, values))
    return counted


def _split(row: Row) -> tuple[Cells, Cells]:
    """The label cells of a row, up to the last that holds words, and the cells behind."""
    last = max((i for i, cell in enumerate(row.cells) if is_words(cell.text)), default=-1)
    return row.cells[: last + 1], row.cells[last + 1 :]


def _is_one_for_each_printed_cell(
    rows: Sequence[Row], split: Sequence[tuple[Cells, Cells]], count: int
) -> bool:
    if any(len(rest) != count for _, rest in split):
        return False
    if len({len(row.cells) for row in rows}) > 1:
        return True
    # Equally long rows could also have lost a column: then a first value would be missing.
    return all(rest[0].text.strip() or not _text(rest) for _, rest in split)


def _text(cells: Sequence[GridCell]) -> str:
    return "".join(cell.text.strip() for cell in cells)
