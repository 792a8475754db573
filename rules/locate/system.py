"""The relations of a report as equations, and which of them are linked by cells."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from domain.finding import Finding
from rules.definition import Rule
from rules.formula import Number
from rules.locate.search import Exact, Linear
from rules.relation import Instance, Relation
from rules.subject import Subject, value_of

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Equation:
    """A relation in one row or column. `finding` tells that it is false; None if it is true."""

    instance: Instance
    linear: Linear
    finding: Finding | None

    def has_one_of(self, cells: Iterable[str]) -> bool:
        return any(cell in self.linear.coefficients for cell in cells)


def linked_equations(
    findings: Sequence[Finding], rules: Sequence[Rule], subject: Subject
) -> list[list[Equation]]:
    """The equations of the tables with `findings`, those that share cells together.

    What cannot be judged is left out, and so are inequalities, which settle no value.
    """
    return linked(_equations(findings, rules, subject), _share_a_cell)


def linked(items: Iterable[Item], are_linked: Callable[[Item, Item], bool]) -> list[list[Item]]:
    """The items in groups: in one group are those that are linked, directly or through others."""
    groups: list[list[Item]] = []
    for item in items:
        apart, together = list[list[Item]](), list[Item]()
        for group in groups:
            if any(are_linked(each, item) for each in group):
                together += group
            else:
                apart.append(group)
        groups = [*apart, [*together, item]]
    return groups


def _share_a_cell(one: Equation, other: Equation) -> bool:
    return not one.linear.coefficients.keys().isdisjoint(other.linear.coefficients)


def _equations(
    findings: Sequence[Finding], rules: Sequence[Rule], subject: Subject
) -> Iterator[Equation]:
    failed = {(each.rule, each.where.cells): each for each in findings}
    tables = {each.where.table for each in findings}
    for rule in rules:
        relation = rule.judge
        if not isinstance(relation, Relation) or relation.formula.comparison != "==":
            continue
        for instance in relation.instances(subject) if relation.table in tables else ():
            if instance.doubts():
                continue
            linear = _linear(instance, subject)
            finding = failed.get((rule.info.id, instance.cells))
            # One that is false but was not complained of rests on cells left blank on purpose.
            if (finding is None) == (linear.surplus == 0):
                yield Equation(instance, linear, finding)


def _linear(instance: Instance, subject: Subject) -> Linear:
    coefficients: dict[str, Exact] = {}
    surplus: Exact = 0
    for side, terms in ((1, instance.formula.left), (-1, instance.formula.right)):
        for term in terms:
            factor = side * term.sign
            if term.name is None:
                surplus += factor * (term.number or 0)
                continue
            cell = instance.cell(term.name)
            coefficients[cell] = coefficients.get(cell, 0) + factor
            surplus += factor * exact(value_of(subject.report.cells[cell]))
    return Linear({cell: factor for cell, factor in coefficients.items() if factor}, surplus)


def exact(number: Number) -> Exact:
    """The number without rounding, whole where it is."""
    return int(number) if number == int(number) else Fraction(number)
