"""One run of the rules across units under what an office decided, and without a report above."""

from typing import Any

from domain.finding import Severity
from domain.policy import Policy
from rules.check_units import check_units
from rules.units import Units
from tests.rules.reports import report

COUNTY, TOWNSHIP = "青山县人民政府", "青山县青石镇"


def units(**options: Any) -> Units:
    """A county that counts 1 decision where its township counts 5."""
    own, below = ({"disclosure.penalties.decisions": count} for count in (1, 5))
    return Units(
        report(unit=COUNTY, cells=own), {TOWNSHIP: report(unit=TOWNSHIP, cells=below)}, **options
    )


def graded(units: Units, policy: Policy) -> dict[str, Severity]:
    return {each.rule: each.severity for each in check_units(units, policy).findings}


def test_an_office_may_switch_a_rule_off_or_grade_it_otherwise() -> None:
    assert graded(units(missing=["青山县水务局"]), Policy()) == {
        "RU-LT": Severity.WARNING,
        "RU-MISSING": Severity.INFO,
    }
    decided = Policy(off=frozenset({"RU-LT"}), severities={"RU-MISSING": Severity.ERROR})
    assert graded(units(missing=["青山县水务局"]), decided) == {"RU-MISSING": Severity.ERROR}


def test_without_a_report_above_nothing_is_summed_and_that_is_said() -> None:
    alone = Units(None, {TOWNSHIP: report(unit=TOWNSHIP)}, unit=COUNTY, year=2023)
    result = check_units(alone)
    reasons = {each.rule: each.reason for each in result.unassessed}
    assert result.findings == ()
    assert reasons["RU-T3"] == "没有青山县人民政府 2023 年度的报告，汇总数没有核对"


def test_each_table_is_added_up_once_and_counted_by_every_rule_that_compares() -> None:
    result = check_units(units())
    assert result.judged == 2 * len(report().cells)
