"""A unit's report together with those of the units below it, as a rule across units sees them."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cached_property

from domain.form import Table
from domain.report import Report
from rules.organisation import is_government_office, is_same
from rules.subject import CannotJudge, Doubt, Subject

_STATES_SCOPE = re.compile(
    r"(?:汇总|涵盖|包括|包含|覆盖)[^。；]{0,60}(?:乡镇|镇|街道|部门|各单位|县区|区县|下级)"
)


class Units(Subject):
    """The report that sums up (as `Subject`), and the reports of the units below, by name.

    `missing` are units that have not handed in a report, `overdue` those of them whose date is
    past; `unread` are files that could not be read. `is_complete` vouches that children and
    missing are all the units whose numbers the report sums up; without it a difference may come
    from what is counted. Where `report` is None, there is none of `unit` for `year`.
    """

    def __init__(
        self,
        report: Report | None,
        children: Mapping[str, Report],
        *,
        unit: str = "",
        year: int | None = None,
        missing: Collection[str] = (),
        overdue: Collection[str] = (),
        unread: Collection[str] = (),
        is_complete: bool = False,
    ) -> None:
        super().__init__(report or Report(None, unit, year, None, None, (), (), {}))
        self.children = {name: Subject(child) for name, child in children.items()}
        self.missing = tuple(missing)
        self.overdue = tuple(overdue)
        self.unread = tuple(unread)
        self.is_complete = is_complete
        self._is_there = report is not None

    def table(self, key: str) -> Table:
        if not self._is_there:
            own = self.report
            raise CannotJudge(Doubt(f"没有{own.unit} {own.year} 年度的报告，汇总数没有核对"))
        return super().table(key)

    @cached_property
    def states_scope(self) -> bool:
        """Whether the report says whose numbers it sums up."""
        sentences = (*self.text.introduction, *self.text.sentences(section="一"))
        return any(_STATES_SCOPE.search(each.plain) for each in sentences)

    def counted(self, table: Table) -> dict[str, Subject]:
        """The children whose table can be added up; why others cannot is noted as doubts."""
        counted = {}
        for name, child in self.children.items():
            reason = self._reason_against(child, table)
            if reason is None:
                counted[name] = child
            else:
                self.doubts.append(Doubt(f"“{name}”{reason}，没有计入汇总"))
        return counted

    def knows_all_parts(self, counted: Mapping[str, Subject]) -> bool:
        """Whether nothing but `counted` goes into the report's numbers, so that they may not be
        greater either: everybody's report is there, that of its own office among them."""
        if self.missing or self.unread or len(counted) < len(self.children):
            return False
        own = self.report.unit or ""
        return self.is_complete or any(
            is_government_office(name) or (bool(own) and is_same(own, name)) for name in counted
        )

    def _reason_against(self, child: Subject, table: Table) -> str | None:
        year = child.report.year
        if None not in (year, self.report.year) and year != self.report.year:
            return f"交来的是 {year} 年度的报告"
        if not child.has_table(table.key):
            return f"的报告没有读到{table.name}"
        if table.key == "disclosure" and child.form.key != self.form.key:
            return f"的{table.name}是另一版表格"
        return None


def part_of(child: Subject, name: str) -> int | Decimal:
    """What a child's report adds to a cell; a row that it splits is added up. Raises CannotJudge
    where that cannot be told."""
    key, row, column = name.split(".")
    table = child.form.tables[key]
    merged = next((line for line in table.merged if line.key == row), None)
    if merged is None or name in child.report.cells:
        return child.number(name)
    return sum((child.number(f"{key}.{each}.{column}") for each in merged.replaces), start=0)
