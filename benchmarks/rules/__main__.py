"""Runs the benchmark: draws the documents, checks them, prints what came of it."""

import argparse
import json
import sys
import time
from collections.abc import Iterable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import benchmarks.rules as benchmark
from benchmarks.rules.documents import Document, clean, planted
from benchmarks.rules.results import RECALL, Results, as_json, show
from benchmarks.rules.score import Score, examine


def main() -> None:
    arguments = _arguments()
    console = Console(stderr=True)
    start = time.perf_counter()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        good = clean(arguments.seed, arguments.clean)
        bad = planted(arguments.seed, arguments.documents, arguments.kinds)
        results = Results(
            clean=_examined(progress, "clean", good, arguments.clean),
            planted=_examined(progress, "planted", bad, arguments.documents),
        )
    if arguments.json:
        print(json.dumps(as_json(results), ensure_ascii=False, indent=1))
    else:
        show(results, arguments.show)
    number = arguments.clean + arguments.documents
    taken = time.perf_counter() - start
    console.print(f"{number} reports, {taken:.0f} s, seed {arguments.seed}")
    sys.exit(0 if all(line.is_met for line in results.lines()) else 1)


def _examined(
    progress: Progress, name: str, documents: Iterable[Document], number: int
) -> list[Score]:
    task = progress.add_task(name, total=number)
    scores = []
    for document in documents:
        scores.append(examine(document))
        progress.advance(task)
    return scores


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.rules",
        description=benchmark.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--documents", type=int, default=2000, help="with errors planted")
    parser.add_argument("--clean", type=int, default=1000, help="with nothing wrong")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", type=_groups, default=(), help=f"of {', '.join(RECALL)}")
    parser.add_argument("--show", type=int, default=1, help="examples of each thing gone wrong")
    parser.add_argument("--json", action="store_true", help="figures for programs")
    return parser.parse_args()


def _groups(text: str) -> tuple[str, ...]:
    groups = tuple(text.split(","))
    unknown = sorted(set(groups) - set(RECALL))
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}")
    return groups


if __name__ == "__main__":
    main()
