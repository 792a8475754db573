"""Every rule against its cases, and every rule has both kinds of them."""

from dataclasses import asdict
from typing import Any
from unittest.mock import ANY

import pytest

from domain.finding import Check, Finding, Unassessed
from rules.check import check
from rules.check_units import check_units
from rules.registry import all_rules
from rules.units import Units
from tests.rules.cases import FOLDER, Case, load_cases
from tests.rules.reports import LAST_YEARS_TEXTS, report

CASES = load_cases()
RULES = [info.id for info in all_rules()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_the_findings_are_exactly_those_of_the_case(case: Case) -> None:
    concerned = {case.rule, *(finding["rule"] for finding in case.findings)}
    told = [entry for finding in _check(case).findings for entry in _told(finding)]
    rest = [entry for entry in told if entry["rule"] in concerned]
    for expected in case.findings:
        match = next((each for each in rest if expected.items() <= each.items()), None)
        assert match is not None, (expected, rest)
        rest.remove(match)
    assert rest == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_what_cannot_be_judged_is_told(case: Case) -> None:
    result = _check(case)
    told = [_unassessed(each) for each in result.unassessed]
    for expected in case.unassessed:
        assert any(expected.items() <= each.items() for each in told), (expected, told)
    if not case.unassessed:
        assert [each for each in told if each["rule"] == case.rule] == []


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_cases_that_fail_and_cases_that_pass(rule: str) -> None:
    kinds = {case.fails for case in CASES if case.rule == rule}
    assert kinds == {True, False}


def test_every_file_of_cases_belongs_to_a_rule() -> None:
    assert sorted(file.stem for file in FOLDER.iterdir()) == sorted(RULES)


def test_the_names_of_a_rules_cases_are_different() -> None:
    names = [(case.rule, case.name) for case in CASES]
    assert len(names) == len(set(names))


def test_a_good_report_has_no_findings() -> None:
    this_year, last_year = report(year=2023), report(year=2022, texts=LAST_YEARS_TEXTS)
    assert check(this_year, previous=last_year) == Check(findings=(), unassessed=(), judged=ANY)


def _check(case: Case) -> Check:
    if case.units is not None:
        children = {
            name: report(unit=name, **told) for name, told in case.units["children"].items()
        }
        return check_units(Units(report(**case.report), **(case.units | {"children": children})))
    previous = report(**case.previous) if case.previous is not None else None
    return check(report(**case.report), previous=previous)


def _told(finding: Finding) -> list[dict[str, Any]]:
    """What a finding says; where it names the cause of failed relations, what each of them says."""
    where = asdict(finding.where)
    where["cells"] = list(where["cells"])
    entry = {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "fix": finding.fix,
        "found": finding.found,
        "expected": finding.expected,
        **where,
    }
    return (
        [entry]
        if not finding.explains
        else [
            {**entry, "rule": each.rule, "message": each.message, "cells": list(each.cells)}
            for each in finding.explains
        ]
    )


def _unassessed(each: Unassessed) -> dict[str, Any]:
    return {"rule": each.rule, "reason": each.reason, "cells": list(each.cells)}
