"""Table 2: what was disclosed. Small tables one below the other, each with its own head."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.document import GridCell
from parsing.assemble.harvest import Harvest
from parsing.assemble.rows import Row
from parsing.assemble.spread import Column, by_column, only_window
from parsing.assemble.vocabulary import Label, best_column, best_row, parts_of

TABLE = "disclosure"


@dataclass(frozen=True, slots=True)
class _Head:
    """A line of column heads: keys in printed order, and the row they stand in."""

    row: Row
    cells: Mapping[str, GridCell]

    @property
    def columns(self) -> dict[str, Column]:
        return {key: Column.of(cell, self.row.fragment) for key, cell in self.cells.items()}


def place_disclosure(rows: Sequence[Row], harvest: Harvest) -> None:
    """Puts the cells of table 2 into the harvest."""
    head: _Head | None = None
    waiting: list[tuple[Row, Label]] = []
    for row in rows:
        found = _column_heads(row)
        if found:
            head = _Head(row, {label.key: cell for label, cell in found})
            for label, cell in found:
                harvest.label(TABLE, "column", label.key, cell)
                if len(label.forms) == 1:
                    harvest.forms.update(label.forms)
            continue
        name = _row_label(row)
        if name is None:
            if row.has_numbers:
                harvest.unplaced_row(TABLE, row.text)
        elif head is None or not _crosses(name.key, head):
            waiting.append((row, name))
        else:
            _place_row(row, name, head, harvest)
    for row, name in waiting:
        _place_headless(row, name, harvest)


def form_of(harvest: Harvest) -> str | None:
    """The form whose columns table 2 has, by majority; None where none was seen, or both alike."""
    ranked = harvest.forms.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _column_heads(row: Row) -> list[tuple[Label, GridCell]]:
    if row.has_numbers:
        return []
    named = ((best_column(TABLE, cell.text), cell) for cell in row.cells)
    return [(label, cell) for label, cell in named if label]


def _row_label(row: Row) -> Label | None:
    for cell in row.cells:
        if cell.text.strip():
            return best_row(TABLE, cell.text)
    return None


def _crosses(key: str, head: _Head) -> bool:
    """Whether some form has a part with this row and these columns."""
    return any(
        key in part.rows and head.cells.keys() <= set(part.column_keys) for part in parts_of(TABLE)
    )


def _place_row(row: Row, label: Label, head: _Head, harvest: Harvest) -> None:
    _print_label(row, label, harvest)
    keys = list(head.cells)
    names = [f"{TABLE}.{label.key}.{key}" for key in keys]
    ragged = row.fragment.grid.ragged
    found = _ragged_values(row, head) if ragged else by_column(row, head.columns)
    if found is None:
        harvest.put_uncertain(TABLE, names, row.text, row.place)
        return
    for key, cell in found.items():
        harvest.put(f"{TABLE}.{label.key}.{key}", cell)


def _ragged_values(row: Row, head: _Head) -> dict[str, GridCell] | None:
    """Values below their heads where head and row are equally long; else only where the row has
    exactly as many values as there are heads."""
    at = next(i for i, cell in enumerate(row.cells) if cell.text.strip())
    behind = row.cells[at + 1 :]
    if len(row.cells) != len(head.row.cells):
        return (
            dict(zip(head.cells, behind, strict=True)) if len(behind) == len(head.cells) else None
        )
    chosen = {key: row.cells[cell.column] for key, cell in head.cells.items()}
    if not any(cell.text.strip() for cell in behind if cell not in chosen.values()):
        return chosen
    window = only_window(behind, len(head.cells))
    return dict(zip(head.cells, window, strict=True)) if window else None


def _place_headless(row: Row, label: Label, harvest: Harvest) -> None:
    """A row without the head it belongs under: read if exactly as wide as its form wants."""
    _print_label(row, label, harvest)
    at = next(i for i, cell in enumerate(row.cells) if cell.text.strip())
    values = row.cells[at + 1 :]
    form = form_of(harvest)
    fitting = [
        part
        for part in parts_of(TABLE)
        if label.key in part.rows and form in (part.form, None) and len(part.columns) == len(values)
    ]
    if len(fitting) != 1:
        harvest.unplaced_row(TABLE, row.text)
        return
    for column, cell in zip(fitting[0].column_keys, values, strict=True):
        harvest.put(f"{TABLE}.{label.key}.{column}", cell)


def _print_label(row: Row, label: Label, harvest: Harvest) -> None:
    cell = next(cell for cell in row.cells if cell.text.strip())
    harvest.label(TABLE, "row", label.key, cell)
