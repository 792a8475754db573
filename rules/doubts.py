"""What a rule could not judge, told in few words: many doubts of one kind become one entry."""

from collections.abc import Sequence

from domain.finding import Unassessed
from rules.subject import Doubt

_MOST_LABELS = 3
"""Above this many rows or columns an entry counts cells instead of naming them."""


def unassessed(rule_id: str, doubts: Sequence[Doubt]) -> list[Unassessed]:
    """One entry per reason, in the order in which they arose."""
    entries: list[Unassessed] = []
    for reason in dict.fromkeys((doubt.reason, doubt.table) for doubt in doubts):
        alike = [doubt for doubt in doubts if (doubt.reason, doubt.table) == reason]
        by_label: dict[str | None, list[str]] = {}
        for doubt in alike:
            cells = by_label.setdefault(doubt.label, [])
            cells += [name for name in doubt.cells if name not in cells]
        if len(by_label) > _MOST_LABELS:
            cells = list(dict.fromkeys(name for names in by_label.values() for name in names))
            entries.append(
                Unassessed(rule_id, f"{reason[1]}有 {len(cells)} 格{reason[0]}", tuple(cells))
            )
            continue
        for label, cells in by_label.items():
            entries.append(
                Unassessed(rule_id, _sentence(label, len(cells), reason[0]), tuple(cells))
            )
    return entries


def _sentence(label: str | None, cells: int, reason: str) -> str:
    if label is None:
        return reason
    return f"“{label}”一格{reason}" if cells == 1 else f"“{label}”有 {cells} 格{reason}"
