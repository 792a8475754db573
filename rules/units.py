"""A unit's report together with those of the units below it, as a rule across units sees them."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from domain.form import Table
from domain.report import Report
from rules.formula import Number
from rules.organisation import is_government_office, is_same
from rules.subject import CannotJudge, Doubt, Subject

_STATES_SCOPE = re.compile(
    r"(?:汇总|涵盖|包括|包含|覆盖)[^。；]{0,60}(?:乡镇|镇|街道|部门|各单位|县区|区县|下级)"
)
_NOT_SUMMED = frozenset({"previous_items", "change"})
"""Columns of the 2019 form that count one list of powers, which units share."""
_CENT = Decimal("0.01")
"""The last printed place of a sum in 万元."""


@dataclass(frozen=True, slots=True)
class Sum:
    """One cell: what the report has, and what each unit adds to it (zeros left out)."""

    name: str
    own: Number
    parts: Mapping[str, Number]

    @property
    def total(self) -> Number:
        return sum(self.parts.values(), start=0)

    @property
    def lacking(self) -> Number:
        """How much the report has too little; negative where it has too much. Sums of money may
        be rounded by each unit."""
        difference = self.total - self.own
        is_rounding = isinstance(difference, Decimal) and abs(difference) <= _CENT * len(self.parts)
        return 0 if is_rounding else difference

    @property
    def greatest(self) -> str | None:
        """The one unit that alone has more than the whole report."""
        above = {name: part for name, part in self.parts.items() if part > self.own}
        return max(above, key=lambda name: above[name]) if above else None


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
        self._sums: dict[str, tuple[list[Sum], list[Doubt]]] = {}

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

    def sums(self, table: Table) -> list[Sum]:
        """Every cell that can be compared with the children, in printed order; what was not read
        is noted as doubts. Added up once for all rules."""
        if table.key not in self._sums:
            self._sums[table.key] = self._add_up(table)
        found, doubts = self._sums[table.key]
        self.doubts += doubts
        self.judged += len(found)
        return found

    def knows_all_parts(self, counted: Mapping[str, Subject]) -> bool:
        """Whether nothing but `counted` goes into the report's numbers, so that they may not be
        greater either: everybody's report is there, that of its own office among them."""
        if self.missing or self.unread or len(counted) < len(self.children):
            return False
        own = self.report.unit or ""
        return any(
            is_government_office(name) or (bool(own) and is_same(own, name)) for name in counted
        )

    def _add_up(self, table: Table) -> tuple[list[Sum], list[Doubt]]:
        found: list[Sum] = []
        doubts: list[Doubt] = []
        counted = {n: c for n, c in self.children.items() if not self._reason_against(c, table)}
        unread = dict.fromkeys(counted, 0)
        for name in self._summed(table):
            try:
                own = self.number(name)
            except CannotJudge as stop:
                doubts.append(stop.doubt)
                continue
            parts = {unit: _part(child, name) for unit, child in counted.items()}
            for unit in (unit for unit, part in parts.items() if part is None):
                unread[unit] += 1
            known = {unit: part for unit, part in parts.items() if part is not None}
            if len(known) == len(parts):
                found.append(Sum(name, own, {unit: part for unit, part in known.items() if part}))
        doubts += [
            Doubt(f"“{unit}”的{table.name}有 {count} 格没有读准，这些格没有核对汇总数")
            for unit, count in unread.items()
            if count
        ]
        return found, doubts

    def _summed(self, table: Table) -> Iterator[str]:
        """The cells that may be added up, by the names under which the report has them."""
        merged = self.merged_rows(table)
        names = (name.split(".") for name in table.cell_names())
        written = (f"{key}.{merged.get(row, row)}.{column}" for key, row, column in names)
        for name in dict.fromkeys(written):
            if name.split(".")[2] not in _NOT_SUMMED:
                yield name

    def _reason_against(self, child: Subject, table: Table) -> str | None:
        year = child.report.year
        if None not in (year, self.report.year) and year != self.report.year:
            return f"交来的是 {year} 年度的报告"
        if not child.has_table(table.key):
            return f"的报告没有读到{table.name}"
        if table.key == "disclosure" and child.form.key != self.form.key:
            return f"的{table.name}是另一版表格"
        return None


def _part(child: Subject, name: str) -> Number | None:
    """What a child's report adds to a cell, None where that cannot be told; a row that it splits
    is added up."""
    cell = child.report.cells.get(name)
    if cell is not None and cell.value is not None and cell.is_readable:
        return cell.value
    key, row, column = name.split(".")
    merged = next((line for line in child.form.tables[key].merged if line.key == row), None)
    try:
        if merged is None or cell is not None:
            return child.number(name)
        return sum((child.number(f"{key}.{each}.{column}") for each in merged.replaces), start=0)
    except CannotJudge:
        return None
