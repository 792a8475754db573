"""Cells whose number is not certain, named for whoever has the original: recognised in a picture
without certainty, or formulas that no spreadsheet has calculated."""

from collections.abc import Iterable, Iterator, Mapping

from domain.form import load_form
from domain.report import Cell, ReadingWarning

TO_CONFIRM = "to_confirm"
"""The code of a warning that names cells recognised in a picture without certainty."""

_NAMED = 12


def to_confirm(cells: Iterable[Cell], form: str | None) -> Iterator[ReadingWarning]:
    """A warning for each table with such cells; its `cells` has all of them, its message the
    first ones with what was read."""
    if form is None:
        return
    labels = load_form(form)
    for table, doubtful in _by_table(cell for cell in cells if cell.is_to_confirm).items():
        named = "；".join(
            f"{labels.row_label(cell.name)}·{labels.column_label(cell.name)}“{cell.text}”"
            for cell in doubtful[:_NAMED]
        )
        more = "等" if len(doubtful) > _NAMED else ""
        message = (
            f"{labels.tables[table].name}有 {len(doubtful)} 格由图片识别，没有把握，"
            f"请核对：{named}{more}。"
        )
        yield ReadingWarning(TO_CONFIRM, message, tuple(cell.name for cell in doubtful))


def not_calculated(cells: Iterable[Cell], form: str | None) -> Iterator[ReadingWarning]:
    """A warning for each table with formulas whose results the file does not hold."""
    if form is None:
        return
    labels = load_form(form)
    formulas = (cell for cell in cells if not cell.is_readable and cell.text.startswith("="))
    for table, unknown in _by_table(formulas).items():
        message = (
            f"{labels.tables[table].name}有 {len(unknown)} 格是没有算过的公式，"
            "请用 Excel 或 WPS 打开，保存后再发。"
        )
        yield ReadingWarning("not_calculated", message, tuple(cell.name for cell in unknown))


def _by_table(cells: Iterable[Cell]) -> Mapping[str, list[Cell]]:
    tables: dict[str, list[Cell]] = {}
    for cell in cells:
        tables.setdefault(cell.name.split(".")[0], []).append(cell)
    return tables
