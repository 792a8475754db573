"""Runs the fuzzing and prints what came of it, by kind."""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

import benchmarks.fuzz as fuzz
from benchmarks.fuzz.pool import mutated, verdicts
from benchmarks.fuzz.seeds import seeds

KINDS = ("text", "html", "docx", "xlsx", "pdf", "ofd", "doc", "xls", "scan")
OUTCOMES = ("refused", "doubted", "clear", "crash", "hang", "wrong")
FAULTS = ("crash", "hang", "wrong")


def main() -> None:
    arguments = _arguments()
    start = time.perf_counter()
    made = seeds(arguments.kinds, with_office=True)
    counts: Counter[tuple[str, str]] = Counter()
    reasons: Counter[str] = Counter()
    faults = []
    first, count = arguments.first, arguments.files
    ran = verdicts(
        made,
        arguments.seed,
        range(first, first + count),
        arguments.processes,
        arguments.seconds,
    )
    console = Console(stderr=True)
    for number, verdict in track(ran, "reading", total=count, console=console):
        seed, content = mutated(made, arguments.seed, number)
        counts[seed.kind, verdict.outcome] += 1
        if verdict.outcome == "refused":
            reasons[verdict.detail] += 1
        if verdict.outcome in FAULTS:
            faults.append(f"{number} {seed.kind}, {seed.name}: {verdict.outcome}: {verdict.detail}")
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{arguments.seed}-{number}.{seed.kind}").write_bytes(content)
    _show(counts, reasons, faults)
    console.print(f"{count} files, {time.perf_counter() - start:.0f} s, seed {arguments.seed}")
    sys.exit(1 if faults else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fuzz",
        description=fuzz.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", type=lambda text: text.split(","), default=list(KINDS))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=20.0, help="what one file may take")
    parser.add_argument("--keep", type=Path, help="folder for the files that show a fault")
    return parser.parse_args()


def _show(counts: Counter[tuple[str, str]], reasons: Counter[str], faults: list[str]) -> None:
    console = Console()
    table = Table(title="mutated files")
    table.add_column("kind")
    for outcome in OUTCOMES:
        table.add_column(outcome, justify="right")
    kinds = list(dict.fromkeys(kind for kind, _ in sorted(counts)))
    for kind in kinds:
        table.add_row(kind, *(str(counts[kind, outcome]) for outcome in OUTCOMES))
    totals = [sum(counts[kind, outcome] for kind in kinds) for outcome in OUTCOMES]
    table.add_row("all", *map(str, totals), style="bold")
    console.print(table)
    console.print("refused as " + ", ".join(f"{r} {n}" for r, n in reasons.most_common()))
    for fault in faults:
        console.print(fault, markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()
