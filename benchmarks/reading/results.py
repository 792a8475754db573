"""Scores of files summed up by kind and variant, held against the targets, and shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.reading.peers import PDFPLUMBER
from benchmarks.reading.score import Score
from benchmarks.reading.tasks import REAL_TEXT
from benchmarks.reading.variants import SCANS, Variant

_FAULTS_SHOWN = 12
_MOST_RATIO = 0.5
_MOST_MS = {"docx": 100.0}
_WIDTH = 150


@dataclass(frozen=True, slots=True)
class Row:
    """All files of one variant. `target` is the share of cells to reach, or None where only
    silent misreadings count."""

    kind: str
    variant: str
    target: float | None
    scores: Sequence[Score]

    @property
    def documents(self) -> int:
        return len(self.scores)

    @property
    def perfect(self) -> int:
        return sum(score.perfect for score in self.scores)

    @property
    def silent(self) -> int:
        return sum(score.silent for score in self.scores)

    @property
    def misplaced(self) -> int:
        return sum(score.misplaced for score in self.scores)

    @property
    def cells(self) -> float:
        """The share of cells whose value and place are right."""
        return _share(
            sum(score.exact for score in self.scores), sum(score.cells for score in self.scores)
        )

    @property
    def sections(self) -> float:
        return _share(
            sum(score.sections_found for score in self.scores),
            sum(score.sections for score in self.scores),
        )

    @property
    def misread(self) -> int:
        """Cells whose value is not the true one."""
        return sum(score.cells - score.exact - score.misplaced for score in self.scores)

    @property
    def seconds_per_page(self) -> float:
        return sum(score.seconds for score in self.scores) / max(
            1, sum(s.pages for s in self.scores)
        )

    @property
    def milliseconds(self) -> float:
        return 1000 * sum(score.seconds for score in self.scores) / max(1, self.documents)

    @property
    def is_fast(self) -> bool | None:
        """Whether the target for speed is reached, None where there is none."""
        ratio, most = self.ratio(PDFPLUMBER.name), _MOST_MS.get(self.kind)
        if ratio is not None:
            return ratio <= _MOST_RATIO
        return None if most is None else self.milliseconds <= most

    @property
    def is_read(self) -> bool:
        return not all(score.has_no_reader for score in self.scores)

    @property
    def is_met(self) -> bool:
        """Whether the target is reached. A share of 1 asks for perfect documents too, and scans
        for a mark at every cell that was misread."""
        if self.target is None:
            return self.silent == 0
        if self.kind == "scan":
            return self.cells >= self.target and self.silent == 0
        return self.cells >= self.target and (self.target < 1 or self.perfect == self.documents)

    def peer(self, name: str) -> float | None:
        """The share of true numbers that a peer's tables give, None where it did not run."""
        ran = [score for score in self.scores if name in score.peer_found]
        if not ran:
            return None
        return _share(
            sum(score.peer_found[name] for score in ran), sum(score.peer_numbers for score in ran)
        )

    def ratio(self, name: str) -> float | None:
        """Our time over the peer's on the same files, None where it did not run."""
        ran = [score for score in self.scores if score.peer_seconds.get(name) and score.seconds]
        if not ran:
            return None
        return sum(s.seconds for s in ran) / sum(s.peer_seconds[name] for s in ran)


def rows_of(scores: Iterable[Score], variants: Sequence[Variant]) -> list[Row]:
    """Scores by kind and variant, invented reports first."""
    targets = {(variant.kind, variant.name): variant.cells for variant in variants}
    grouped: dict[tuple[str, str], list[Score]] = {}
    for score in scores:
        grouped.setdefault((score.kind, score.variant), []).append(score)
    return [
        Row(kind, name, targets.get((kind, name), _target_of_sample(kind, name)), each)
        for (kind, name), each in grouped.items()
    ]


def show(rows: Sequence[Row], skipped: Mapping[str, str], peers: Sequence[str]) -> None:
    """The table for people, and below it what went wrong where a target is missed."""
    console = Console()
    if not console.is_terminal:
        console.width = _WIDTH
    table = Table(title="reading, by kind and variant")
    headings = ("cells exact", "misplaced", "silent", "sections", "perfect", "ms", "target", "")
    for heading in ("kind", "variant", *headings):
        table.add_column(heading, justify="left" if heading in ("kind", "variant") else "right")
    for peer in peers:
        table.add_column(f"{peer}: numbers", justify="right")
        table.add_column(f"× {peer}'s time", justify="right")
    for row in rows:
        table.add_row(*_texts(row, peers))
    console.print(table)
    console.print(f"time asked for: PDF at most {_MOST_RATIO} of pdfplumber's, {_most_ms()}")
    for row in rows:
        if row.kind == "scan":
            console.print(
                f"scan, {row.variant}: {row.seconds_per_page:.1f} s for each page; "
                f"{row.misread} misread, {row.misread - row.silent} of them flagged"
            )
    for kind, reason in skipped.items():
        console.print(f"not run: {kind}: {reason}")
    for row in rows:
        if not row.is_met:
            console.print(f"\n{row.kind}, {row.variant}: missed", style="bold")
            faults = [(s.name, fault) for s in row.scores for fault in s.faults]
            for name, fault in faults[:_FAULTS_SHOWN]:
                console.print(f"  {name}  {fault}", markup=False, highlight=False)
            if len(faults) > _FAULTS_SHOWN:
                console.print(f"  and {len(faults) - _FAULTS_SHOWN} more")


def _most_ms() -> str:
    return ", ".join(f"{kind} {most:.0f} ms" for kind, most in _MOST_MS.items())


def as_json(rows: Sequence[Row], skipped: Mapping[str, str], peers: Sequence[str]) -> Any:
    """The same figures for programs."""
    return {
        "rows": [
            {
                "kind": row.kind,
                "variant": row.variant,
                "documents": row.documents,
                "read": row.is_read,
                "cells": row.cells,
                "misplaced": row.misplaced,
                "silent": row.silent,
                "sections": row.sections,
                "perfect": row.perfect,
                "milliseconds": round(row.milliseconds, 1),
                "seconds_per_page": round(row.seconds_per_page, 3),
                "target": row.target,
                "met": row.is_met,
                "fast": row.is_fast,
                "peers": {
                    peer: {"numbers": row.peer(peer), "time_ratio": row.ratio(peer)}
                    for peer in peers
                },
                "faults": {score.name: score.faults for score in row.scores if score.faults},
            }
            for row in rows
        ],
        "skipped": dict(skipped),
    }


def _texts(row: Row, peers: Sequence[str]) -> list[str]:
    target = "flagged" if row.target is None else _percent(row.target)
    texts = [
        row.kind,
        row.variant,
        _percent(row.cells),
        str(row.misplaced or ""),
        str(row.silent or ""),
        _percent(row.sections),
        f"{row.perfect}/{row.documents}",
        f"{row.milliseconds:.0f}",
        target,
        _verdict(row),
    ]
    for peer in peers:
        share, ratio = row.peer(peer), row.ratio(peer)
        texts.append("" if share is None else _percent(share))
        texts.append("" if ratio is None else f"{ratio:.2f}")
    return texts


def _verdict(row: Row) -> str:
    if row.is_met:
        return "SLOW" if row.is_fast is False else "met"
    return "MISSED" if row.is_read else "NOT READ"


def _target_of_sample(kind: str, name: str) -> float | None:
    if name == REAL_TEXT:
        return None
    return SCANS if kind == "scan" else 1.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _percent(share: float) -> str:
    # Rounded down: what is not whole must not look whole.
    return f"{int(share * 10_000) / 100:.2f} %"
