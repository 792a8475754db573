"""What rules hit, put into words and into order."""

from dataclasses import replace
from functools import cache

from domain.document import Place
from domain.finding import Finding, Severity, Where
from domain.form import FORM_YEARS, Form, load_form
from domain.policy import Policy
from domain.report import Report
from rules.definition import Hit, RuleInfo
from rules.subject import form_of

_SEVERITIES = tuple(Severity)
_SECTIONS = "一二三四五六七八九十"

Order = tuple[bool, int, int, int, tuple[int, int], str]


def finding_of(info: RuleInfo, hit: Hit, report: Report) -> Finding:
    """A hit of a rule put into words, with its place in the report."""
    wording = info.wording(hit.case)
    table = hit.table or (hit.cells[0].split(".")[0] if hit.cells else None)
    section = hit.section or _section_of(table, report)
    place = hit.place or _place_of(hit.cells, report)
    return Finding(
        rule=info.id,
        severity=hit.severity or info.severity,
        message=wording.message.format_map(hit.params),
        fix=wording.fix.format_map(hit.params),
        where=Where(
            section=section,
            table=table,
            cells=hit.cells,
            page=place.page if place else None,
            quote=hit.quote,
        ),
        found=hit.found,
        expected=hit.expected,
    )


def decided(finding: Finding, policy: Policy) -> Finding:
    """The finding as the office wants it: with its own severity, or explained."""
    return replace(
        finding,
        severity=policy.severities.get(finding.rule, finding.severity),
        justified=policy.justified.get(finding.key),
    )


def order_of(finding: Finding, report: Report) -> Order:
    """By what findings are sorted: the unexplained and the grave first, then by place."""
    where = finding.where
    section = _SECTIONS.find(where.section) + 1 if where.section else 0
    form = form_of(report)
    cells = _positions(form.key) if form else {}
    cell = cells.get(where.cells[0], len(cells)) if where.cells else -1
    text = _text_position(where.section, where.quote, report)
    severity = _SEVERITIES.index(finding.severity)
    return finding.justified is not None, severity, section, cell, text, finding.rule


def _section_of(table: str | None, report: Report) -> str | None:
    form = form_of(report)
    return form.tables[table].section if form and table else None


def _place_of(cells: tuple[str, ...], report: Report) -> Place | None:
    found = (report.cells[name].place for name in cells if name in report.cells)
    return next(found, None)


@cache
def _positions(form_key: str) -> dict[str, int]:
    """Every cell of a form with its place in printed order."""
    if form_key not in FORM_YEARS:
        return {}
    form = load_form(form_key)
    positions: dict[str, int] = {}
    for name in _names(form):
        positions.setdefault(name, len(positions))
    return positions


def _names(form: Form) -> list[str]:
    names: list[str] = []
    for table in form.tables.values():
        first = {row.replaces[0]: row.key for row in table.merged}
        for name in table.cell_names():
            key, row, column = name.split(".")
            if row in first:
                names.append(f"{key}.{first[row]}.{column}")
            names.append(name)
    return names


def _text_position(section: str | None, quote: str | None, report: Report) -> tuple[int, int]:
    """Paragraph and offset at which `quote` stands in its section."""
    if quote is None:
        return (-1, -1)
    paragraphs = next(
        (each.paragraphs for each in report.sections if each.number == section),
        report.introduction,
    )
    for index, paragraph in enumerate(paragraphs):
        if (offset := paragraph.text.find(quote)) >= 0:
            return (index, offset)
    return (-1, -1)
