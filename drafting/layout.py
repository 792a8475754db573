"""The three tables as they are printed: which cell stands where and how far it spreads.

Source: 国办公开办函〔2021〕30号, annex; the words come from the form and from `drafting.words`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.form import Form, Line, Table
from drafting.wording import Words

_BEFORE_RESULTS = ("received", "carried_in")
_AFTER_RESULTS = ("carried_out",)
_LABEL_COLUMNS = 3
"""Before the numbers of table 3: the upright head of the results, the group, the row."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell or several merged into one, counted from 0. `name` is the public cell name where a
    number is to be filled in."""

    row: int
    column: int
    text: str = ""
    rows: int = 1
    columns: int = 1
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A table: its slots, the widths of its columns in centimetres (together 15.8, what A4 leaves
    between margins of 2.6), and how many rows at its top name the columns."""

    slots: tuple[Slot, ...]
    widths: tuple[float, ...]
    head_rows: int = 0

    @property
    def rows(self) -> int:
        return max(slot.row + slot.rows for slot in self.slots)


def layouts(form: Form, words: Words) -> dict[str, Layout]:
    """The tables of a form by the number of the section that they stand in."""
    made = {
        "disclosure": _disclosure,
        "applications": _applications,
        "reviews": _reviews,
    }
    return {table.section: made[key](table, words) for key, table in form.tables.items()}


def _disclosure(table: Table, words: Words) -> Layout:
    widths = (5.0, 3.6, 3.6, 3.6)
    slots: list[Slot] = []
    top = 0
    for part in table.parts:
        slots.append(Slot(top, 0, part.heading or "", columns=len(widths)))
        slots.append(Slot(top + 1, 0, words.table["information"]))
        last = len(part.columns)
        for at, column in enumerate(part.columns, 1):
            span = len(widths) - last if at == last else 1
            slots.append(Slot(top + 1, at, column.label, columns=span))
            slots.extend(
                Slot(top + r, at, columns=span, name=f"{table.key}.{row.key}.{column.key}")
                for r, row in enumerate(part.rows, 2)
            )
        slots.extend(Slot(top + r, 0, row.label) for r, row in enumerate(part.rows, 2))
        top += 2 + len(part.rows)
    return Layout(tuple(slots), widths)


def _applications(table: Table, words: Words) -> Layout:
    (part,) = table.parts
    first, *kinds, last = part.columns
    left, right = _LABEL_COLUMNS, _LABEL_COLUMNS + len(part.columns) - 1
    head = 3
    slots = [
        Slot(0, 0, words.table["balance"], rows=head, columns=left),
        Slot(0, left, words.table["applicants"], columns=len(part.columns)),
        Slot(1, left, first.label, rows=2),
        Slot(1, left + 1, words.table["organisations"], columns=len(kinds)),
        *(Slot(2, left + 1 + c, kind.label) for c, kind in enumerate(kinds)),
        Slot(1, right, last.label, rows=2),
        *_row_labels(part.rows, head, words.table["results"]),
    ]
    slots.extend(
        Slot(head + r, left + c, name=f"{table.key}.{row.key}.{column.key}")
        for r, row in enumerate(part.rows)
        for c, column in enumerate(part.columns)
    )
    return Layout(tuple(slots), (0.7, 1.9, 4.8, *(1.2,) * len(part.columns)), head)


def _row_labels(rows: Sequence[Line], top: int, results: str) -> Iterator[Slot]:
    outside = {*_BEFORE_RESULTS, *_AFTER_RESULTS}
    inside = [at for at, row in enumerate(rows, top) if row.key not in outside]
    yield Slot(inside[0], 0, results, rows=len(inside))
    for at, row in enumerate(rows, top):
        if row.key in outside:
            yield Slot(at, 0, row.label, columns=_LABEL_COLUMNS)
        elif row.group is None:
            yield Slot(at, 1, row.label, columns=_LABEL_COLUMNS - 1)
        else:
            if row.group != rows[at - top - 1].group:
                size = sum(each.group == row.group for each in rows)
                yield Slot(at, 1, row.group, rows=size)
            yield Slot(at, 2, row.label)


def _reviews(table: Table, words: Words) -> Layout:
    """One line of numbers: a row of the form is a block of columns, under its group's name."""
    (part,) = table.parts
    width = len(part.columns)
    slots: list[Slot] = []
    for block, row in enumerate(part.rows):
        left = block * width
        top = 1 if row.group is None else 2
        if row.group is None:
            slots.append(Slot(0, left, row.label, columns=width))
        else:
            if row.group != part.rows[block - 1].group:
                size = sum(each.group == row.group for each in part.rows)
                slots.append(Slot(0, left, row.group, columns=width * size))
            slots.append(Slot(1, left, row.label, columns=width))
        for c, column in enumerate(part.columns, left):
            slots.append(Slot(top, c, column.label, rows=3 - top))
            slots.append(Slot(3, c, name=f"{table.key}.{row.key}.{column.key}"))
    return Layout(tuple(slots), (15.8 / 15,) * (width * len(part.rows)), 3)
