"""One run over a report: its order, its choice of rules, its answers in JSON."""

import json
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.finding import Severity
from domain.report import Report
from rules.check import check
from rules.check_json import check_json
from rules.subject import NO_PREVIOUS
from tests.rules.reports import TEXTS, report

WRONG_SUM = "共印发文件 9 份，其中公开 4 份，依申请公开 2 份，不公开 2 份。"

FAULTY: dict[str, Any] = {
    "title": "青山县石桥镇人民政府2023年政府信息公开年度报告",
    "headings": {"五": "存在的问题"},
    "texts": {"一": [WRONG_SUM, *TEXTS["一"]]},
    "cells": {
        "applications.carried_in.business": 1,
        "applications.carried_in.total": 1,
        "disclosure.rules.issued": "",
        "reviews.reconsideration.total": 2,
    },
    "warnings": [{"code": "row_misaligned", "message": "请核对原件。"}],
}


def test_of_a_good_report_nothing_is_found_and_only_last_year_is_missing() -> None:
    result = check(report())
    assert result.findings == ()
    assert {each.reason for each in result.unassessed} == {NO_PREVIOUS}
    assert result.judged > 40


def test_findings_are_ordered_by_severity_and_then_by_place() -> None:
    result = check(report(**FAULTY))
    assert [(each.severity.value, each.rule, each.where.section) for each in result.findings] == [
        ("error", "N-SUM-CLOSED", "一"),
        ("error", "T3-BALANCE", "三"),
        ("error", "T4-SUM", "四"),
        ("warning", "T2-BLANK", "二"),
        ("warning", "S-SECTIONS", "五"),
        ("info", "P-TITLE", None),
    ]


def test_failed_relations_with_one_cause_are_one_finding_that_names_them() -> None:
    made = report(cells={"applications.granted.business": 15})
    (finding,) = check(made).findings
    assert finding.where.cells[0] == "applications.granted.business"
    assert (finding.found, finding.expected) == ("15", "0")
    assert [each.rule for each in finding.explains] == ["T3-RESULTSUM", "T3-ROWSUM"]
    assert check_json(made, check(made), "a.pdf")["findings"][0]["explains"][0] == {
        "rule": "T3-RESULTSUM",
        "message": finding.explains[0].message,
        "cells": list(finding.explains[0].cells),
    }


def test_findings_in_the_text_follow_the_text() -> None:
    wrong = "共印发文件 {} 份，其中公开 4 份，依申请公开 2 份，不公开 2 份。"
    texts = {"一": [wrong.format(11) + wrong.format(12), wrong.format(10), *TEXTS["一"]]}
    assert [each.found for each in check(report(texts=texts)).findings] == ["11", "12", "10"]


def test_the_same_report_gives_the_same_check() -> None:
    assert check(report(**FAULTY)) == check(report(**FAULTY))


def test_only_the_chosen_rules_are_judged() -> None:
    result = check(report(**FAULTY), only=["T4-SUM", "P-TITLE"])
    assert [each.rule for each in result.findings] == ["T4-SUM", "P-TITLE"]


def test_a_choice_of_a_rule_that_does_not_exist_is_told() -> None:
    with pytest.raises(KeyError, match="T9-SUM"):
        check(report(), only=["T9-SUM", "T4-SUM"])


def test_a_report_whose_form_cannot_be_told_is_not_called_right() -> None:
    unknown = replace(report(year=0, form="2021"), form=None)
    reasons = {each.rule: each.reason for each in check(unknown).unassessed}
    assert reasons["T3-BALANCE"] == "看不出报告用的是哪一版格式"
    assert reasons["S-TABLES"] == "看不出报告用的是哪一版格式"


def test_one_rule_says_one_thing_about_one_unreadable_row() -> None:
    result = check(report(unreadable=["applications.carried_in.*"]))
    balance = [each for each in result.unassessed if each.rule == "T3-BALANCE"]
    assert [(each.reason, len(each.cells)) for each in balance] == [
        ("“上年结转”有 7 格无法识别", 7)
    ]


def to_confirm(made: Report, *names: str) -> Report:
    """The report with cells recognised in a picture without certainty."""
    doubtful = {name: replace(made.cells[name], confidence=0.6) for name in names}
    return replace(made, cells={**made.cells, **doubtful})


def test_a_finding_on_a_doubtfully_recognised_cell_asks_instead_of_accusing() -> None:
    made = report(cells={"reviews.reconsideration.total": 2})
    (certain,) = check(made).findings
    (doubtful,) = check(to_confirm(made, "reviews.reconsideration.upheld")).findings
    assert certain.severity is Severity.ERROR
    assert doubtful == replace(
        certain, severity=Severity.WARNING, message=f"识别结果，请核对：{certain.message}"
    )


def test_a_finding_on_doubtfully_recognised_words_asks_too() -> None:
    made = report(texts={"一": [WRONG_SUM, *TEXTS["一"]]})
    (section, *others) = made.sections
    words = (replace(section.paragraphs[0], confidence=0.8), *section.paragraphs[1:])
    doubtful = replace(made, sections=(replace(section, paragraphs=words), *others))
    assert [each.severity for each in check(made).findings] == [Severity.ERROR]
    assert [(each.severity, each.message[:9]) for each in check(doubtful).findings] == [
        (Severity.WARNING, "识别结果，请核对：")
    ]


def test_a_finding_beside_a_doubtfully_recognised_cell_stays_as_it_is() -> None:
    made = report(cells={"reviews.reconsideration.total": 2})
    assert check(to_confirm(made, "reviews.litigation_direct.total")) == check(made)


def test_the_json_is_the_public_document() -> None:
    made = report(**FAULTY, unreadable=["reviews.litigation_direct.total"])
    document = check_json(made, check(made), "a.pdf")
    assert json.loads(json.dumps(document)) == document
    assert list(document) == [
        "file", "title", "unit", "year", "form", "summary", "findings", "unassessed", "warnings",
    ]  # fmt: skip
    assert document["file"] == "a.pdf"
    assert document["year"] == 2023
    assert document["form"] == "2021"
    assert document["summary"] == {"error": 3, "warning": 2, "info": 1}
    assert document["findings"][2] == {
        "rule": "T4-SUM",
        "severity": "error",
        "message": "行政复议：结果维持 0＋结果纠正 0＋其他结果 0＋尚未审结 0＝0，“总计”填的是 2。",
        "fix": "把“总计”改为 0；如果 0 不对，请核对前四格。",
        "where": {
            "section": "四",
            "table": "reviews",
            "cells": [
                "reviews.reconsideration.total",
                "reviews.reconsideration.upheld",
                "reviews.reconsideration.corrected",
                "reviews.reconsideration.other",
                "reviews.reconsideration.pending",
            ],
            "page": 3,
            "quote": None,
        },
        "found": "2",
        "expected": "0",
    }
    assert {
        "rule": "T4-SUM",
        "reason": "“总计”一格无法识别",
        "cells": ["reviews.litigation_direct.total"],
    } in document["unassessed"]
    assert document["warnings"] == [{"code": "row_misaligned", "message": "请核对原件。"}]


def test_the_severities_are_counted_as_the_summary_says() -> None:
    result = check(report(**FAULTY))
    assert [result.count(severity) for severity in Severity] == [3, 2, 1]


@settings(max_examples=60)
@given(
    texts=st.dictionaries(
        st.sampled_from("一二三四五六"),
        st.lists(st.text("共其中公开依申请不予收到政府信息件份，。（）0123456789 余", max_size=60)),
    ),
    title=st.text(max_size=30),
    introduction=st.lists(st.text("统计期限2023年月日至-—.1 ", max_size=40), max_size=2),
    odd=st.text(max_size=8),
)
def test_no_text_makes_a_rule_stumble(
    texts: dict[str, list[str]], title: str, introduction: list[str], odd: str
) -> None:
    cells = {"reviews.reconsideration.total": odd, "disclosure.fees.amount": odd}
    made = report(texts=texts, title=title, introduction=introduction, cells=cells)
    result = check(made)
    assert all(finding.message and finding.fix for finding in result.findings)


def test_a_long_report_is_judged_in_no_time() -> None:
    """About twelve thousand characters, more than any published report seen."""
    line = "全年公开信息 35 条，其中动态 20 条，概况 15 条，覆盖 12 个村，点击 2000 余次。"
    made = report(texts={"一": [line * 5] * 60})
    check(made)
    fastest = min(_seconds(made) for _ in range(5))
    assert fastest < 0.1


def _seconds(made: Report) -> float:
    start = time.process_time()
    check(made)
    return time.process_time() - start
