"""Cells that were recognised in a picture without certainty, named for whoever has the original."""

from collections.abc import Iterable, Iterator

from domain.form import load_form
from domain.report import Cell, ReadingWarning

_NAMED = 12


def to_confirm(cells: Iterable[Cell], form: str | None) -> Iterator[ReadingWarning]:
    """A warning for each table with such cells; its `cells` has all of them, its message the
    first ones with what was read."""
    if form is None:
        return
    by_table: dict[str, list[Cell]] = {}
    for cell in cells:
        if cell.is_to_confirm:
            by_table.setdefault(cell.name.split(".")[0], []).append(cell)
    labels = load_form(form)
    for table, doubtful in by_table.items():
        named = "；".join(
            f"{labels.row_label(cell.name)}·{labels.column_label(cell.name)}“{cell.text}”"
            for cell in doubtful[:_NAMED]
        )
        more = "等" if len(doubtful) > _NAMED else ""
        message = (
            f"{labels.tables[table].name}有 {len(doubtful)} 格由图片识别，没有把握，"
            f"请核对：{named}{more}。"
        )
        yield ReadingWarning("to_confirm", message, tuple(cell.name for cell in doubtful))
