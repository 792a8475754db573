"""Published reports, as readers give them: what is wrong is said, what is right is not doubted."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from domain.finding import Check, Severity
from domain.report import Report
from parsing.reading import read_report
from rules.check import check

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples at {SAMPLES.name}/")
pytestmark = needs_samples

TEXT_ERROR = "共印发文件134份"


@cache
def read(name: str) -> Report:
    return read_report((SAMPLES / name).read_bytes(), name)


def rules_of(result: Check, severity: Severity) -> list[str]:
    return [each.rule for each in result.findings if each.severity is severity]


def test_the_real_pdf_has_its_three_faults_and_no_other() -> None:
    result = check(read("hz2023.pdf"))
    errors = [
        (each.rule, each.where.cells[0], each.where.page)
        for each in result.findings
        if each.severity is not Severity.INFO
    ]
    assert sorted(errors) == [
        ("S-TEMPLATE-YEAR", "applications.other_processing.total", 4),
        ("T4-SUM", "reviews.litigation_after_reconsideration.total", 4),
        ("T4-SUM", "reviews.reconsideration.total", 4),
    ]
    assert rules_of(result, Severity.INFO) == ["S-LABEL"]
    assert result.unassessed == ()


@pytest.mark.parametrize("name", ["bf2020.txt", "bf2020.docx", "bf2020.pdf"])
def test_of_bf2020_only_the_sum_in_the_text_is_an_error(name: str) -> None:
    result = check(read(name))
    assert rules_of(result, Severity.ERROR) == ["N-SUM-CLOSED"]
    assert TEXT_ERROR in (result.findings[0].where.quote or "").replace(" ", "")
    assert result.findings[0].message == "公文属性各项相加：41＋2＋90＝133，与 134 相差 1。"
    assert rules_of(result, Severity.WARNING) == [
        "S-SECTIONS", "S-SECTIONS", "T2-BLANK", "T3-BLANK", "T4-BLANK",
    ]  # fmt: skip
    assert "P-TITLE" in rules_of(result, Severity.INFO)


@pytest.mark.parametrize("name", ["pl2020.txt", "pl2020.docx", "pl2020.pdf"])
def test_of_pl2020_only_blanks_are_to_be_looked_at(name: str) -> None:
    result = check(read(name))
    assert rules_of(result, Severity.ERROR) == []
    assert rules_of(result, Severity.WARNING) == ["T3-BLANK", "T4-BLANK"]
    assert {"P-TITLE", "T2-NUM"} <= set(rules_of(result, Severity.INFO))


@pytest.mark.parametrize("name", ["tz2022.txt", "tz2022.docx"])
def test_of_tz2022_nothing_is_wrong(name: str) -> None:
    result = check(read(name))
    assert result.findings == ()
    assert result.unassessed == ()


@pytest.mark.parametrize("name", ["bf2020.docx", "bf2020.pdf"])
def test_blanks_are_counted_as_a_person_counts_them(name: str) -> None:
    counts = {
        each.rule: len(each.where.cells)
        for each in check(read(name)).findings
        if each.rule.endswith("BLANK")
    }
    assert counts == {"T2-BLANK": 13, "T3-BLANK": 138, "T4-BLANK": 12}


@pytest.mark.parametrize(
    ("name", "right", "wrong", "rule"),
    [
        ("pl2020.docx", "7302件", "7303件", "N-SUM-CLOSED"),
        ("pl2020.docx", "各部门受理10件", "各部门受理11件", "N-SUM-CLOSED"),
        ("pl2020.docx", "删减后公开19件", "删减后公开29件", "N-SUM-CLOSED"),
        ("pl2020.docx", "政府信息公开申请16件", "政府信息公开申请61件", "X-NEW"),
        ("tz2022.docx", "依申请公开文件51件", "依申请公开文件52件", "N-SUM-CLOSED"),
        ("hz2023.pdf", "政府信息公开申请21件", "政府信息公开申请12件", "X-NEW"),
        ("hz2023.pdf", "受理政府信息公开申请21件", "未收到政府信息公开申请", "X-NONE"),
    ],
)
def test_a_number_changed_in_a_right_sentence_is_noticed(
    name: str, right: str, wrong: str, rule: str
) -> None:
    """So the sentences above were judged and found right, not passed over."""
    made, count = _changed(read(name), right, wrong)
    assert count == 1
    before = [each.rule for each in check(read(name)).findings]
    after = [each.rule for each in check(made).findings]
    assert before.count(rule) == 0
    assert after.count(rule) == 1


def _changed(made: Report, right: str, wrong: str) -> tuple[Report, int]:
    count = 0
    sections = []
    for section in made.sections:
        paragraphs = []
        for paragraph in section.paragraphs:
            text = paragraph.text.replace(" ", "")
            count += text.count(right)
            paragraphs.append(replace(paragraph, text=text.replace(right, wrong)))
        sections.append(replace(section, paragraphs=tuple(paragraphs)))
    return replace(made, sections=tuple(sections)), count
