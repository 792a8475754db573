"""Which row of the form a printed row is: by its words first, by its place in the order second."""

from collections.abc import Sequence
from dataclasses import dataclass

from parsing.assemble.likeness import bare
from parsing.assemble.vocabulary import Label

_MARGIN = 0.08
_GROUP_AGREES = 0.15
_GROUP_DIFFERS = 0.5


@dataclass(frozen=True, slots=True)
class Printed:
    """The label of a row as printed, and the group it stands under, if one is known."""

    text: str
    group: str | None


def align(printed: Sequence[Printed], labels: Sequence[Label]) -> list[Label | None]:
    """For each printed row its label of the form, or None. Order is kept, no label used twice.

    Of all ways to match rows with labels in order, the one with the greatest likeness in sum is
    taken; a match that another free label could contest is dropped.
    """
    scores = [[_score(row, label) for label in labels] for row in printed]
    matched = _in_order(scores)
    taken = {column for column in matched if column is not None}
    return [
        labels[column] if column is not None and not _contested(scores[i], column, taken) else None
        for i, column in enumerate(matched)
    ]


def group_key(text: str, labels: Sequence[Label]) -> str | None:
    """The group of rows that a printed text names (``（三）不予公开``), or None."""
    wanted = bare(text)
    return next((label.group for label in labels if label.group == wanted), None)


def _score(row: Printed, label: Label) -> float:
    likeness = label.likeness(row.text)
    if likeness == 0:
        return 0.0
    if row.group and label.group:
        likeness += _GROUP_AGREES if row.group == label.group else -_GROUP_DIFFERS
    return likeness


def _in_order(scores: Sequence[Sequence[float]]) -> list[int | None]:
    """The order-preserving matching with the greatest sum, as a column for each row."""
    rows = len(scores)
    columns = len(scores[0]) if scores else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            skip = max(best[i + 1][j], best[i][j + 1])
            take = scores[i][j] + best[i + 1][j + 1] if scores[i][j] > 0 else 0.0
            best[i][j] = max(skip, take)
    matched: list[int | None] = [None] * rows
    i = j = 0
    while i < rows and j < columns:
        if scores[i][j] > 0 and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            matched[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return matched


def _contested(scores: Sequence[float], column: int, taken: set[int]) -> bool:
    """Whether a label that no row has would fit a row that is not printed exactly as well."""
    if scores[column] >= 1:
        return False
    rivals = (score for j, score in enumerate(scores) if j != column and j not in taken)
    return max(rivals, default=0.0) > scores[column] - _MARGIN
