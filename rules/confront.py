"""Statements of the text against the cells that they are about."""

from collections.abc import Iterator
from decimal import Decimal
from fnmatch import fnmatchcase

from domain.finding import Severity
from rules.claims import load_family
from rules.definition import Hit, Rule, Wording
from rules.language.scope import Scope
from rules.language.statements import Statement, statements
from rules.received import row_sum, row_total
from rules.relation import figure
from rules.subject import CannotJudge, Doubt, Subject

MESSAGE = "正文写{words} {claimed} 件，{table}。"
DENIED = Wording(
    message="正文写没有{words}，{table}。",
    fix="请查台账：有就改正文，没有就改表格。",
)

Number = int | Decimal


def against_tables(subject: Subject, rule: str, *told_by: Rule) -> Iterator[Hit]:
    """The statements of a rule's claims with which the tables do not agree.

    Where one statement of a section agrees, others about the same cells in it may speak of parts:
    they are asked about, or passed over where that is likely. A difference that a rule in `told_by`
    tells of the same sentence is not told again. Raises CannotJudge where a cell cannot be read.
    """
    form = subject.form
    family = load_family(rule, form.key, subject.report.year or form.first_year)
    compared = (_Comparison(subject, each) for each in statements(subject, family))
    # A column alone, without words for a row, names no cell.
    made = [each for each in compared if each.cells]
    agreed = {(each.cells, each.section) for each in made if each.agrees}
    told: set[tuple[tuple[str, ...], Number]] = set()
    for each in made:
        may_be_part = (each.cells, each.section) in agreed
        if each.agrees or (may_be_part and (family.may_be_parts or each.is_unsure)):
            continue
        if (each.cells, each.statement.number) in told or each.is_told(told_by):
            continue
        told.add((each.cells, each.statement.number))
        yield each.hit(may_be_part=may_be_part)


class _Comparison:
    """One statement with what its cells hold."""

    def __init__(self, subject: Subject, statement: Statement) -> None:
        self.statement = statement
        self.section = statement.sentence.section
        self._subject = subject
        named = [cells for claim in statement.claims for cells in self._own(claim.cells)]
        self.cells = tuple(dict.fromkeys(name.lstrip("-") for name in named))
        self.total = self._sum(named)
        self.agrees = statement.number == self.total or statement.number in self._others(named)
        self.is_unsure = statement.scope is Scope.UNSURE

    def is_told(self, rules: tuple[Rule, ...]) -> bool:
        """Whether one of `rules` finds the same difference in the same sentence."""
        same = (self.statement.sentence.text, str(self.statement.number), figure(self.total))
        return any(
            (hit.quote, hit.found, hit.expected) == same for hit in _hits(rules, self._subject)
        )

    def hit(self, *, may_be_part: bool) -> Hit:
        statement = self.statement
        return Hit(
            params={
                "words": self._words(),
                "claimed": figure(statement.number),
                "table": self._table(),
            },
            cells=self.cells,
            quote=statement.sentence.text,
            section=self.section,
            place=statement.sentence.place,
            case="denied" if statement.denied else None,
            severity=Severity.WARNING if may_be_part or self.is_unsure else None,
            found=figure(statement.number),
            expected=figure(self.total),
        )

    def _own(self, cells: tuple[str, ...]) -> list[str]:
        """The names that the report prints of those of a claim."""
        column = self.statement.claims[0].column
        parent = self.statement.parent
        if column is not None:
            cells = parent.cells if parent else ()
            return [f"{name.rpartition('.')[0]}.{column}" for name in cells]
        return list(dict.fromkeys(name for cell in cells for name in self._expanded(cell)))

    def _expanded(self, cell: str) -> list[str]:
        if "*" not in cell:
            return [cell]
        table = self._subject.table(cell.split(".")[0])
        merged = self._subject.merged_rows(table)
        found = []
        for name in table.cell_names():
            if fnmatchcase(name, cell):
                key, row, column = name.split(".")
                found.append(f"{key}.{merged.get(row, row)}.{column}")
        return found

    def _others(self, named: list[str]) -> set[Number]:
        """Other sums that the words may mean: of the cells that totals add up, and those that the
        claim accepts."""
        sums: set[Number] = set()
        if all(name.endswith(".total") for name in named):
            sums.add(sum((row_sum(self._subject, name) for name in named), start=0))
        claim = self.statement.claims[0]
        may_mean_more = claim.accepts_if.search(self.statement.sentence.plain) is not None
        if len(self.statement.claims) == 1 and may_mean_more:
            sums |= {self._sum(list(cells)) for cells in claim.accepts}
        return sums

    def _sum(self, names: list[str]) -> Number:
        total: Number = 0
        for name in names:
            value = self._value(name.lstrip("-"))
            total += -value if name.startswith("-") else value
        return total

    def _value(self, name: str) -> Number:
        if name.endswith(".total"):
            return row_total(self._subject, name)
        value = self._subject.number(name)
        table = self._subject.table(name.split(".")[0])
        cells = self._subject.report.cells
        if all(cells[each].is_blank for each in table.cell_names() if each in cells):
            raise CannotJudge(Doubt(f"{table.name}没有填数"))
        return value

    def _words(self) -> str:
        parent = self.statement.parent.name if self.statement.parent else ""
        return "、".join(claim.name.format(parent=parent) for claim in self.statement.claims)

    def _table(self) -> str:
        """The cells as the form names them, with the sum where a message can show it."""
        claim = self.statement.claims[0]
        form = self._subject.form
        table = form.tables[self.cells[0].split(".")[0]].name
        if claim.column is None and len(self.statement.claims) == 1 and claim.label != table:
            return f"{claim.label} {figure(self.total)} 件"
        column = claim.label if claim.column else ""
        shown = [
            f"{form.row_label(each)}{column} {figure(self._value(each))}" for each in self.cells
        ]
        if len(shown) == 1:
            return f"{table}{shown[0]} 件"
        return f"{table}{'＋'.join(shown)}＝{figure(self.total)}"


def _hits(rules: tuple[Rule, ...], subject: Subject) -> Iterator[Hit]:
    for rule in rules:
        try:
            yield from rule.judge(subject.for_next_rule())
        except CannotJudge:
            # What a rule cannot judge it does not tell, and notes itself.
            continue
