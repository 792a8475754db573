"""Blank cells of a table: counted once, with the cells named."""

from collections.abc import Iterator

from rules.definition import Hit
from rules.subject import Subject


def blank_cells(subject: Subject, table: str) -> Iterator[Hit]:
    """One hit for all blank cells of a table, if there are any."""
    cells = subject.readable_cells(table)
    blank = tuple(cell.name for cell in cells if cell.is_blank)
    if blank:
        name = subject.form.tables[table].name
        params = {"table": name, "count": len(blank)}
        yield Hit(params, cells=blank, table=table)
