"""The Word draft comes back through our own reader, and every hint that is left in is found."""

import io

import pytest
from docx import Document

from domain.report import Report
from drafting.basis import DraftBasis
from drafting.word import docx_draft
from drafting.wording import load_words
from parsing.reading import read_report
from rules.check import check
from tests.drafting.lastyear import CONTACT, UNIT, basis, last_year
from tests.rules.reports import report

WORDS = load_words("2021")
HINTS = [
    WORDS.report["contact"],
    WORDS.report["date"],
    WORDS.table["hint"],
    WORDS.workbook["hint"],
    *(item.hint for items in WORDS.sections.values() for item in items),
]
EXPECTED = {
    "Q-PLACEHOLDER", "T2-BLANK", "T3-BLANK", "T4-BLANK", "T3-BALANCE", "Y-VALID", "P-NODATE",
}  # fmt: skip
"""What an unfilled draft is told: hints left in, blank cells, requests not yet accounted for."""


@pytest.fixture(scope="module")
def content() -> bytes:
    return docx_draft(basis())


@pytest.fixture(scope="module")
def read(content: bytes) -> Report:
    return read_report(content)


def test_every_cell_is_in_its_place_and_only_what_is_known_is_filled_in(read: Report) -> None:
    form = basis().form
    assert set(read.cells) == {name for t in form.tables.values() for name in t.cell_names()}
    assert {n: c.value for n, c in read.cells.items() if c.text} == basis().carried_in
    assert read.warnings == ()


def test_unit_year_form_period_and_contact_are_those_of_this_year(read: Report) -> None:
    assert (read.unit, read.year, read.form) == (UNIT, 2026, "2021")
    period, contact = (paragraph.text for paragraph in read.introduction)
    assert "自2026年1月1日起，至2026年12月31日止" in period
    assert contact == CONTACT


def test_the_six_sections_are_printed_as_the_form_has_them(read: Report) -> None:
    printed = [(section.number, section.heading) for section in read.sections]
    assert printed == [(each.number, each.heading) for each in basis().form.sections]


def test_the_rules_say_of_an_unfilled_draft_what_is_left_to_do_and_nothing_else(
    read: Report,
) -> None:
    result = check(read, previous=last_year())
    assert {finding.rule for finding in result.findings} == EXPECTED
    assert result.unassessed == ()


@pytest.mark.parametrize("hint", HINTS)
def test_a_hint_that_is_left_in_is_found(hint: str) -> None:
    left = report(texts={"六": ["本机关没有收取信息处理费。" + hint.format(year=2023)]})
    assert "Q-PLACEHOLDER" in {finding.rule for finding in check(left).findings}


def test_comments_say_where_a_number_comes_from(content: bytes) -> None:
    said = [comment.text for comment in Document(io.BytesIO(content)).comments]
    assert any(text.startswith("按去年（2025年）年报“结转下年度”填入") for text in said)
    assert any(
        "“现行有效件数”是12。今年＝12＋“本年制发件数”－“本年废止件数”" in text for text in said
    )
    assert any("引言填入" in text for text in said)


def test_without_last_years_report_the_clerk_is_asked_for_what_is_missing() -> None:
    content = docx_draft(DraftBasis(UNIT, 2026))
    read = read_report(content)
    assert not any(cell.text for cell in read.cells.values())
    assert read.introduction[-1].text == WORDS.report["contact"]
    (said,) = (comment.text for comment in Document(io.BytesIO(content)).comments)
    assert "请照去年年报填写" in said
