"""How fast text-layer PDF and Word reports are read, beside a bare pdfplumber in the same run.

    uv run python -m benchmarks.reading_speed [FILE.pdf ...] [--runs 7]

Without files it reads an invented report of every PDF variant of `benchmarks.reading`. Prints
medians in milliseconds of the processor's time, the ratio to pdfplumber's `extract_text` and
`extract_tables` over all pages, and the peak memory of a process that reads a PDF of a hundred
pages. Exits with 1 where a target is missed.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.reading.peers import pdfplumber_tables
from benchmarks.reading.tasks import invented, missing
from benchmarks.reading.variants import VARIANTS
from parsing.reading import read_report
from tests.parsing.paper import laid_out, pdf
from tests.parsing.specimen import Specimen, consistent_cells

MOST_RATIO, STRETCH = 0.5, 0.15
MOST_DOCX_MS = 100.0
MOST_MEMORY_MB = 400.0
_PAGES = 100
_SEED = 1
_PARAGRAPH = "本机关不断完善公开制度，规范公开流程，及时回应社会关切，公开质量得到提升。" * 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--read-only", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.read_only:
        read_report(arguments.read_only.read_bytes())
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    table = Table(title=f"medians of {arguments.runs} runs")
    for heading in ("file", "pages", "ms", "pdfplumber ms", "ratio", "target"):
        table.add_column(heading, justify="left" if heading == "file" else "right")
    met = [
        _compare(name, content, arguments.runs, table)
        for name, content in _sources(arguments.files)
    ]
    met.append(_word(arguments.runs, table))
    met.append(_memory(table))
    Console().print(table)
    sys.exit(0 if all(met) else 1)


def _sources(files: Sequence[Path]) -> list[tuple[str, bytes]]:
    if files:
        return [(file.name, file.read_bytes()) for file in files]
    sources = [(f"drawn, {n} paragraphs", pdf(laid_out(_report(n)))) for n in (4, 30)]
    if reason := missing("pdf"):
        print(f"not run: variants of PDF: {reason}", file=sys.stderr)
        return sources
    variants = {variant: 1 for variant in VARIANTS if variant.kind == "pdf"}
    written = invented(variants, _SEED, (), lambda _: None)
    return sources + [(task.variant, task.content) for task in written]


def _report(paragraphs: int) -> Specimen:
    cells = consistent_cells("2021", paragraphs)
    return Specimen("云岭县松溪镇人民政府", 2023, "2021", cells, {"一": [_PARAGRAPH] * paragraphs})


def _compare(name: str, content: bytes, runs: int, table: Table) -> bool:
    ours, bare, pages = [], [], read_report(content).pages
    for _ in range(runs):
        # In turn, so that whatever else slows the machine slows both.
        ours.append(_milliseconds(lambda: read_report(content)))
        bare.append(_milliseconds(lambda: pdfplumber_tables(content)))
    ratio = median(ours) / median(bare)
    verdict = "stretch met" if ratio <= STRETCH else "met" if ratio <= MOST_RATIO else "MISSED"
    figures = (f"{median(ours):.0f}", f"{median(bare):.0f}", f"{ratio:.2f}")
    table.add_row(name, str(pages), *figures, f"≤ {MOST_RATIO} {verdict}")
    return ratio <= MOST_RATIO


def _word(runs: int, table: Table) -> bool:
    content = _report(30).docx()
    read_report(content)
    took = median(_milliseconds(lambda: read_report(content)) for _ in range(runs))
    is_met = took <= MOST_DOCX_MS
    target = f"≤ {MOST_DOCX_MS:.0f} ms {'met' if is_met else 'MISSED'}"
    table.add_row("Word", "", f"{took:.0f}", "", "", target)
    return is_met


def _memory(table: Table) -> bool:
    """Peak memory of a process that reads one long report."""
    report = _report(30)
    while len(pages := laid_out(report)) < _PAGES:
        paragraphs = len(report.sections["一"]) * _PAGES // len(pages) + 1
        report = Specimen(
            report.unit, 2023, "2021", report.cells, {"一": [_PARAGRAPH] * paragraphs}
        )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "long.pdf")
        file.write_bytes(pdf(pages))
        command = [sys.executable, "-m", "benchmarks.reading_speed", "--read-only", str(file)]
        used = subprocess.run(command, check=True, capture_output=True, text=True)
    megabytes = int(used.stdout) / 1024
    is_met = megabytes < MOST_MEMORY_MB
    target = f"< {MOST_MEMORY_MB:.0f} MB {'met' if is_met else 'MISSED'}"
    table.add_row("peak memory", str(len(pages)), f"{megabytes:.0f} MB", "", "", target)
    return is_met


def _milliseconds(work: Callable[[], object]) -> float:
    # Of the processor: others on the machine take none of it.
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


if __name__ == "__main__":
    main()
