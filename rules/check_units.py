"""One run of the rules across units: a report that sums up beside those of the units below it."""

from domain.finding import Check, Finding, Unassessed
from domain.policy import STANDARD, Policy
from rules.definition import Hit, UnitsRule
from rules.doubts import unassessed
from rules.findings import decided, finding_of, order_of
from rules.registry import units_rules
from rules.subject import CannotJudge
from rules.units import Units


def check_units(units: Units, policy: Policy = STANDARD) -> Check:
    """Judges by all rules across units, as `policy` has it for the unit whose report sums up;
    findings are ordered as those of one report."""
    findings: list[Finding] = []
    doubtful: list[Unassessed] = []
    judged = 0
    for rule in units_rules():
        if rule.info.id in policy.off:
            continue
        subject = units.for_next_rule()
        findings += [decided(finding, policy) for finding in _judge(rule, subject)]
        doubtful += unassessed(rule.info.id, subject.doubts)
        judged += subject.judged
    findings.sort(key=lambda finding: order_of(finding, units.report))
    return Check(tuple(findings), tuple(doubtful), judged)


def _judge(rule: UnitsRule, units: Units) -> list[Finding]:
    hits: list[Hit] = []
    try:
        hits.extend(rule.judge(units))
    except CannotJudge as stop:
        units.doubts.append(stop.doubt)
    return [finding_of(rule.info, hit, units.report) for hit in hits]
