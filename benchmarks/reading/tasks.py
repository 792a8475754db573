"""The files of one run: invented ones of every variant, and the real samples where they lie."""

import importlib.util
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.reading import office
from benchmarks.reading.pages import count_digits
from benchmarks.reading.peers import Peer
from benchmarks.reading.reports import invent
from benchmarks.reading.score import Task
from benchmarks.reading.variants import Variant
from parsing.office import can_open
from tests.parsing.paper import lay_out
from tests.parsing.specimen import Specimen, Value
from tests.parsing.test_samples import baofeng, hongze, pingluo, touzha

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
REAL = "real sample"
REAL_TEXT = "real sample, columns lost"
_TRUTH: Mapping[str, Callable[[], dict[str, Value]]] = {
    "hz2023": hongze,
    "pl2020": pingluo,
    "bf2020": baofeng,
    "tz2022": touzha,
}
_KINDS = {".htm": "html", ".txt": "text", ".scan.pdf": "scan"}


def missing(kind: str) -> str | None:
    """What this machine lacks to write or read a kind of file, or None."""
    if kind in ("pdf", "doc", "scan") and not office.is_installed():
        return "LibreOffice is not installed"
    if kind == "xls" and not can_open("xls"):
        return "LibreOffice Calc is not installed"
    if kind == "scan" and importlib.util.find_spec("rapidocr") is None:
        return "OCR is not installed"
    return None


def invented(
    counts: Mapping[Variant, int],
    seed: int,
    peers: tuple[Peer, ...],
    on_progress: Callable[[int], None],
) -> list[Task]:
    """The files of all variants, each with the report that it says. Same seed, same reports.

    Left out are PDF files in which LibreOffice has lost rows: it sometimes does where a page ends
    within the merged cells of a table's head.
    """
    drafts: dict[str, tuple[Variant, Specimen, bytes]] = {}
    for variant, count in counts.items():
        for number in range(count):
            name = f"{variant.kind}-{variant.name}-{number}".replace(" ", "-").replace(",", "")
            chance = _chance(seed, name)
            report = invent(chance, long=variant.long)
            report = variant.change(report, chance) if variant.change else report
            drafts[name] = (variant, report, variant.write(report, chance))
            on_progress(0 if variant.office else 1)
    converted = _converted(drafts, on_progress)
    tasks = []
    for name, (variant, report, written) in drafts.items():
        if variant.office and name not in converted:
            raise RuntimeError(f"LibreOffice could not convert {name}")
        printed = converted.get(name, written)
        if variant.office == "pdf" and count_digits(printed) < _digits(report):
            continue
        finish = variant.finish
        content = finish(printed, _chance(seed, f"{name} finish")) if finish else printed
        is_pdf = variant.kind == "pdf"
        straight = variant.kind == "scan" and variant.name == "clean"
        layer = content if is_pdf else printed if straight else None
        if variant.kind == "ofd" and variant.name != "on its side":
            layer = lay_out(report)  # everything at the same places
        tasks.append(
            Task(
                variant.kind,
                variant.name,
                name,
                content,
                report.cells,
                report,
                layer,
                peers if is_pdf else (),
            )
        )
    return tasks


def _digits(report: Specimen) -> int:
    """How many digits the tables of a report print."""
    texts = [str(value) for value in report.cells.values() if value is not None]
    return sum(char.isdigit() for text in texts for char in text)


def _chance(seed: int, name: str) -> random.Random:
    """Seeded for each file alone: it stays the same whatever else is asked for."""
    return random.Random(f"{seed} {name}")  # noqa: S311 - invented reports, not secrets


def _converted(
    drafts: Mapping[str, tuple[Variant, Specimen, bytes]], on_progress: Callable[[int], None]
) -> dict[str, bytes]:
    converted: dict[str, bytes] = {}
    for target in sorted({variant.office for variant, _, _ in drafts.values() if variant.office}):
        files = {name: file for name, (v, _, file) in drafts.items() if v.office == target}
        converted |= office.convert(files, target, on_progress)
    return converted


def samples(kinds: Sequence[str]) -> list[Task]:
    """The real samples of these kinds, if they lie beside the repository."""
    tasks = []
    for file in sorted(SAMPLES.glob("*.*")):
        report, suffix = file.name.split(".", 1)
        kind = _KINDS.get(f".{suffix}", suffix)
        if report not in _TRUTH or kind not in kinds:
            continue
        content = file.read_bytes()
        # A converter has lost columns of these two texts: what is gone cannot be read.
        name = REAL_TEXT if kind == "text" and report != "tz2022" else REAL
        layer = content if kind == "pdf" else None
        tasks.append(Task(kind, name, file.name, content, _TRUTH[report](), layer=layer))
    return tasks
