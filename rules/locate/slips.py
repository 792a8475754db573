"""How easily a hand slips so: what typing is known for decides between equally small explanations.

A cost compares explanations of the same failed sums; it has no meaning by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.form import Table
from domain.report import Cell
from rules.language.digits import is_longer, is_transposed
from rules.locate.search import Exact

DOUBTFUL = -1
"""A cell recognised in a picture without certainty."""
OBVIOUS = 0
"""A number put into the empty row or column beside its own; none that may stand in such a cell."""
COMMON = 1
"""Left blank; digits transposed; a digit dropped, added or doubled; a digit read as one that looks
like it; two cells beside each other exchanged."""
USUAL = 2
"""Another digit; one too many or too few."""
RARE = 4
"""A 0 that should be a number, or the other way round; anything else."""

LOOK_ALIKE = frozenset(
    {"17", "71", "06", "60", "08", "80", "38", "83", "56", "65", "68", "86"}
    | {"69", "96", "09", "90", "49", "94", "27", "72"}
)


@dataclass(frozen=True, slots=True)
class Change:
    """A cell, the number that stands there, and the one that would make the relations true."""

    cell: Cell
    found: Exact
    expected: Exact


Positions = Mapping[str, tuple[int, int]]
"""Row and column of each cell, counted in printed order."""


def positions(table: Table) -> Positions:
    """Those of the cells of a table; a row that stands for several is where their first one is."""
    found: dict[str, tuple[int, int]] = {}
    merged = {row.replaces[0]: row.key for row in table.merged}
    rows: dict[str, int] = {}
    for part in table.parts:
        for row in part.rows:
            number = rows.setdefault(row.key, len(rows))
            for at, column in enumerate(part.columns):
                for key in (row.key, merged.get(row.key, row.key)):
                    found[f"{table.key}.{key}.{column.key}"] = number, at
    return found


def cost(changes: Sequence[Change], positions: Positions) -> int:
    """What an explanation costs: each slip counts, an exchange of two cells as one."""
    if is_exchange(changes):
        slip = COMMON if all(change.found for change in changes) else OBVIOUS
        return slip if _are_neighbours(changes[0], changes[1], positions) else slip + USUAL
    return sum(_cost(change) for change in changes)


def is_exchange(changes: Sequence[Change]) -> bool:
    """Whether two cells of one row or column hold each other's numbers."""
    if len(changes) != 2:
        return False
    first, second = changes
    if (first.found, first.expected) != (second.expected, second.found):
        return False
    _, row, column = first.cell.name.split(".")
    _, other_row, other_column = second.cell.name.split(".")
    return row == other_row or column == other_column


def _cost(change: Change) -> int:
    found, expected = change.found, change.expected
    if change.cell.is_to_confirm:
        return DOUBTFUL
    if found < 0 or isinstance(found, Fraction):
        return OBVIOUS
    if change.cell.is_blank:
        return COMMON
    if not found or not expected:
        return RARE
    old, new = str(found), str(expected)
    if is_transposed(old, new) or is_longer(old, new) or is_longer(new, old):
        return COMMON
    differing = [a + b for a, b in zip(old, new, strict=False) if a != b]
    if len(old) == len(new) and len(differing) == 1:
        return COMMON if differing[0] in LOOK_ALIKE else USUAL
    return USUAL if abs(found - expected) == 1 else RARE


def _are_neighbours(first: Change, second: Change, positions: Positions) -> bool:
    one, other = positions[first.cell.name], positions[second.cell.name]
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) == 1
