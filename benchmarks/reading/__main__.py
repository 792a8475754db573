"""Runs the benchmark: writes the files, reads them in two processes, prints what came of it."""

import argparse
import json
import logging
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import benchmarks.reading as benchmark
from benchmarks.reading.peers import CAMELOT, PDFPLUMBER, Peer, has_camelot
from benchmarks.reading.results import as_json, rows_of, show
from benchmarks.reading.score import Score, Task, examine
from benchmarks.reading.tasks import invented, missing, samples
from benchmarks.reading.variants import SCANNED, VARIANTS, Variant, shares

_PROCESSES = 2


def main() -> None:
    arguments = _arguments()
    console = Console(stderr=True)
    start = time.perf_counter()
    all_kinds = dict.fromkeys(variant.kind for variant in (*VARIANTS, *SCANNED))
    kinds = arguments.kinds or [kind for kind in all_kinds if kind != "scan" or arguments.scans]
    skipped = {kind: reason for kind in kinds if (reason := missing(kind))}
    kinds = [kind for kind in kinds if kind not in skipped]
    peers: list[Peer] = [PDFPLUMBER]
    if has_camelot():
        peers.append(CAMELOT)
    else:
        skipped["camelot"] = "not installed"
    counts: dict[Variant, int] = {}
    for number, group in ((arguments.documents, VARIANTS), (arguments.scans, SCANNED)):
        chosen = tuple(variant for variant in group if variant.kind in kinds)
        counts |= shares(number, chosen) if number and chosen else {}
    variants = tuple(counts)
    with _progress(console) as progress:
        writing = progress.add_task("writing", total=sum(counts.values()))
        tasks = invented(
            counts, arguments.seed, tuple(peers), lambda n: progress.advance(writing, n)
        )
        if len(tasks) < sum(counts.values()):
            skipped["pdf"] = f"{sum(counts.values()) - len(tasks)} in which LibreOffice lost rows"
        tasks += samples(kinds)
        scores = _examined(tasks, progress)
    rows = rows_of(scores, variants)
    names = [peer.name for peer in peers]
    if arguments.json:
        print(json.dumps(as_json(rows, skipped, names), ensure_ascii=False, indent=1))
    else:
        show(rows, skipped, names)
    console.print(f"{len(tasks)} files, {time.perf_counter() - start:.0f} s, seed {arguments.seed}")
    sys.exit(0 if all(row.is_met and row.is_fast is not False for row in rows) else 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reading",
        description=benchmark.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--documents", type=int, default=200, help="how many to write, at least")
    parser.add_argument(
        "--scans",
        type=int,
        default=0,
        help="how many scans and photos besides, at seconds for each page",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", type=lambda text: text.split(","), help="such as docx,pdf")
    parser.add_argument("--json", action="store_true", help="figures for programs")
    return parser.parse_args()


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )


def _examined(tasks: Sequence[Task], progress: Progress) -> list[Score]:
    scores = []
    reading = progress.add_task("reading", total=len(tasks))
    with ProcessPoolExecutor(_PROCESSES, get_context("spawn"), logging.disable) as pool:
        for score in pool.map(examine, tasks):
            scores.append(score)
            progress.advance(reading)
    return scores


if __name__ == "__main__":
    main()
