"""One run of the rules over one report."""

from collections.abc import Collection
from dataclasses import replace

from domain.finding import Check, Finding, Severity, Unassessed
from domain.policy import STANDARD, Policy
from domain.report import CONFIRM_BELOW, Report
from rules.definition import Hit, Rule
from rules.doubts import unassessed
from rules.findings import decided, finding_of, order_of
from rules.locate.merging import located
from rules.registry import Packs, runnable_rules
from rules.subject import CannotJudge, LastYear, Subject, form_of

TO_CONFIRM = "识别结果，请核对："
"""How a finding begins that rests on a cell recognised in a picture without certainty."""


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
        found += [finding_of(rule.info, hit, report) for hit in _judge(rule, subject)]
        doubtful += unassessed(rule.info.id, subject.doubts)
        judged += subject.judged
    findings = [_softened(decided(each, policy), report) for each in located(found, rules, whole)]
    findings.sort(key=lambda finding: order_of(finding, report))
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
