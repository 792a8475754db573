"""The answer to a checked report, as a clerk reads it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.answer import FIRST_SCREEN, answer, listing
from bot.render.archive import archive_message
from bot.render.groups import group_summary
from bot.render.progress import upload_message
from bot.render.receipt import is_ready
from bot.reply import BUTTON_DATA_LIMIT, TEXT_LIMIT, Reply
from bot.texts import catalogue
from bot.views import HistoryLine, UploadView
from domain.document import Place
from domain.finding import Check, Finding, Severity, Unassessed, Where
from domain.form import load_form
from domain.refusal import Refusal
from domain.report import CONFIRM_BELOW, Cell, Report, Section
from domain.unit import Unit, UnitKind
from domain.upload import Upload, UploadState
from rules.subject import NO_PREVIOUS

ZH, EN = catalogue("zh"), catalogue("en")
UNIT = Unit(1, "甲县乙镇人民政府", UnitKind.TOWNSHIP, None)
UPLOAD = Upload(
    id=7,
    chat_id=1,
    unit_id=1,
    file_name="年报.pdf",
    sha256="0" * 64,
    size=300_000,
    state=UploadState.ANSWERED,
    created_at=datetime(2026, 1, 20, tzinfo=UTC),
    year=2025,
    version=2,
)
CELLS = {
    name: Cell(name, 0, "0", Place(page=4))
    for name in ("reviews.reconsideration.total", "reviews.reconsideration.upheld")
}
ALL_TABLES = {
    name: Cell(name, 0, "0", Place(page=2))
    for table in load_form("2021").tables.values()
    for name in table.cell_names()
}
REPORT = Report("甲县乙镇2025年…", UNIT.name, 2025, "2021", 5, (), (), CELLS)


def finding(
    severity: Severity = Severity.ERROR, message: str = "3＋0＝3，“总计”填的是 0。"
) -> Finding:
    where = Where("四", "reviews", ("reviews.reconsideration.total",), 4)
    return Finding("T4-SUM", severity, message, "把“总计”改为 3。", where, "0", "3")


def view(
    *findings: Finding, unassessed: tuple[Unassessed, ...] = (), report: Report = REPORT
) -> UploadView:
    return UploadView(UPLOAD, UNIT, report=report, check=Check(findings, unassessed, 214))


def as_read(html: str) -> str:
    """What is left of a message when Telegram has taken the markup out."""
    return unescape(re.sub(r"</?b>", "", html))


def texts_beside_opening(reply: Reply) -> list[str]:
    """The buttons without those that open a problem each or show it."""
    aside = re.compile(r"第 \d+ 处|看图|带批注的文件")
    return [text for text in texts_of(reply) if not aside.fullmatch(text)]


def texts_of(reply: Reply) -> list[str]:
    return [button.text for row in reply.buttons for button in row]


def test_the_verdict_comes_first() -> None:
    assert answer(view(finding()), ZH).html.startswith("<b>改 1 处再发。</b>")


def test_a_clean_report_may_go_out_and_says_how_much_was_compared() -> None:
    reply = answer(view(), ZH)
    assert reply.html.startswith("<b>可以发。</b>没有发现问题，共核对 214 项。")
    assert reply.buttons == ()


def test_a_problem_names_its_cell_as_printed_with_page_and_mend() -> None:
    html = answer(view(finding()), ZH).html
    assert "✗ <b>1　表四 · 行政复议 · 总计</b>（第 4 页）" in html
    assert "改法：把“总计”改为 3。" in html


def test_at_most_three_problems_stand_on_the_first_screen_and_the_rest_behind_a_button() -> None:
    reply = answer(view(*[finding()] * 5), ZH)
    assert reply.html.count("✗") == FIRST_SCREEN
    assert texts_beside_opening(reply) == ["其余 2 处"]


def test_things_to_look_at_wait_behind_a_button_while_there_are_errors() -> None:
    reply = answer(view(finding(), finding(Severity.WARNING), finding(Severity.INFO)), ZH)
    assert "另有 1 处请核对。还有 1 条小建议。" in reply.html
    assert texts_beside_opening(reply) == ["请核对 1 处", "小建议 1 条"]


def test_without_errors_the_things_to_look_at_come_forward() -> None:
    reply = answer(view(finding(Severity.WARNING)), ZH)
    assert reply.html.startswith("<b>没有必须改的，请核对 1 处。</b>")
    assert "△ <b>1　表四 · 行政复议 · 总计</b>" in reply.html


def test_a_table_that_was_not_read_is_never_called_fine() -> None:
    name = "applications.received.total"
    blurred = Cell(name, None, "15 1 16", Place(), confidence=0.0)
    report = Report("…", UNIT.name, 2025, "2021", 5, (), (), {name: blurred})
    doubt = Unassessed("T3-BALANCE", "“本年新收”一行无法对齐", (name,))
    reply = answer(view(unassessed=(doubt,), report=report), ZH)
    assert reply.html.startswith("<b>表三没有读准，请再发一次 Word 或 PDF 原件。</b>")
    assert "可以发" not in reply.html
    assert texts_of(reply) == ["没能判断 1 项"]


def test_somebody_elses_report_is_pointed_out() -> None:
    report = Report("…", "丙县丁局", 2025, "2021", 5, (), (), CELLS)
    left_out = replace(view(report=report), upload=replace(UPLOAD, year=None, version=None))
    said = "报告上写的是“丙县丁局”"
    assert f"{said}，没有归入“{UNIT.name}”的各稿。" in answer(left_out, ZH).html
    assert said not in answer(view(report=report), ZH).html


def test_markup_in_a_report_or_file_name_stays_text() -> None:
    reply = answer(view(finding(message="<b>1 & 2</b>")), ZH)
    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt;" in reply.html


def test_the_list_turns_pages_and_leads_back_to_the_verdict() -> None:
    full = view(*[finding()] * 8, unassessed=(Unassessed("X-NEW", "“总计”一格无法识别"),))
    first, last = listing(full, 0, ZH), listing(full, 2, ZH)
    opening = [f"第 {number} 处" for number in range(1, 5)]
    assert texts_of(first) == [*opening, "下一页", "回到结论"]
    assert texts_of(last) == ["上一页", "回到结论"]
    assert "“总计”一格无法识别\n没能判断：X-NEW" in last.html
    assert listing(full, 99, ZH) == last


def test_that_last_years_report_is_not_there_is_said_once_and_only_in_the_list() -> None:
    missing = tuple(Unassessed(rule, NO_PREVIOUS) for rule in ("Y-CARRY", "Y-COPY"))
    alone = answer(view(unassessed=missing), ZH)
    assert alone.html.startswith("<b>可以发。</b>")
    assert alone.buttons == ()
    beside = view(*[finding()] * 4, unassessed=missing)
    first, last = answer(beside, ZH), listing(beside, 1, ZH)
    assert texts_beside_opening(first) == ["其余 1 处"]
    assert "没能判断" not in first.html
    assert last.html.endswith("没有 2024 年度的报告，年度之间没有核对；把它发来即可核对。")


@settings(max_examples=40)
@given(
    st.lists(st.text(max_size=3000), min_size=1, max_size=30),
    st.sampled_from([ZH, EN]),
    st.integers(0, 10),
)
def test_no_answer_breaks_telegrams_limits(messages: list[str], texts: object, page: int) -> None:
    assert texts in (ZH, EN)
    full = view(*[finding(message=message) for message in messages])
    language = ZH if texts is ZH else EN
    for reply in (answer(full, language), listing(full, page, language)):
        assert len(as_read(reply.html).encode("utf-16-le")) // 2 <= TEXT_LIMIT
        assert all(
            len(button.data.encode()) <= BUTTON_DATA_LIMIT
            for row in reply.buttons
            for button in row
        )


def test_a_report_from_before_there_was_a_form_is_not_called_ready() -> None:
    old = replace(REPORT, year=2018, form=None, cells={})
    lines = answer(view(report=old), ZH).html.split("\n")
    assert lines[0] == "<b>读出来的部分没有发现问题。</b>"
    assert lines[1] == "甲县乙镇人民政府 · 2018 年度 · 第 2 稿"
    assert lines[2] == "2018 年度还没有统一的表样，只核对了文字。"


def test_pages_without_title_and_year_are_taken_for_a_part_of_a_report() -> None:
    part = replace(REPORT, title=None, year=None)
    assert "像是只有报告的一部分" in answer(view(finding(), report=part), ZH).html
    assert "像是只有报告的一部分" not in answer(view(finding()), ZH).html


def photographed(*findings: Finding, name: str = "photo.jpg", **parts: Any) -> UploadView:
    """An answer to a photo, or two, of the pages with section four and its table."""
    section = Section("四", "政府信息公开行政复议、行政诉讼情况", Place(1), ())
    report = replace(REPORT, title=None, year=None, pages=1, sections=(section,))
    told = view(*findings, report=replace(report, **parts))
    return replace(told, upload=replace(UPLOAD, file_name=name))


@pytest.mark.parametrize("name", ["photo.jpg", "照片（2 张）", "Photos (2)", "年报.zip"])
def test_a_photo_or_two_of_a_report_are_answered_by_asking_for_all_pages(name: str) -> None:
    told = photographed(finding(), name=name, pages=2)
    reply = answer(told, ZH)
    verdict, _, read, *rest = reply.html.split("\n")
    assert verdict.startswith("<b>像是只有报告的一部分，请把全部页一起发。</b>")
    assert read == "这次读到：四、政府信息公开行政复议、行政诉讼情况，表四。"
    assert not rest
    assert texts_beside_opening(reply) == ["已发现 1 处"]
    assert group_summary(told, ZH).startswith("<b>像是只有报告的一部分")


def test_a_first_page_without_the_tables_is_part_of_a_report_and_not_ready() -> None:
    first = photographed(title="甲县乙镇2025年…", year=2025, cells={})
    assert answer(first, ZH).html.startswith("<b>像是只有报告的一部分")
    assert not is_ready(first)
    assert is_ready(view())


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("年报.docx", {"pages": None}),
        ("年报.pdf", {}),
        ("照片（5 张）", {"pages": 5}),
        ("photo.jpg", {"year": 2018, "form": None}),
        ("photo.jpg", {"title": "甲县乙镇2025年…", "year": 2025, "cells": ALL_TABLES}),
    ],
)
def test_what_is_missing_from_anything_else_is_a_problem_of_the_report(
    name: str, parts: dict[str, Any]
) -> None:
    html = answer(photographed(finding(), name=name, **parts), ZH).html
    assert html.startswith("<b>改 1 处再发。</b>")


def test_a_report_of_which_something_was_not_judged_is_not_called_ready() -> None:
    doubtful = view(unassessed=(Unassessed("X-NEW", "“本年新收”一格无法识别"),))
    assert answer(doubtful, ZH).html.startswith("<b>读出来的部分没有发现问题。</b>")
    assert answer(view(), ZH).html.startswith("<b>可以发。</b>")


def test_cells_that_were_not_read_with_certainty_are_counted_in_the_verdict() -> None:
    total = "reviews.reconsideration.total"
    cells = CELLS | {total: replace(CELLS[total], confidence=CONFIRM_BELOW - 0.01)}
    verdict = answer(view(report=replace(REPORT, cells=cells)), ZH).html.split("\n")[0]
    assert verdict.endswith("另有 1 格认得没有把握，请对照原件确认。")


def test_each_refusal_says_why_and_what_to_do() -> None:
    for reason in Refusal:
        refused = UploadView(_refused(reason), UNIT)
        html = upload_message(refused, ZH).html
        assert "《年报.pdf》" in html
        assert "请" in html
        assert "原件已保存" in html


def _refused(reason: Refusal) -> Upload:
    return Upload(
        7,
        1,
        1,
        "年报.pdf",
        "0" * 64,
        9,
        UploadState.REFUSED,
        UPLOAD.created_at,
        reason=reason.value,
    )


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "排队中，前面 2 份。"),
        (5.2, "排队中，前面 2 份，约 6 秒。"),
        (130, "排队中，前面 2 份，约 3 分钟。"),
    ],
)
def test_who_waits_is_told_for_how_long_as_far_as_that_is_known(
    seconds: float | None, said: str
) -> None:
    wait = None if seconds is None else timedelta(seconds=seconds)
    queued = UploadView(replace(UPLOAD, state=UploadState.RECEIVED), UNIT, ahead=2, wait=wait)
    assert upload_message(queued, ZH).html.split("\n")[-1] == said


def test_progress_tells_the_page_that_is_being_read_once_it_is_known() -> None:
    begun = UploadView(replace(UPLOAD, state=UploadState.READING), UNIT)
    third = replace(begun, upload=replace(begun.upload, page=3, pages=5))
    last_lines = [upload_message(view, ZH).html.split("\n")[-1] for view in (begun, third)]
    assert last_lines == ["正在读取…", "正在读取：第 3 页，共 5 页…"]


def packed(count: int, errors: int | None = 0) -> UploadView:
    lines = tuple(
        HistoryLine(replace(UPLOAD, id=100 + n, file_name=f"{n}.docx", archive_id=7), UNIT, errors)
        for n in range(count)
    )
    return UploadView(replace(UPLOAD, file_name="全县.zip", version=None), UNIT, packed=lines)


def test_an_archive_lists_its_files_page_by_page_with_a_button_for_each() -> None:
    first, last = (archive_message(packed(10), page, ZH) for page in (0, 5))
    assert first.html.startswith(
        "<b>《全县.zip》共 10 份：没有必须改的 10，要改 0，没有读成 0。</b>"
    )
    assert texts_of(first)[-1] == "下一页"
    assert texts_of(last) == ["看第 9 份", "看第 10 份", "上一页"]


def test_an_archive_under_way_says_how_far_it_is() -> None:
    under_way = packed(3)
    waiting = replace(under_way.packed[0].upload, state=UploadState.RECEIVED)
    view = replace(
        under_way,
        upload=replace(under_way.upload, state=UploadState.CHECKING),
        packed=(HistoryLine(waiting, UNIT, None), *under_way.packed[1:]),
    )
    assert "已核对 2 份" in upload_message(view, ZH).html
