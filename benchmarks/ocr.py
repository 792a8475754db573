"""How exactly and how fast scans are read, beside RapidOCR over the whole page in the same run.

    uv run python -m benchmarks.ocr [--reports 2] [--digits 3] [--seed 1]

Each report is invented, printed by LibreOffice, and scanned at 200 dpi: askew, blurred, noisy.
Counted are the cells that hold a number; a misread one is flagged if a person is told to look.
"""

import argparse
import time
from dataclasses import dataclass, field
from statistics import median

import cv2
from rapidocr import RapidOCR
from rich.console import Console

from domain.report import CONFIRM_BELOW, Cell
from parsing.reading import read_report
from tests.parsing.scanner import printed, scanned
from tests.parsing.specimen import Specimen, Value, consistent_cells

TARGET_EXACT = 0.995
TARGET_SECONDS = 6.0


@dataclass(slots=True)
class Score:
    """What came out: cells exact, wrong and flagged, wrong and silent, right but flagged."""

    exact: int = 0
    flagged: int = 0
    silent: int = 0
    needless: int = 0
    misread: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    peer_seconds: list[float] = field(default_factory=list)

    def count(self, name: str, truth: Value, cell: Cell | None) -> None:
        is_flagged = cell is None or cell.confidence < CONFIRM_BELOW
        if cell is not None and cell.value == truth:
            self.exact += 1
            self.needless += is_flagged
            return
        self.flagged += is_flagged
        self.silent += not is_flagged
        read = f"“{cell.text}” {cell.confidence:.2f}" if cell else "nothing"
        self.misread.append(f"{name}: {truth} read as {read}")

    @property
    def cells(self) -> int:
        return self.exact + self.flagged + self.silent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=2)
    parser.add_argument("--digits", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    peer = RapidOCR(params={"Global.log_level": "critical"})
    score = Score()
    for seed in range(arguments.seed, arguments.seed + arguments.reports):
        measure(seed, arguments.digits, peer, score)
    report(score)


def measure(seed: int, digits: int, peer: RapidOCR, score: Score) -> None:
    form = ("2021", "2019")[seed % 2]
    cells = consistent_cells(form, seed, digits)
    specimen = Specimen("清河县水务局", 2023 if form == "2021" else 2020, form, cells)
    pages = printed(specimen.pdf())
    scan = scanned(pages, seed)
    start = time.perf_counter()
    read = read_report(scan, ocr=True)
    score.seconds.append((time.perf_counter() - start) / len(pages))
    for page in printed(scan):
        start = time.perf_counter()
        peer(cv2.cvtColor(page, cv2.COLOR_GRAY2BGR))
        score.peer_seconds.append(time.perf_counter() - start)
    for name, value in cells.items():
        score.count(name, value, read.cells.get(name))


def report(score: Score) -> None:
    share, seconds = score.exact / score.cells, median(score.seconds)
    say = Console().print
    say(
        f"cells read exactly: {score.exact} of {score.cells} = {share:.4%} "
        f"(target ≥ {TARGET_EXACT:.1%}: {'met' if share >= TARGET_EXACT else 'MISSED'})"
    )
    say(
        f"misread: {score.flagged} flagged, {score.silent} silent (target: 0 silent); "
        f"right but flagged: {score.needless}"
    )
    say(
        f"seconds per page: {seconds:.1f} (target ≤ {TARGET_SECONDS:.0f}: "
        f"{'met' if seconds <= TARGET_SECONDS else 'MISSED'}), "
        f"RapidOCR over the whole page: {median(score.peer_seconds):.1f}"
    )
    for line in score.misread:
        say(f"  {line}")


if __name__ == "__main__":
    main()
