"""What is said of a report's failed relations once their causes are looked for."""

from domain.finding import Finding
from domain.report import Report
from rules.check import check
from rules.locate.merging import located
from rules.registry import runnable_rules
from rules.subject import Subject

RELATIONS = [rule for rule in runnable_rules() if rule.info.kind == "relation"]


def failures(report: Report) -> list[Finding]:
    """The failed relations, each rule by itself: so none can explain those of another."""
    return [each for rule in RELATIONS for each in check(report, only=[rule.info.id]).findings]


def told(report: Report) -> list[Finding]:
    return located(failures(report), RELATIONS, Subject(report))
