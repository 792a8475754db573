"""The findings of a check with the failed relations told by their causes."""

from collections.abc import Sequence

from domain.finding import Finding
from rules.definition import Rule
from rules.locate.causes import causes
from rules.locate.system import linked_equations
from rules.locate.words import told
from rules.subject import Subject


def located(findings: Sequence[Finding], rules: Sequence[Rule], subject: Subject) -> list[Finding]:
    """`findings` of `rules` about one report, where those about failed relations give way to
    findings about the cells that are wrong.

    Failed relations stay as they are where one fails alone, where more than
    `search.MOST_CELLS` cells would have to be wrong, or where more is possible than a person could
    choose from. The order is lost.
    """
    relations = {rule.info.id for rule in rules if rule.info.kind == "relation"}
    failed = [each for each in findings if each.rule in relations]
    if len(failed) < 2:
        return list(findings)
    explained, new = list[Finding](), list[Finding]()
    for equations in linked_equations(failed, rules, subject):
        for cause in causes(equations, subject):
            explained += [each.finding for each in cause.failed if each.finding is not None]
            new += told(cause, subject)
    return [*(each for each in findings if each not in explained), *new]
