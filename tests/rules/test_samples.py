"""Published reports, as readers give them: what is wrong is said, what is right is not doubted."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from domain.finding import Check, Severity
from domain.report import Report
from parsing.reading import read_report
from rules.check import check
from rules.subject import NO_PREVIOUS

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples at {SAMPLES.name}/")
pytestmark = needs_samples

TEXT_ERROR = "共印发文件134份"


@cache
def read(name: str) -> Report:
    return read_report((SAMPLES / name).read_bytes())


def rules_of(result: Check, severity: Severity) -> list[str]:
    return [each.rule for each in result.findings if each.severity is severity]


ERRORS = {
    "bf2020": ["N-SUM-CLOSED"],
    "pl2020": [],
    "tz2022": [],
    "hz2023": ["S-TEMPLATE-YEAR", "T4-SUM", "T4-SUM"],
}
WARNINGS = {
    "bf2020": ["S-SECTIONS", "S-SECTIONS", "T2-BLANK", "T3-BLANK", "T4-BLANK"],
    "pl2020": ["N-PERIOD", "T3-BLANK", "T4-BLANK"],
    "pl2020.txt": ["N-PERIOD", "Q-PASTE", "S-HEADER-TOTAL", "T3-BLANK", "T4-BLANK"],
    "tz2022": ["Q-DUP", "Q-MISS"],
    "hz2023": [],
}
"""By report, or by file where one rendering holds more than the others."""
INFOS = {
    "bf2020": {"P-TITLE", "Q-TYPO"},
    "pl2020": {"N-APPROX", "P-TITLE", "T2-NUM", "Q-PUNCT"},
    "tz2022": {"Q-TYPO", "Q-PUNCT", "S-LEN"},
    "hz2023": {"S-LABEL"},
}
"""What must be said at least; more advice does no harm."""
RENDERINGS = [
    "bf2020.txt", "bf2020.docx", "bf2020.pdf",
    "pl2020.txt", "pl2020.docx", "pl2020.pdf",
    "tz2022.txt", "tz2022.docx", "tz2022.html",
    "hz2023.pdf",
]  # fmt: skip


@pytest.mark.parametrize("name", RENDERINGS)
def test_what_is_wrong_is_said_and_nothing_else(name: str) -> None:
    result, report = check(read(name)), name.split(".")[0]
    assert sorted(rules_of(result, Severity.ERROR)) == ERRORS[report]
    assert sorted(rules_of(result, Severity.WARNING)) == WARNINGS.get(name, WARNINGS[report])
    assert set(rules_of(result, Severity.INFO)) >= INFOS[report]


@pytest.mark.parametrize("name", ["bf2020.docx", "pl2020.pdf", "tz2022.html", "hz2023.pdf"])
def test_everything_but_the_year_before_is_judged(name: str) -> None:
    assert {each.reason for each in check(read(name)).unassessed} <= {NO_PREVIOUS}


def test_the_real_pdf_shows_where_its_three_faults_stand() -> None:
    places = [
        (each.rule, each.where.cells[0], each.where.page)
        for each in check(read("hz2023.pdf")).findings
        if each.severity is Severity.ERROR
    ]
    assert sorted(places) == [
        ("S-TEMPLATE-YEAR", "applications.other_processing.total", 4),
        ("T4-SUM", "reviews.litigation_after_reconsideration.total", 4),
        ("T4-SUM", "reviews.reconsideration.total", 4),
    ]


@pytest.mark.parametrize("name", ["bf2020.txt", "bf2020.docx", "bf2020.pdf"])
def test_the_sum_in_the_text_is_quoted_and_shown(name: str) -> None:
    finding = check(read(name)).findings[0]
    assert TEXT_ERROR in (finding.where.quote or "").replace(" ", "")
    assert finding.message == "公文属性各项相加：41＋2＋90＝133，与 134 相差 1。"


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
        ("hz2023.pdf", "申请21件，均在", "申请21件，予以公开31件，均在", "X-RESULT"),
        ("hz2023.pdf", "申请21件，均在", "申请21件，结转下年度31件，均在", "X-CARRY"),
        ("hz2023.pdf", "申请21件，均在", "申请21件，其中企业31件，均在", "X-APPL"),
        ("hz2023.pdf", "全年收取政府信息公开信息处理费0元", "没有其他事项", "X-FEE-STATE"),
        ("pl2020.docx", "行政复议1件", "行政复议4件", "X-LIT"),
        ("pl2020.docx", "行政诉讼2件", "行政诉讼1件", "X-LIT"),
        ("pl2020.docx", "制定行政规范性文件3件", "制定行政规范性文件2件", "X-NORM"),
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
