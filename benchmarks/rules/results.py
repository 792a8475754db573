"""Scores summed up, held against the targets, and shown."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.rules.documents import KINDS
from benchmarks.rules.score import Score
from domain.finding import Finding, Severity

GROUPS = {kind.name: kind.group for kind in KINDS}
RECALL = {
    "table": 1.0,
    "text sum": 0.95,
    "cross": 0.99,
    "year": 0.99,
    "cells": 0.99,
    "structure": 0.99,
    "privacy": 0.99,
    "wording": 0.95,
}
"""The share of planted errors to be told, by group."""
FALSE_WARNINGS = 1 / 50
LOCATED = {1: 0.98, 2: 0.95}
"""The share of reports whose wrong cells are named exactly, by the number of wrong cells."""
MILLISECONDS, MILLISECONDS_LOCATING = 10, 150
_WIDTH = 120
_VARYING = re.compile(r"[\d.\s一二两三四五六七八九十百千]+|我.|本机关")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure beside its target; `text` is how both are shown."""

    what: str
    of: str
    figure: str
    target: str
    is_met: bool


@dataclass(slots=True)
class Results:
    """All scores of a run."""

    clean: list[Score] = field(default_factory=list)
    planted: list[Score] = field(default_factory=list)

    def lines(self) -> list[Line]:
        """Every figure that has a target and was measured."""
        return [*self._recalls(), *self._false_alarms(), *self._locations(), *self._times()]

    def by_kind(self) -> dict[str, tuple[int, int]]:
        """Told and planted errors of each kind."""
        planted = Counter(error.kind for score in self.planted for error in score.document.planted)
        missed = Counter(error.kind for score in self.planted for error in score.missed)
        return {
            kind: (planted[kind] - missed[kind], planted[kind]) for kind in GROUPS if planted[kind]
        }

    def false_alarms(self) -> dict[tuple[Severity, str], list[tuple[Score, Finding]]]:
        """What is said of clean reports, by severity and rule, the most frequent first."""
        found: dict[tuple[Severity, str], list[tuple[Score, Finding]]] = {}
        for score in self.clean:
            for finding in score.accusations:
                found.setdefault((finding.severity, finding.rule), []).append((score, finding))
        return dict(sorted(found.items(), key=lambda entry: -len(entry[1])))

    def _recalls(self) -> Iterable[Line]:
        kinds = self.by_kind()
        for group, target in RECALL.items():
            told = sum(kinds[kind][0] for kind in kinds if GROUPS[kind] == group)
            planted = sum(kinds[kind][1] for kind in kinds if GROUPS[kind] == group)
            if planted:
                share = told / planted
                yield Line(
                    f"told: {group}",
                    f"{told}/{planted}",
                    _percent(share),
                    f">= {_percent(target)}",
                    share >= target,
                )

    def _false_alarms(self) -> Iterable[Line]:
        if not self.clean:
            return
        counts = Counter(each.severity for score in self.clean for each in score.accusations)
        errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
        of = f"{len(self.clean)} clean"
        yield Line("false errors", of, str(errors), "0", errors == 0)
        most = FALSE_WARNINGS * len(self.clean)
        yield Line("false warnings", of, str(warnings), f"<= {most:.0f}", warnings <= most)

    def _locations(self) -> Iterable[Line]:
        for number, target in LOCATED.items():
            judged = [
                score.located
                for score in self.planted
                if score.located is not None and len(score.document.planted) == number
            ]
            if judged:
                share = sum(judged) / len(judged)
                name = f"cells found: {number} wrong in table 3"
                of = f"{sum(judged)}/{len(judged)}"
                target_text = f">= {_percent(target)}"
                yield Line(name, of, _percent(share), target_text, share >= target)

    def _times(self) -> Iterable[Line]:
        located = [score for score in self.planted if score.located is not None]
        for name, scores, most in (
            ("median ms, nothing to locate", self.clean, MILLISECONDS),
            ("median ms, locating", located, MILLISECONDS_LOCATING),
        ):
            if scores:
                taken = 1000 * median(score.seconds for score in scores)
                yield Line(name, f"{len(scores)}", f"{taken:.1f}", f"<= {most}", taken <= most)


def show(results: Results, examples: int) -> None:
    """The figures for people, then examples of what was missed and of false alarms."""
    console = Console()
    if not console.is_terminal:
        console.width = _WIDTH
    table = Table("", "of", "figure", "target", "", title="rules, beside the targets")
    for line in results.lines():
        verdict = "met" if line.is_met else "MISSED"
        table.add_row(line.what, line.of, line.figure, line.target, verdict)
    console.print(table)
    kinds = Table("kind of error", "group", "told", title="by kind")
    for kind, (told, planted) in results.by_kind().items():
        kinds.add_row(kind, GROUPS[kind], f"{told}/{planted}")
    console.print(kinds)
    for text in (*_missed(results, examples), *_said_of_clean(results, examples)):
        console.print(text, markup=False, highlight=False, soft_wrap=True)


def as_json(results: Results) -> Any:
    """The same figures for programs."""
    return {
        "lines": [
            {
                "what": line.what,
                "of": line.of,
                "figure": line.figure,
                "target": line.target,
                "met": line.is_met,
            }
            for line in results.lines()
        ],
        "kinds": results.by_kind(),
        "false_alarms": {
            f"{severity.value} {rule}": len(each)
            for (severity, rule), each in results.false_alarms().items()
        },
    }


def _missed(results: Results, examples: int) -> Iterable[str]:
    by_kind: dict[str, list[str]] = {}
    for score in results.planted:
        for error in score.missed:
            where = error.sentence or ", ".join(sorted(error.cells)[:4])
            text = f" [{score.document.seed}] {error.what}  {where}"
            by_kind.setdefault(error.kind, []).append(text)
    yield from _listed("not told", by_kind, examples)


def _said_of_clean(results: Results, examples: int) -> Iterable[str]:
    by_rule = {
        f"{severity.value} {rule}": [
            f" [{score.document.seed}] {each.message}  {each.where.quote or ''}"
            for score, each in found
        ]
        for (severity, rule), found in results.false_alarms().items()
    }
    yield from _listed("said of clean reports", by_rule, examples)


def _listed(title: str, texts: Mapping[str, Sequence[str]], examples: int) -> Iterable[str]:
    """One example of each sentence first: what differs in numbers and names only is the same."""
    for name, each in texts.items():
        yield f"{title}: {name} × {len(each)}"
        alike: dict[str, list[str]] = {}
        for text in each:
            alike.setdefault(_VARYING.sub("", text.partition("]")[2]), []).append(text)
        for same in sorted(alike.values(), key=len, reverse=True)[:examples]:
            yield f"{len(same):5} ×{same[0]}"


def _percent(share: float) -> str:
    # Rounded down: what is not whole must not look whole.
    return f"{int(share * 1000) / 10:.1f} %"
