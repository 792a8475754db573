"""Relations between the cells of one table: how the data of ``relations/*.toml`` judges a report.

A relation holds for every column (its names are rows) or for every row (its names are columns).
A blank cell counts as 0, with these courtesies: a relation whose cells are all blank says
nothing; where only the total is filled in, the rule about blanks says so; where only the total is
blank, a failing relation is a warning. Of an inequality with a blank side the rule about blanks
says enough, and one that fails does not settle what the suspected cell should hold.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.finding import Severity
from domain.form import Form, Table, TablePart
from rules.definition import Hit
from rules.formula import Formula, Number, Term, total
from rules.subject import Doubt, Subject, doubt_about, value_of

MOST_SHOWN = 6
"""Of more cells than a row of table 3 has, a brief sum does not show each."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation. `for_each` is ``"column"`` or ``"row"``; `suspect` is the name whose cell is
    suspected first; `only_nonzero` leaves zeros out of the sums that messages show."""

    table: str
    for_each: str
    formula: Formula
    suspect: str
    only_nonzero: bool

    def __call__(self, subject: Subject) -> Iterator[Hit]:
        """Yields a hit for every row or column of which the relation is not true."""
        for instance in self.instances(subject):
            yield from instance.judge()

    def instances(self, subject: Subject) -> Iterator["Instance"]:
        """The relation in every row or column that it is about. Raises CannotJudge where the
        report does not have the table."""
        table = subject.table(self.table)
        merged = subject.merged_rows(table)
        formula = self.formula.expand(table.groups)
        if self.for_each == "column":
            formula = formula.replace(merged)
        for part in table.parts:
            if self._fits(part, table):
                for line in self._lines(part, merged):
                    yield Instance(self, formula, line, subject)

    def _fits(self, part: TablePart, table: Table) -> bool:
        """Whether the part of the table has all the names of the formula."""
        lines = part.rows if self.for_each == "column" else part.columns
        keys = {line.key for line in lines}
        return keys.issuperset(self.formula.expand(table.groups).names)

    def _lines(self, part: TablePart, merged: dict[str, str]) -> Iterator[str]:
        if self.for_each == "column":
            yield from (column.key for column in part.columns)
        else:
            yield from dict.fromkeys(merged.get(row.key, row.key) for row in part.rows)

    def cell_name(self, line: str, name: str) -> str:
        row, column = (name, line) if self.for_each == "column" else (line, name)
        return f"{self.table}.{row}.{column}"


@dataclass(frozen=True, slots=True)
class Instance:
    """The relation in one column or row of one report. `formula` has its groups and merged rows
    written out."""

    relation: Relation
    formula: Formula
    line: str
    subject: Subject

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell of it, the suspected one first."""
        names = dict.fromkeys((self.relation.suspect, *self.formula.names))
        return tuple(self.cell(name) for name in names)

    def cell(self, name: str) -> str:
        """The cell that stands for a name of the formula."""
        return self.relation.cell_name(self.line, name)

    def doubts(self) -> list[Doubt]:
        """Why it cannot be judged; empty where it can."""
        return [doubt for name in self.formula.names if (doubt := self._doubt(name)) is not None]

    def judge(self) -> Iterator[Hit]:
        """Yields a hit if it is not true; what cannot be judged is noted with the subject."""
        doubts = self.doubts()
        if doubts:
            self.subject.doubts += doubts
            return
        left, right = self._is_blank(self.formula.left), self._is_blank(self.formula.right)
        if left and right:
            return
        self.subject.judged += 1
        values = {
            name: value_of(self.subject.report.cells[self.cell(name)])
            for name in self.formula.names
        }
        if self.formula.holds(values):
            return
        if left or right:
            blank, other = self.formula.left, self.formula.right
            if right:
                blank, other = other, blank
            if len(blank) > len(other) or self.formula.comparison != "==":
                return
            yield self._hit(values, Severity.WARNING)
        else:
            yield self._hit(values, None)

    def sums(self, numbers: Mapping[str, Number]) -> str:
        """Both sides with `numbers`, by cell, in brief: ``自然人一列：各项之和 21，总计 21``."""
        values = {name: numbers[self.cell(name)] for name in self.formula.names}
        kind = "列" if self.relation.for_each == "column" else "行"
        left, right = (
            self._written(side, values, MOST_SHOWN)
            for side in (self.formula.left, self.formula.right)
        )
        return f"{self._line_label()}一{kind}：{left}，{right}"

    def _label(self, name: str) -> str:
        form, cell = self.subject.form, self.cell(name)
        by_column = self.relation.for_each == "column"
        return form.row_label(cell) if by_column else form.column_label(cell)

    def _line_label(self) -> str:
        form, cell = self.subject.form, self.cell(self.relation.suspect)
        by_column = self.relation.for_each == "column"
        return form.column_label(cell) if by_column else form.row_label(cell)

    def _doubt(self, name: str) -> Doubt | None:
        cell = self.cell(name)
        held = self.subject.report.cells.get(cell)
        if held is not None and held.is_readable and held.value is not None:
            return None
        table = self.subject.form.tables[self.relation.table].name
        return doubt_about(held, cell, self._label(name), table)

    def _is_blank(self, side: tuple[Term, ...]) -> bool:
        cells = self.subject.report.cells
        return all(term.name is not None and cells[self.cell(term.name)].is_blank for term in side)

    def _hit(self, values: dict[str, Number], severity: Severity | None) -> Hit:
        suspect = self.relation.suspect
        left, right = total(self.formula.left, values), total(self.formula.right, values)
        difference = left - right
        wanted = self._wanted(values, difference)
        settles = self.formula.comparison == "=="
        is_blank = self.subject.report.cells[self.cell(suspect)].is_blank
        found = "" if is_blank else figure(values[suspect])
        return Hit(
            params={
                "line": self._line_label(),
                "left": self._written(self.formula.left, values),
                "right": self._written(self.formula.right, values),
                "difference": figure(difference if difference >= 0 else -difference),
                "suspect": self._label(suspect),
                "states": states(found),
                "expected": figure(wanted),
            },
            cells=self.cells,
            severity=severity,
            found=found,
            expected=figure(wanted) if settles and wanted >= 0 else None,
        )

    def _wanted(self, values: dict[str, Number], surplus: Number) -> Number:
        """What the suspected cell would hold if all others were right."""
        suspect = self.relation.suspect
        for term in self.formula.left:
            if term.name == suspect:
                return values[suspect] - term.sign * surplus
        sign = next(term.sign for term in self.formula.right if term.name == suspect)
        return values[suspect] + sign * surplus

    def _written(
        self, side: tuple[Term, ...], values: dict[str, Number], most: int | None = None
    ) -> str:
        """One side as a clerk reads it: ``结果维持 10＋结果纠正 1＝11``. If it shows more than
        `most` cells, their sum only."""
        shown = side
        if self.relation.only_nonzero and len(side) > 1:
            shown = tuple(term for term in side if term.value(values))
            if not shown:
                return "各项都是 0"
        if most is not None and len(shown) > most:
            return f"各项之和 {figure(total(side, values))}"
        text = ""
        for term in shown:
            sign = "－" if term.sign < 0 else "＋" if text else ""
            label = "" if term.name is None else f"{self._label(term.name)} "
            text += f"{sign}{label}{figure(term.value(values))}"
        if len(shown) == 1 < len(side):
            text += "＋其余各项 0"
        return text if len(side) == 1 else f"{text}＝{figure(total(side, values))}"


def states(found: str) -> str:
    """What stands in a cell, as messages say it: ``填的是 15``, or that it is blank."""
    return f"填的是 {found}" if found else "没有填"


def figure(value: Number) -> str:
    """A number as messages print it: no trailing zeros after the point."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def written_formula(relation: Relation, form: Form) -> str:
    """The formula in the official names of `form`, groups as first … last."""
    table = form.tables[relation.table]
    sides = []
    for side in (relation.formula.left, relation.formula.right):
        text = ""
        for term in side:
            sign = "－" if term.sign < 0 else "＋" if text else ""
            text += sign + _written_term(relation, table, term)
        sides.append(text)
    symbol = {"==": "＝", ">=": "≥", "<=": "≤"}[relation.formula.comparison]
    return f"{sides[0]}{symbol}{sides[1]}"


def _written_term(relation: Relation, table: Table, term: Term) -> str:
    def label(name: str) -> str:
        lines = [
            line
            for part in table.parts
            for line in (part.rows if relation.for_each == "column" else part.columns)
        ]
        return next(line.short for line in lines if line.key == name)

    if term.group is not None:
        members = table.groups[term.group]
        return f"{label(members[0])}＋…＋{label(members[-1])}"
    return label(term.name) if term.name is not None else str(term.number)
