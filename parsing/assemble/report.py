"""Puts a report together: title, sections and tables, each by its own module."""

from collections.abc import Iterator, Sequence

from domain.document import Block, Document, Grid
from domain.form import form_for_year, load_form
from domain.refusal import FileRefused, Refusal
from domain.report import Paragraph, ReadingWarning, Report
from parsing.assemble.absent import not_read
from parsing.assemble.applications import place_applications
from parsing.assemble.breaks import mend_breaks
from parsing.assemble.confirm import not_calculated, to_confirm
from parsing.assemble.disclosure import form_of, place_disclosure
from parsing.assemble.harvest import Harvest
from parsing.assemble.reviews import place_reviews
from parsing.assemble.rows import Fragment, Row, sort_rows
from parsing.assemble.sections import (
    Found,
    build_sections,
    find_sections,
    paragraphs_of,
    section_at,
)
from parsing.assemble.title import Title, find_title, quoted_title, unit_of, year_of

_SECTIONS_WITH_TABLES = frozenset("二三四")
_ENOUGH_SECTIONS = 2
_MOST_ITEMS = 10_000
_MOST_CELLS = 50_000
_PLACERS = {
    "disclosure": place_disclosure,
    "applications": place_applications,
    "reviews": place_reviews,
}


def assemble(document: Document, kind: str) -> Report:
    """The report that a document is. `kind` (``pdf``, …) only goes into the refusal.

    Raises FileRefused: NOT_A_REPORT where there is neither a report's title nor two of the six
    sections nor one of the three tables; TOO_LONG for more paragraphs, tables or cells than any
    report has.
    """
    if _is_too_long(document):
        raise FileRefused(Refusal.TOO_LONG, kind)
    document = mend_breaks(document)
    found = find_sections(document)
    title = find_title(_before_sections(document, found))
    harvest = _tables(document, found)
    if title is None and len(found) < _ENOUGH_SECTIONS and not harvest.cells:
        raise FileRefused(Refusal.NOT_A_REPORT, kind)
    introduction = _introduction(document, found, title)
    text = title.text if title else quoted_title(introduction)
    year = year_of(text, introduction)
    form = _form(harvest, year)
    return Report(
        title=text,
        unit=unit_of(text) if text else None,
        year=year,
        form=form,
        pages=document.pages,
        introduction=introduction,
        sections=build_sections(document, found),
        cells=harvest.cells,
        labels=tuple(harvest.labels.values()),
        warnings=(
            *harvest.warnings,
            *_absent(harvest, found, form, year),
            *to_confirm(harvest.cells.values(), form),
            *not_calculated(harvest.cells.values(), form),
        ),
        title_place=title.place if title else None,
    )


def _is_too_long(document: Document) -> bool:
    cells = sum(len(item.cells) for item in document.items if isinstance(item, Grid))
    return len(document.items) > _MOST_ITEMS or cells > _MOST_CELLS


def _before_sections(document: Document, found: Sequence[Found]) -> list[tuple[int, Block]]:
    end = found[0].heading.item if found else len(document.items)
    return [(i, item) for i, item in enumerate(document.items[:end]) if isinstance(item, Block)]


def _introduction(
    document: Document, found: Sequence[Found], title: Title | None
) -> tuple[Paragraph, ...]:
    start = title.last + 1 if title else 0
    end = found[0].heading.item if found else start
    return tuple(paragraphs_of(document.items[start:end]))


def _tables(document: Document, found: Sequence[Found]) -> Harvest:
    fragments = [
        Fragment(i, item, section_at(found, i))
        for i, item in enumerate(document.items)
        if isinstance(item, Grid)
    ]
    harvest = Harvest()
    rows: dict[str | None, list[Row]] = {}
    for row in sort_rows(fragments):
        rows.setdefault(row.table, []).append(row)
    for table, place in _PLACERS.items():
        place(rows.get(table, []), harvest)
    strangers = {row.fragment.number: row for row in reversed(rows.get(None, []))}
    for row in strangers.values():
        if row.fragment.section in _SECTIONS_WITH_TABLES:
            harvest.unplaced_table(row.fragment.section or "", row.text)
    return harvest


def _absent(
    harvest: Harvest, found: Sequence[Found], form: str | None, year: int | None
) -> Iterator[ReadingWarning]:
    """What was not read, by the form of the tables or, where there is none, of the year."""
    wanted = load_form(form) if form else form_for_year(year) if year else None
    if wanted:
        sections = {each.section.number for each in found}
        yield from not_read(harvest.cells, wanted, sections - harvest.strange_sections)


def _form(harvest: Harvest, year: int | None) -> str | None:
    """The form whose tables were used: table 2 decides, else the rows of group （六） in table 3,
    else the report year."""
    by_columns = form_of(harvest)
    if by_columns:
        return by_columns
    if any(name.startswith("applications.other_not_corrected.") for name in harvest.cells):
        return "2021"
    form = form_for_year(year) if year else None
    return form.key if form and harvest.cells else None
