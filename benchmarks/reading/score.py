"""One file read and compared with its truth, cell by cell."""

import io
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import Any

import pdfplumber

from benchmarks.reading.peers import Peer, found_numbers, numbers_of
from domain.document import Place
from domain.refusal import FileRefused, Refusal
from domain.report import CONFIRM_BELOW, Cell, Report
from parsing.office import as_ooxml
from parsing.reading import read_report
from tests.parsing.specimen import Specimen, Value

_HALF = 3
_OFFICE_SECONDS = 60
_QUICK = frozenset({"docx", "html", "text", "pdf", "xlsx"})
_RUNS = 3


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read. `truth` is every cell of the report; `report` is there for invented ones,
    whose text is known too. `layer` is a PDF whose text lies where the file shows it, if there is
    one."""

    kind: str
    variant: str
    name: str
    content: bytes
    truth: Mapping[str, Value]
    report: Specimen | None = None
    layer: bytes | None = None
    peers: tuple[Peer, ...] = ()


@dataclass(slots=True)
class Score:
    """What came of one file. Cells count where value and place are right; `silent` are the
    misread ones that nobody is told to look at; `seconds` is what reading takes."""

    kind: str
    variant: str
    name: str
    refused: Refusal | None = None
    cells: int = 0
    exact: int = 0
    silent: int = 0
    misplaced: int = 0
    sections: int = 0
    sections_found: int = 0
    perfect: bool = False
    seconds: float = 0.0
    pages: int = 0
    faults: list[str] = field(default_factory=list)
    peer_numbers: int = 0
    peer_found: dict[str, int] = field(default_factory=dict)
    peer_seconds: dict[str, float] = field(default_factory=dict)

    @property
    def has_no_reader(self) -> bool:
        return self.refused in (Refusal.UNSUPPORTED_KIND, Refusal.SCAN)


def examine(task: Task) -> Score:
    """Reads one file and compares; runs the peers on it as well."""
    score = Score(task.kind, task.variant, task.name, cells=len(task.truth))
    # Recognition runs on one thread: the time of the processor is what an idle machine takes.
    # LibreOffice works in a process of its own.
    clock = time.process_time if task.kind == "scan" else time.perf_counter
    start = clock()
    try:
        content = as_ooxml(task.content, _OFFICE_SECONDS)
        report = read_report(content, ocr=task.kind == "scan")
    except FileRefused as refused:
        score.refused = refused.reason
        score.faults.append(f"refused: {refused.reason.value}")
        score.sections = 6
    else:
        score.seconds = clock() - start
        score.pages = report.pages or 0
        _compare(task, report, score)
    if task.peers and task.report:
        tables = task.report.drawings().values()
        score.peer_numbers = sum(len(numbers_of(table)) for table in tables)
        for peer in task.peers:
            score.peer_found[peer.name] = found_numbers(peer.extract(task.content), tables)
    if task.kind in _QUICK and not score.refused:
        _take_times(task, score)
    return score


def _take_times(task: Task, score: Score) -> None:
    """Medians of several runs in the time of the processor, of which others take none. The file
    has been read before: what a process does once (loading libraries and forms) is in none."""
    works: dict[str, Callable[[], object]] = {"": lambda: read_report(task.content)}
    works |= {peer.name: partial(peer.extract, task.content) for peer in task.peers}
    took: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(_RUNS):
        # In turn, so that whatever else slows the machine slows all.
        for name, work in works.items():
            start = time.process_time()
            work()
            took[name].append(time.process_time() - start)
    score.seconds = median(took.pop(""))
    score.peer_seconds = {name: median(each) for name, each in took.items()}


def _compare(task: Task, report: Report, score: Score) -> None:
    names = task.truth.keys() | report.cells.keys()
    places = _Places(task.layer) if task.layer else None
    boxes = Counter(cell.place for cell in report.cells.values())
    score.cells = len(names)
    for name in sorted(names):
        cell = report.cells.get(name)
        value = task.truth.get(name)
        if cell is None or name not in task.truth or not _same(cell, value):
            score.silent += cell is not None and cell.confidence >= CONFIRM_BELOW
            score.faults.append(f"{name}: {value} read as {cell.text if cell else 'nothing'!r}")
        elif places and (boxes[cell.place] > 1 or not places.show(cell)):
            score.misplaced += 1
            score.faults.append(f"{name}: wrong place")
        else:
            score.exact += 1
    _compare_sections(task, report, score)
    heads = task.report is None or _heads_agree(task.report, report, score)
    whole = score.sections_found == score.sections and score.exact == score.cells
    score.perfect = whole and heads and _texts_agree(task, report, score)
    score.faults.extend(f"warning: {warning.message}" for warning in report.warnings)


def _same(cell: Cell, value: Value) -> bool:
    if value is None:
        return cell.is_blank
    return cell.is_readable and cell.value == value


def _heads_agree(written: Specimen, read: Report, score: Score) -> bool:
    wanted = (written.title, written.unit, written.year, written.form)
    found = (read.title, read.unit, read.year, read.form)
    if wanted != found:
        score.faults.append(f"head: {wanted} read as {found}")
    return wanted == found


def _compare_sections(task: Task, report: Report, score: Score) -> None:
    score.sections = 6
    found = {section.number: section for section in report.sections}
    if task.report is None:
        score.sections_found = len(found.keys() & set("一二三四五六"))
        return
    headings = [text for text, drawing in task.report.flow() if not drawing and text[1:2] == "、"]
    for heading in headings:
        section = found.get(heading[0])
        if section and section.heading == heading[2:]:
            score.sections_found += 1
        else:
            score.faults.append(f"section {heading}: read as {section and section.heading}")


def _texts_agree(task: Task, report: Report, score: Score) -> bool:
    """Whether every section holds its text and no other; of scans only the tables are asked."""
    if task.report is None or task.kind == "scan":
        return True
    agree = True
    for section in report.sections:
        wanted = _bare(task.report.sections.get(section.number, ()))
        text = _bare(each.text for each in section.paragraphs)
        if text != wanted:
            score.faults.append(f"text of {section.number}: {wanted[-30:]!r}, read {text[-30:]!r}")
            agree = False
    return agree


def _bare(texts: Iterable[str]) -> str:
    return "".join("".join(text.split()) for text in texts)


class _Places:
    """The characters of a PDF, to see what stands in a box."""

    def __init__(self, content: bytes) -> None:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            self._chars: list[list[dict[str, Any]]] = [page.chars for page in pdf.pages]

    def show(self, cell: Cell) -> bool:
        """Whether the cell's box holds exactly the characters of its text, in any order: on
        turned pages the order of reading is not that of the coordinates. Of a number that a page
        break has cut, the box shows the first half."""
        inside = self._inside(cell.place)
        text = "".join(cell.text.split())
        if inside is None or sorted(inside) == sorted(text):
            return inside is not None
        return len(inside) >= _HALF and text.startswith(inside)

    def _inside(self, place: Place) -> str | None:
        box = place.box
        if place.page is None or box is None:
            return None
        return "".join(
            char["text"]
            for char in self._chars[place.page - 1]
            if box.x0 <= (char["x0"] + char["x1"]) / 2 <= box.x1
            and box.top <= (char["top"] + char["bottom"]) / 2 <= box.bottom
            and not char["text"].isspace()
        )
