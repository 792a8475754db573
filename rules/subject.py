"""A report as one rule sees it, and what that rule could not judge in it.

Rules ask here for numbers and cells; a table that is missing or a cell that cannot be read ends
the question as a doubt, which the engine reports as unassessed. So no rule can mistake an
unreadable cell for a wrong one.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from domain.absence import replaced_rows
from domain.form import Form, Table, form_for_year, load_form
from domain.report import Cell, Report
from rules.language.sentences import RunningText
from rules.organisation import is_same

UNREADABLE = "无法识别"
NOT_A_NUMBER = "填的不是数字"
NOT_FOUND = "没有读到"
NO_PREVIOUS = "没有上一年度的报告可以对照"

UNPLACED = "unplaced"
"""How the codes of reading warnings begin that tell of a row or grid found but not recognised."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why something could not be judged.

    `reason` is a whole sentence, or the end of one about cells (``"无法识别"``) if `label` names
    the row or column they stand in and `table` their table.
    """

    reason: str
    cells: tuple[str, ...] = ()
    label: str | None = None
    table: str | None = None

    def of_last_year(self) -> "Doubt":
        """The same about last year's report; its cells are not cells of the report judged."""
        what = f"“{self.label}”{self.reason}" if self.label else self.reason
        return Doubt(f"上一年度的报告：{what}")


class CannotJudge(Exception):  # noqa: N818 - an outcome of judging, not a fault
    """Ends the judging of a rule because of `doubt`."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt.reason)
        self.doubt = doubt


def form_of(report: Report) -> Form | None:
    """The form to judge by: the one whose tables are used, else the one for the report's year."""
    if report.form is not None:
        return load_form(report.form)
    return form_for_year(report.year) if report.year is not None else None


class Subject:
    """One report under one rule. `text` is its running text. `doubts` and `judged` (comparisons
    made) grow as it is asked."""

    def __init__(self, report: Report, previous: "LastYear | None" = None) -> None:
        self.report = report
        self.text = RunningText(report)
        self.doubts: list[Doubt] = []
        self.judged = 0
        self._previous = previous
        self._merged: dict[str, dict[str, str]] = {}
        self._tables = frozenset(name.partition(".")[0] for name in report.cells)

    def for_next_rule(self) -> Self:
        """The same report without the doubts of the rule before; what was divided stays divided."""
        fresh = copy(self)
        fresh.doubts, fresh.judged = [], 0
        return fresh

    @property
    def previous(self) -> "LastYear":
        """The same unit's report for the year before. Raises CannotJudge where there is none, or
        where the one at hand is of another year or unit."""
        if self._previous is None:
            raise CannotJudge(Doubt(NO_PREVIOUS))
        own, last = self.report, self._previous.report
        if own.year is None or last.year is None:
            raise CannotJudge(Doubt("看不出是哪一年度的报告，不能与上一年度对照"))
        if last.year != own.year - 1:
            reason = f"用来对照的是 {last.year} 年度的报告，不是上一年度（{own.year - 1}）的"
            raise CannotJudge(Doubt(reason))
        if own.unit and last.unit and not is_same(own.unit, last.unit):
            raise CannotJudge(Doubt(f"用来对照的是“{last.unit}”的报告，不是同一个单位的"))
        return self._previous

    @property
    def form(self) -> Form:
        """The form to judge by. Raises CannotJudge where there is none."""
        form = form_of(self.report)
        if form is not None:
            return form
        if self.report.year is not None:
            raise self._stop(Doubt(f"{self.report.year} 年度没有统一格式"))
        raise self._stop(Doubt("看不出报告用的是哪一版格式"))

    def has_table(self, key: str) -> bool:
        """Whether any cell of the table was read."""
        return key in self._tables

    def table(self, key: str) -> Table:
        """The table as the form has it. Raises CannotJudge where the report does not have it."""
        table = self.form.tables[key]
        if not self.has_table(key):
            raise self._stop(Doubt(f"没有找到{table.name}"))
        return table

    def merged_rows(self, table: Table) -> dict[str, str]:
        """Rows that this report does not print, with the row that it prints in their place."""
        if table.key not in self._merged:
            self._merged[table.key] = replaced_rows(table, self.report.cells)
        return self._merged[table.key]

    def has_unplaced(self, table: Table) -> bool:
        """Whether reading met a row or grid of the table's section that it could not place, so
        that nothing is certainly missing."""
        names = (table.name, f"第{table.section}部分")
        return any(
            warning.code.startswith(UNPLACED) and any(name in warning.message for name in names)
            for warning in self.report.warnings
        )

    def number(self, name: str) -> int | Decimal:
        """What a cell counts in arithmetic (blank is 0). Raises CannotJudge where it cannot be
        told."""
        table = self.table(name.split(".")[0])
        cell = self.report.cells.get(name)
        doubt = doubt_about(cell, name, name, table.name)
        if doubt is not None:
            raise self._stop(replace(doubt, label=self.form.row_label(name)))
        return value_of(cell)

    def readable_cells(self, key: str) -> list[Cell]:
        """The cells of a table that could be read, in printed order; a missing table and
        unreadable cells are noted as doubts."""
        try:
            table = self.table(key)
        except CannotJudge as stop:
            self.doubts.append(stop.doubt)
            return []
        names = [*table.cell_names(), *_merged_cells(self.report.cells, table)]
        cells = [self.report.cells[name] for name in names if name in self.report.cells]
        self.doubts.extend(
            Doubt(UNREADABLE, (cell.name,), self.form.row_label(cell.name), table.name)
            for cell in cells
            if not cell.is_readable
        )
        return [cell for cell in cells if cell.is_readable]

    def _stop(self, doubt: Doubt) -> CannotJudge:
        return CannotJudge(doubt)


class LastYear(Subject):
    """The report of the year before: what cannot be told from it is said to be last year's."""

    def _stop(self, doubt: Doubt) -> CannotJudge:
        return CannotJudge(doubt.of_last_year())


def doubt_about(cell: Cell | None, name: str, label: str, table: str | None = None) -> Doubt | None:
    """Why the number of a cell cannot be told, or None where it can (blank is 0)."""
    if cell is None:
        return Doubt(NOT_FOUND, (name,), label, table)
    if not cell.is_readable:
        return Doubt(UNREADABLE, (name,), label, table)
    if cell.value is None and not cell.is_blank:
        return Doubt(NOT_A_NUMBER, (name,), label, table)
    return None


def value_of(cell: Cell | None) -> int | Decimal:
    """The number of a cell that `doubt_about` has no doubt about."""
    return 0 if cell is None or cell.value is None else cell.value


def _merged_cells(names: Iterable[str], table: Table) -> list[str]:
    merged = tuple(f"{table.key}.{line.key}." for line in table.merged)
    return [name for name in names if name.startswith(merged)] if merged else []
