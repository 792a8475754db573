"""What the form prints and reading did not meet, named: nothing goes missing in silence.

Whether the report lacks it or reading has missed it cannot be told here; that a report must have it
is for the rules to say.
"""

from collections.abc import Collection, Iterator, Mapping

from domain.absence import absent_lines, listed, replaced_rows
from domain.form import Form, Table
from domain.report import Cell, ReadingWarning


def not_read(
    cells: Mapping[str, Cell], form: Form, sections: Collection[str]
) -> Iterator[ReadingWarning]:
    """A warning for each table of which something is absent; its `cells` are all absent ones.

    `sections` are the numbers of those whose table should be there: of a table without any cell
    nothing is said where its section is not among them.
    """
    for table in form.tables.values():
        absent = _absent_cells(table, cells)
        is_whole = not any(name.startswith(f"{table.key}.") for name in cells)
        if is_whole and table.section in sections:
            message = f"第{table.section}部分没有读到{table.name}，请核对原件。"
            yield ReadingWarning("missing_table", message, absent)
        elif absent and not is_whole:
            message = (
                f"{table.name}没有读到{listed(_named(table, absent, cells, form))}，请核对原件。"
            )
            yield ReadingWarning("missing_rows", message, absent)


def _absent_cells(table: Table, cells: Mapping[str, Cell]) -> tuple[str, ...]:
    replaced = replaced_rows(table, cells)
    return tuple(
        name
        for name in table.cell_names()
        if name not in cells and name.split(".")[1] not in replaced
    )


def _named(
    table: Table, absent: Collection[str], cells: Mapping[str, Cell], form: Form
) -> list[str]:
    """Whole rows and columns; where there are none, single cells."""
    lines = absent_lines(table, cells)
    return lines or [f"“{form.row_label(name)}·{form.column_label(name)}”" for name in absent]
