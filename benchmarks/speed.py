"""How long a clerk waits: a report through the chat and through the command line, beside a bare
pdfplumber on the same file in the same run.

    uv run python -m benchmarks.speed report.pdf [--runs 7]

Prints medians in seconds, their range, and the ratio to pdfplumber's median. The targets are for
a text-layer PDF of five pages on an idle machine with two cores; the answer in the chat may take
0.3 s longer than reading alone, in the same run, within a process that is running. Exits with 1
where a target is missed.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pdfplumber
from rich.console import Console
from rich.table import Table

from bot.pace import SECOND
from parsing.reading import read_report
from tests.e2e.service import Seat, is_final, running_service

TARGETS = {"first answer": 1.0, "nianbao check": 2.0}
BEYOND_READING = 0.3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    results = {"pdfplumber (peer)": timed(lambda: bare(arguments.file), arguments.runs)}
    results["reading alone"] = timed(lambda: reading(arguments.file), arguments.runs)
    results["nianbao check"] = timed(lambda: command(arguments.file), arguments.runs)
    first, whole = chat(arguments.file, arguments.runs)
    results |= {"first answer": first, "answer": whole}
    return 0 if report(arguments.file, results) else 1


def reading(file: Path) -> None:
    read_report(file.read_bytes())


def bare(file: Path) -> None:
    """What the peer does: all text and all tables of all pages, within a running process."""
    with pdfplumber.open(file) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()


def command(file: Path) -> None:
    """`nianbao check` with start-up, as typed."""
    subprocess.run(
        [sys.executable, "-m", "app.cli", "check", str(file)],
        stdout=subprocess.DEVNULL,
        check=False,
    )


def chat(file: Path, runs: int) -> tuple[list[float], list[float]]:
    """Upload to first answer and upload to result, in the sandbox of a running service."""
    first, whole = [], []
    with tempfile.TemporaryDirectory() as home, running_service(Path(home)) as service:
        clerk = service.seat("clerk")
        clerk.submit(file.name, file.read_bytes())  # warms the processes up
        for _ in range(runs):
            # Nobody uploads within a second of an answer; the bot would keep to its pace.
            time.sleep(SECOND)
            to_first, to_answer = upload(clerk, file)
            first.append(to_first)
            whole.append(to_answer)
    return first, whole


def upload(clerk: Seat, file: Path) -> tuple[float, float]:
    known = max(message["message_id"] for message in clerk.messages())
    start = time.perf_counter()
    clerk.send(file.name, file.read_bytes())
    said = clerk.await_message(lambda m: m["message_id"] > known)
    to_first = time.perf_counter() - start
    if is_final(said):
        return to_first, to_first
    clerk.await_message(lambda m: m["message_id"] > known and is_final(m))
    return to_first, time.perf_counter() - start


def timed(work: Callable[[], None], runs: int) -> list[float]:
    """Seconds of each of `runs` runs after one that is not counted."""
    work()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return seconds


def report(file: Path, results: dict[str, list[float]]) -> bool:
    """Prints the table; whether every target is met."""
    peer = median(results["pdfplumber (peer)"])
    targets = TARGETS | {"answer": median(results["reading alone"]) + BEYOND_READING}
    table = Table(title=f"{file.name}, {len(results['answer'])} runs")
    for heading in ("", "median s", "min", "max", "ratio to peer", "target s"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, seconds in results.items():
        middle = median(seconds)
        target = targets.get(name)
        table.add_row(
            name,
            f"{middle:.2f}",
            f"{min(seconds):.2f}",
            f"{max(seconds):.2f}",
            f"{middle / peer:.1f}",
            "" if target is None else f"≤ {target:.2f} {'met' if middle <= target else 'MISSED'}",
        )
    Console().print(table)
    return all(median(results[name]) <= target for name, target in targets.items())


if __name__ == "__main__":
    sys.exit(main())
