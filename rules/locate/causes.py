"""What may have caused the failed relations of a table, most plausible first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.report import Cell
from rules.locate.search import Changes, Exact, smallest_changes
from rules.locate.slips import Change, cost, positions
from rules.locate.system import Equation, exact, linked
from rules.subject import Subject, value_of

CLEARLY = 3
"""By how much an explanation must cost more than the best one to be left out of account."""

Explanation = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why some relations fail. `failed` are they; `likely` are the explanations that nothing tells
    apart, `unlikely` the equally small ones that would be much rarer slips; the best first."""

    failed: tuple[Equation, ...]
    likely: tuple[Explanation, ...]
    unlikely: tuple[Explanation, ...]


def causes(equations: Sequence[Equation], subject: Subject) -> list[Cause]:
    """The causes of what fails among linked equations; what fails for a reason of its own is
    apart. Empty where no small explanation can be found."""

    def is_possible(cell: str, by: Exact) -> bool:
        value = exact(value_of(subject.report.cells[cell])) + by
        kind = subject.form.kind(cell)
        return (value >= 0 or kind == "change") and (value == int(value) or kind == "amount")

    answers = [
        [_Part(part, _failing(part, equations)) for part in _parts(changes, equations)]
        for changes in smallest_changes([each.linear for each in equations], is_possible)
    ]
    if not answers:
        return []
    failed = [number for number, each in enumerate(equations) if each.finding is not None]
    together = {part.failed for answer in answers for part in answer}
    blocks = linked(failed, lambda one, other: any({one, other} <= each for each in together))
    return [
        _cause([equations[number] for number in block], _about(set(block), answers), subject)
        for block in blocks
    ]


@dataclass(frozen=True, slots=True)
class _Part:
    """Changes that concern each other, and the numbers of the failed equations they concern."""

    changes: Changes
    failed: frozenset[int]


def _parts(changes: Changes, equations: Sequence[Equation]) -> list[Changes]:
    """The changes apart, except those that meet in an equation."""

    def meet(one: str, other: str) -> bool:
        return any({one, other} <= each.linear.coefficients.keys() for each in equations)

    return [{cell: changes[cell] for cell in cells} for cells in linked(changes, meet)]


def _failing(changes: Changes, equations: Sequence[Equation]) -> frozenset[int]:
    return frozenset(
        number
        for number, each in enumerate(equations)
        if each.finding is not None and each.has_one_of(changes)
    )


def _about(block: set[int], answers: list[list[_Part]]) -> list[Changes]:
    """What the answers change because of the failed equations of `block`, each way once."""
    ways: dict[frozenset[tuple[str, Exact]], Changes] = {}
    for answer in answers:
        parts = [part.changes for part in answer if part.failed & block]
        changes = {cell: by for part in parts for cell, by in part.items()}
        ways.setdefault(frozenset(changes.items()), changes)
    return list(ways.values())


def _cause(failed: list[Equation], ways: list[Changes], subject: Subject) -> Cause:
    places = positions(subject.form.tables[failed[0].instance.relation.table])
    cells = subject.report.cells
    found = [
        _explanation(sorted(changes.items(), key=lambda each: places[each[0]]), cells)
        for changes in ways
    ]
    costs = [cost(explanation, places) for explanation in found]
    ranked = sorted(range(len(found)), key=costs.__getitem__)
    bound = min(costs) + CLEARLY
    return Cause(
        failed=tuple(failed),
        likely=tuple(found[at] for at in ranked if costs[at] < bound),
        unlikely=tuple(found[at] for at in ranked if costs[at] >= bound),
    )


def _explanation(changes: Iterable[tuple[str, Exact]], cells: Mapping[str, Cell]) -> Explanation:
    return tuple(
        Change(cells[name], value := exact(value_of(cells[name])), value + by)
        for name, by in changes
    )
