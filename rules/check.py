"""One run of the rules over one report."""

from collections.abc import Collection
from dataclasses import replace
from functools import cache

from domain.document import Place
from domain.finding import Check, Finding, Severity, Unassessed, Where
from domain.form import FORM_YEARS, Form, load_form
from domain.policy import STANDARD, Policy
from domain.report import CONFIRM_BELOW, Report
from rules.definition import Hit, Rule
from rules.doubts import unassessed
from rules.locate.merging import located
from rules.registry import Packs, runnable_rules
from rules.subject import CannotJudge, LastYear, Subject, form_of

TO_CONFIRM = "识别结果，请核对："
"""How a finding begins that rests on a cell recognised in a picture without certainty."""

_SEVERITIES = tuple(Severity)
_SECTIONS = "一二三四五六七八九十"

_Order = tuple[bool, int, int, int, tuple[int, int], str]


def check(
    report: Report,
    *,
    previous: Report | None = None,
    policy: Policy = STANDARD,
    packs: Packs = (),
    only: Collection[str] | None = None,
) -> Check:
    """Judges `report` by all rules, or by those whose ids are in `only`.

    `previous` is the same unit's report for the year before; without it the rules that compare
    years cannot judge. `policy` is what was decided for the unit, `packs` are files of further
    rules. Findings are ordered by severity, then by where they stand in the report; those that a
    person explained come last. Raises KeyError for an id in `only` that does not exist, RuleError
    for a pack that is not fit to run.
    """
    found: list[Finding] = []
    doubtful: list[Unassessed] = []
    judged = 0
    whole = Subject(report, LastYear(previous) if previous is not None else None)
    rules = _chosen(report, policy, runnable_rules(packs), only)
    for rule in rules:
        subject = whole.for_next_rule()
        found += [_finding(rule, hit, report) for hit in _judge(rule, subject)]
        doubtful += unassessed(rule.info.id, subject.doubts)
        judged += subject.judged
    findings = [_softened(_decided(each, policy), report) for each in located(found, rules, whole)]
    findings.sort(key=lambda finding: _order(finding, report))
    return Check(tuple(findings), tuple(doubtful), judged)


def _chosen(
    report: Report, policy: Policy, rules: tuple[Rule, ...], only: Collection[str] | None
) -> list[Rule]:
    if only is not None:
        unknown = set(only) - {rule.info.id for rule in rules}
        if unknown:
            raise KeyError(", ".join(sorted(unknown)))
        rules = tuple(rule for rule in rules if rule.info.id in only)
    form = form_of(report)
    return [
        rule
        for rule in rules
        if rule.info.id not in policy.off and (form is None or form.key in rule.info.forms)
    ]


def _judge(rule: Rule, subject: Subject) -> list[Hit]:
    hits: list[Hit] = []
    try:
        hits.extend(rule.judge(subject))
    except CannotJudge as stop:
        subject.doubts.append(stop.doubt)
    else:
        if rule.info.kind == "code":
            subject.judged += 1
    return hits


def _finding(rule: Rule, hit: Hit, report: Report) -> Finding:
    wording = rule.info.wording(hit.case)
    table = hit.table or (hit.cells[0].split(".")[0] if hit.cells else None)
    section = hit.section or _section_of(table, report)
    place = hit.place or _place_of(hit.cells, report)
    return Finding(
        rule=rule.info.id,
        severity=hit.severity or rule.info.severity,
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


def _decided(finding: Finding, policy: Policy) -> Finding:
    """The finding as the office wants it: with its own severity, or explained."""
    return replace(
        finding,
        severity=policy.severities.get(finding.rule, finding.severity),
        justified=policy.justified.get(finding.key),
    )


def _softened(finding: Finding, report: Report) -> Finding:
    """The finding as a question where it rests on something recognised without certainty."""
    cells = (report.cells.get(name) for name in finding.where.cells)
    is_doubtful = any(cell and cell.is_to_confirm for cell in cells)
    if not is_doubtful and not _quotes_doubtful_words(finding.where.quote, report):
        return finding
    severity = Severity.WARNING if finding.severity is Severity.ERROR else finding.severity
    return replace(finding, severity=severity, message=f"{TO_CONFIRM}{finding.message}")


def _quotes_doubtful_words(quote: str | None, report: Report) -> bool:
    if quote is None:
        return False
    paragraphs = (p for section in report.sections for p in section.paragraphs)
    doubtful = [p.text for p in (*report.introduction, *paragraphs) if p.confidence < CONFIRM_BELOW]
    doubtful += [each.printed for each in report.labels if each.confidence < CONFIRM_BELOW]
    return any(quote in text for text in doubtful)


def _section_of(table: str | None, report: Report) -> str | None:
    form = form_of(report)
    return form.tables[table].section if form and table else None


def _place_of(cells: tuple[str, ...], report: Report) -> Place | None:
    found = (report.cells[name].place for name in cells if name in report.cells)
    return next(found, None)


def _order(finding: Finding, report: Report) -> _Order:
    where = finding.where
    section = _SECTIONS.find(where.section) + 1 if where.section else 0
    form = form_of(report)
    cells = _positions(form.key) if form else {}
    cell = cells.get(where.cells[0], len(cells)) if where.cells else -1
    text = _text_position(where.section, where.quote, report)
    severity = _SEVERITIES.index(finding.severity)
    return finding.justified is not None, severity, section, cell, text, finding.rule


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
