"""The smallest sets of cells whose change makes every equation true, all of them.

The search frees one cell after another. A freed cell is eliminated, which turns the equations it
stood in into implied ones that hold whatever its value; as long as one of those is false, one of
the cells left in it is wrong as well, so the search branches over these only (T. de Waal and
R. Quere, "A fast and simple algorithm for automatic editing of mixed data", 2003). Numbers are
exact, and limits count steps instead of seconds: the same table always has the same answer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Exact = int | Fraction
Changes = dict[str, Exact]
"""What to add to which cells."""

MOST_CELLS = 4
"""Above this many wrong cells no explanation is offered: chance ones would be among them."""
MOST_STEPS = 5_000
MOST_SETS = 1_000


@dataclass(frozen=True, slots=True)
class Linear:
    """One equation. `coefficients` by cell; `surplus` is its left side minus its right side as the
    cells stand, 0 if it is true."""

    coefficients: Mapping[str, Exact]
    surplus: Exact


def smallest_changes(
    equations: Sequence[Linear], is_possible: Callable[[str, Exact], bool]
) -> list[Changes]:
    """All smallest changes, in the order of the equations and their cells.

    `is_possible` tells whether a cell may be changed by so much. Empty where nothing is wrong,
    where more than MOST_CELLS cells would have to change, or where there are too many answers to
    go through.
    """
    for size in range(1, MOST_CELLS + 1):
        search = _Search(is_possible)
        try:
            search.free_one(tuple(equations), size, (), frozenset())
        except _TooMuch:
            return []
        if search.found:
            return search.found
    return []


class _TooMuch(Exception):  # noqa: N818 - an outcome of searching, not a fault
    """The search is over its limits."""


@dataclass
class _Search:
    is_possible: Callable[[str, Exact], bool]
    found: list[Changes] = field(default_factory=list)
    steps: int = 0

    def free_one(
        self,
        equations: tuple[Linear, ...],
        left: int,
        freed: tuple[tuple[str, Linear], ...],
        excluded: frozenset[str],
    ) -> None:
        """Frees `left` more cells in every way that may make `equations` true. `freed` are the
        cells so far, each with the equation that settles its value; `excluded` those whose ways
        have been searched."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _TooMuch
        false = [each for each in equations if each.surplus]
        if not false or _least_cells(false, excluded) > left:
            return
        if left == 1:
            for cell in _in_all(false, excluded):
                self._note(cell, false[0], equations, freed)
            return
        for cell in min((_open(each, excluded) for each in false), key=len):
            settling = _shortest_with(cell, equations)
            rest = tuple(_eliminated(equations, cell, settling))
            self.free_one(rest, left - 1, (*freed, (cell, settling)), excluded)
            excluded |= {cell}

    def _note(
        self,
        cell: str,
        settling: Linear,
        equations: tuple[Linear, ...],
        freed: tuple[tuple[str, Linear], ...],
    ) -> None:
        """Keeps the freed cells together with the last one, if they are a possible answer."""
        change = _quotient(-settling.surplus, settling.coefficients[cell])
        if any(each.surplus + each.coefficients.get(cell, 0) * change for each in equations):
            return
        changes = {cell: change}
        for earlier, equation in reversed(freed):
            known = (equation.coefficients.get(key, 0) * by for key, by in changes.items())
            surplus = equation.surplus + sum(known)
            changes[earlier] = _quotient(-surplus, equation.coefficients[earlier])
        if not all(by and self.is_possible(key, by) for key, by in changes.items()):
            return
        self.found.append(changes)
        if len(self.found) > MOST_SETS:
            raise _TooMuch


def _open(equation: Linear, excluded: frozenset[str]) -> list[str]:
    return [cell for cell in equation.coefficients if cell not in excluded]


def _least_cells(false: list[Linear], excluded: frozenset[str]) -> int:
    """How many cells must change at least: as many as false equations that share none."""
    count, used = 0, set[str]()
    for cells in sorted((_open(each, excluded) for each in false), key=len):
        if not cells:
            return MOST_CELLS + 1
        if used.isdisjoint(cells):
            count += 1
            used.update(cells)
    return count


def _in_all(false: list[Linear], excluded: frozenset[str]) -> list[str]:
    cells = _open(false[0], excluded)
    return [cell for cell in cells if all(cell in each.coefficients for each in false)]


def _shortest_with(cell: str, equations: tuple[Linear, ...]) -> Linear:
    having = (each for each in equations if cell in each.coefficients)
    return min(having, key=lambda each: len(each.coefficients))


def _eliminated(equations: tuple[Linear, ...], cell: str, settling: Linear) -> Iterator[Linear]:
    """What the equations say whatever the value of `cell`, which `settling` settles."""
    for each in equations:
        if each is settling:
            continue
        factor = _quotient(each.coefficients.get(cell, 0), settling.coefficients[cell])
        if not factor:
            yield each
            continue
        coefficients = dict(each.coefficients)
        for key, coefficient in settling.coefficients.items():
            coefficients[key] = coefficients.get(key, 0) - factor * coefficient
        yield Linear(
            {key: value for key, value in coefficients.items() if value},
            each.surplus - factor * settling.surplus,
        )


def _quotient(number: Exact, by: Exact) -> Exact:
    """A fraction only where it must be: whole numbers are many times faster."""
    return Fraction(number) / by if number % by else number // by
