"""Table 3: requests received and what became of them. Rows by label, seven columns of numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from domain.document import GridCell
from parsing.assemble.alignment import Printed, align, group_key
from parsing.assemble.counted import is_words, take_apart
from parsing.assemble.harvest import Harvest
from parsing.assemble.likeness import bare
from parsing.assemble.rows import Fragment, Row
from parsing.assemble.spread import Column, by_column
from parsing.assemble.vocabulary import (
    Label,
    best_column,
    best_row,
    is_table_word,
    parts_of,
    rows_of,
)
from parsing.joining import join

TABLE = "applications"
_ONLY_HEADS = frozenset({"natural_person", "business", "research", "nonprofit", "legal_service"})
_RESULTS_HEAD = "本年度办理结果"
_ORDER = parts_of(TABLE)[0].column_keys
_WIDTH = len(_ORDER)
_FEWEST_WRAPPED = 3
"""A cell with room for fewer digits than this is no cell of a printed table."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row: its label cells from left to right, and its seven values, None if not certain."""

    row: Row
    labels: tuple[GridCell, ...]
    values: Mapping[str, GridCell] | None

    @property
    def leaf_cell(self) -> GridCell | None:
        own = [cell for cell in self.labels if bare(cell.text) != _RESULTS_HEAD]
        return own[-1] if own else None

    @property
    def leaf(self) -> str:
        return self.leaf_cell.text if self.leaf_cell else ""


def place_applications(rows: Sequence[Row], harvest: Harvest) -> None:
    """Puts the cells of table 3 into the harvest."""
    entries = _rejoined([e for e in _entries(rows, harvest) if not _is_head(e.row)])
    printed = _printed(entries)
    for entry, label in zip(entries, align(printed, rows_of(TABLE)), strict=True):
        if label is None:
            if _says_something(entry):
                harvest.unplaced_row(TABLE, entry.row.text)
            continue
        _put(entry, label, harvest)


def _put(entry: _Entry, label: Label, harvest: Harvest) -> None:
    if entry.leaf_cell:
        harvest.label(TABLE, "row", label.key, entry.leaf_cell)
    names = {key: f"{TABLE}.{label.key}.{key}" for key in _ORDER}
    if entry.values is None:
        harvest.put_uncertain(TABLE, list(names.values()), entry.row.text, entry.row.place)
        return
    for key, cell in entry.values.items():
        harvest.put(names[key], cell)


def _is_head(row: Row) -> bool:
    return not row.has_numbers and (bool(_column_heads(row)) or _is_top_of_head(row))


def _says_something(entry: _Entry) -> bool:
    if entry.row.has_numbers:
        return True
    own = [cell.text for cell in entry.row.cells if cell.row == entry.row.index and cell.text]
    return any(not is_table_word(text) for text in own)


def _column_heads(row: Row) -> dict[str, GridCell]:
    """The columns that a row names, if it is part of the table's head."""
    found: dict[str, GridCell] = {}
    for cell in row.cells:
        if cell.row != row.index:
            continue
        label = best_column(TABLE, cell.text)
        if label:
            found.setdefault(label.key, cell)
    return found if _ONLY_HEADS & found.keys() or _is_top_of_head(row) else {}


def _is_top_of_head(row: Row) -> bool:
    return any(bare(cell.text) == "申请人情况" for cell in row.cells if cell.row == row.index)


def _entries(rows: Sequence[Row], harvest: Harvest) -> Iterator[_Entry]:
    heads: dict[str, Column] | None = {}
    for _, group in groupby(rows, key=lambda row: row.fragment.number):
        fragment_rows = list(group)
        fragment = fragment_rows[0].fragment
        named = {key: cell for row in fragment_rows for key, cell in _column_heads(row).items()}
        for key, cell in named.items():
            harvest.label(TABLE, "column", key, cell)
        if fragment.grid.ragged:
            body = [row for row in fragment_rows if not _is_head(row)]
            for counted in take_apart(body, _WIDTH):
                values = counted.values and dict(zip(_ORDER, counted.values, strict=True))
                yield _Entry(counted.row, counted.labels, values or None)
            continue
        heads = _complete(named, fragment) if named else heads
        for row in fragment_rows:
            yield _ruled_entry(row, heads)


def _complete(named: Mapping[str, GridCell], fragment: Fragment) -> dict[str, Column] | None:
    """The heads of all seven columns; a head that is not printed is inferred where the others
    show the last seven grid columns to be the values. None where they show otherwise."""
    heads = {key: Column.of(cell, fragment) for key, cell in named.items()}
    if len(heads) == _WIDTH:
        return heads
    last_seven = _last_seven(fragment)
    if any(heads[key].middle != last_seven[key].middle for key in heads):
        return None
    return {key: heads.get(key, column) for key, column in last_seven.items()}


def _last_seven(fragment: Fragment) -> dict[str, Column]:
    start = fragment.grid.columns - _WIDTH
    return {key: Column(start + i, fragment, None) for i, key in enumerate(_ORDER)}


def _ruled_entry(row: Row, heads: Mapping[str, Column] | None) -> _Entry:
    """A row under the heads of its own grid or of an earlier one; where there are none or they
    do not fit, its last seven cells are the values. `heads` is None where no column is certain."""
    values = None
    if heads is not None:
        values = by_column(row, heads) or dict(zip(_ORDER, row.cells[-_WIDTH:], strict=False))
    if values and (len(values) < _WIDTH or any(is_words(c.text) for c in values.values())):
        values = None
    first = min(
        (cell.column for cell in (values or {}).values()), default=row.fragment.grid.columns
    )
    labels = tuple(cell for cell in row.cells if cell.column < first and is_words(cell.text))
    return _Entry(row, labels, values)


def _rejoined(entries: Sequence[_Entry]) -> list[_Entry]:
    """Rows that a page break has cut in two made one again."""
    whole: list[_Entry] = []
    for entry in entries:
        before = whole[-1] if whole else None
        at_break = before is not None and before.row.fragment.number != entry.row.fragment.number
        if before and at_break and _is_second_half(before, entry):
            whole[-1] = _glued(before, entry)
        else:
            whole.append(entry)
    return whole


def _is_second_half(first: _Entry, second: _Entry) -> bool:
    leaf = second.leaf if _starts_here(second) else ""
    if not leaf:
        return _is_wrapped(first, second) or (_is_empty(first) and not _is_empty(second))
    if best_row(TABLE, leaf) and _likeness(leaf) >= _likeness(join(first.leaf, leaf)):
        return False
    return _likeness(join(first.leaf, leaf)) > _likeness(first.leaf)


def _starts_here(entry: _Entry) -> bool:
    return bool(entry.labels) and entry.labels[-1].row == entry.row.index


def _likeness(text: str) -> float:
    return max(label.likeness(text) for label in rows_of(TABLE))


def _is_empty(entry: _Entry) -> bool:
    return not entry.row.has_numbers


def _glued(first: _Entry, second: _Entry) -> _Entry:
    leaf = first.labels[-1] if first.labels else None
    labels = first.labels
    if leaf:
        labels = (*first.labels[:-1], replace(leaf, text=join(leaf.text, second.leaf)))
    if _is_wrapped(first, second):
        return _Entry(first.row, labels, _unwrapped(first, second))
    if not _starts_here(second):
        # Numbers alone may as well be a row that has lost its label.
        return _Entry(second.row, labels, None)
    if _is_empty(first):
        return _Entry(second.row if second.values else first.row, labels, second.values)
    if _is_empty(second):
        return _Entry(first.row, labels, first.values)
    return _Entry(first.row, labels, None)


def _is_wrapped(first: _Entry, second: _Entry) -> bool:
    """Whether a break has cut numbers that did not fit the width of their cells: what stands
    below stands under the longest numbers only, and without a label of its own."""
    if not first.values or not second.values or _starts_here(second):
        return False
    above = {key: cell.text.strip() for key, cell in first.values.items()}
    below = {key: cell.text.strip() for key, cell in second.values.items() if cell.text.strip()}
    longest = max(map(len, above.values()))
    return (
        0 < len(below) < _WIDTH
        and longest >= _FEWEST_WRAPPED
        and all(above[key].isdigit() and len(above[key]) == longest for key in below)
        and all(text.isdigit() for text in below.values())
    )


def _unwrapped(first: _Entry, second: _Entry) -> Mapping[str, GridCell]:
    above, below = first.values or {}, second.values or {}
    return {
        key: replace(cell, text=join(cell.text, below[key].text)) for key, cell in above.items()
    }


def _printed(entries: Sequence[_Entry]) -> list[Printed]:
    """Each row's label with the group it stands under, which is printed once for many rows."""
    labels = rows_of(TABLE)
    group: str | None = None
    printed = []
    for entry in entries:
        groups = [key for cell in entry.labels[:-1] if (key := group_key(cell.text, labels))]
        if groups:
            group = groups[-1]
        elif _starts_group(entry.leaf):
            group = group_key(entry.leaf, labels)
        printed.append(Printed(entry.leaf, group))
    return printed


def _starts_group(text: str) -> bool:
    """Whether a label is numbered like a group (``（六）``) or a part (``四、``)."""
    stripped = text.strip()
    return stripped[:1] in "（(" or stripped[1:2] in "、"
