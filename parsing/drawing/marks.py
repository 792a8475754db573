"""Where the findings of a check stand in a report: what is boxed, filled and numbered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.document import Place
from domain.drawing import DrawingKind
from domain.finding import Check, Finding, Severity
from domain.report import Cell, Paragraph, Report, Section
from parsing.drawing.words import words_in

_LONG = 6
"""With more problems than this a list is worth a sheet of its own."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One place of one finding. `number` is the finding's in the list of the answer, from 1;
    `cell` names the cell, None for a place in the text. The first place of a finding `is_main`; it
    `is_suspect` where the finding says that it is wrong, and not only one of several."""

    number: int
    severity: Severity
    place: Place
    cell: str | None = None
    is_main: bool = True
    is_suspect: bool = False


def numbered(check: Check) -> list[tuple[int, Finding]]:
    """The findings that nobody explained, with their numbers in the list of the answer."""
    return [(n, each) for n, each in enumerate(check.findings, 1) if each.justified is None]


def marks(report: Report, check: Check) -> list[Mark]:
    """Every place of every open finding that is known, in the order of the list."""
    return [mark for number, finding in numbered(check) for mark in _marks(number, finding, report)]


def is_long(check: Check) -> bool:
    """Whether the list of problems is drawn as a picture of its own."""
    return len(check.open) > _LONG


def spoken(kind: DrawingKind, check: Check, language: str) -> str | None:
    """The language in which drawings for a reader of `language` have words; None for pages and
    tables, which bear numbers and what is official, and so are the same for everybody."""
    is_silent = kind is DrawingKind.PICTURES and not is_long(check)
    return None if is_silent else words_in(language).language


def is_worth_a_look(report: Report, check: Check) -> bool:
    """Whether there are pictures to be made: of cells, of places on pages, or of a long list."""
    shown = (m.place.box if m.place.page else m.cell for m in marks(report, check))
    return is_long(check) or any(shown)


def pages_of(found: Iterable[Mark], most: int) -> list[int]:
    """The first pages with marks in the order of the list, so that the gravest come first."""
    pages = dict.fromkeys(mark.place.page for mark in found if mark.place.page and mark.place.box)
    return list(pages)[:most]


def uncertain(report: Report, check: Check, most: int) -> list[Cell]:
    """The first cells to be looked at in the original: recognised without certainty, those on which
    findings rest before those that kept something from being judged, and these before the rest."""
    names = dict.fromkeys((*_at_issue(check), *report.cells))
    cells = (report.cells[name] for name in names if name in report.cells)
    return [cell for cell in cells if is_uncertain(cell)][:most]


def rests_on_uncertain(report: Report, check: Check) -> bool:
    """Whether the result could be another if a cell that was recognised without certainty were."""
    cells = (report.cells[name] for name in _at_issue(check) if name in report.cells)
    return any(is_uncertain(cell) for cell in cells)


def _at_issue(check: Check) -> Iterator[str]:
    """The cells on which findings rest, then those that kept something from being judged."""
    for _, finding in numbered(check):
        yield from finding.where.cells
    for unassessed in check.unassessed:
        yield from unassessed.cells


def is_uncertain(cell: Cell) -> bool:
    """Whether somebody has to look at the cell, and can be shown it."""
    is_shown = cell.place.page is not None and cell.place.box is not None
    return is_shown and (cell.is_to_confirm or not cell.is_readable)


def _marks(number: int, finding: Finding, report: Report) -> Iterator[Mark]:
    cells = [report.cells[name] for name in finding.where.cells if name in report.cells]
    for cell in cells:
        is_main = cell is cells[0]
        is_suspect = is_main and names_one_cell(finding)
        yield Mark(number, finding.severity, cell.place, cell.name, is_main, is_suspect)
    if not cells and (place := text_place(finding, report)) is not None:
        yield Mark(number, finding.severity, place)


def names_one_cell(finding: Finding) -> bool:
    """Whether a finding is about its first cell, and not about all of its cells alike."""
    cells = finding.where.cells
    return len(cells) == 1 or (bool(cells) and finding.expected is not None)


def text_place(finding: Finding, report: Report) -> Place | None:
    """Where a finding about the text stands: its sentence or label, else the heading of its
    section, else the title."""
    quote, section = finding.where.quote, _section(finding, report)
    if quote is not None and quote != report.title:
        paragraphs = [*(section.paragraphs if section else ()), *_paragraphs(report)]
        places = [paragraph.place for paragraph in paragraphs if quote in paragraph.text]
        places += [label.place for label in report.labels if label.printed == quote]
        if places:
            return places[0]
    if section is not None:
        return section.place
    return report.title_place if finding.where.section is None else None


def _section(finding: Finding, report: Report) -> Section | None:
    number = finding.where.section
    return next((each for each in report.sections if each.number == number), None)


def _paragraphs(report: Report) -> Iterator[Paragraph]:
    yield from report.introduction
    for section in report.sections:
        yield from section.paragraphs
