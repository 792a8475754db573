"""What was sent is found again: by year, unit and state, as a card, as a file, as a workbook."""

import io
from dataclasses import replace
from zipfile import ZipFile

import pytest

from bot.looking import Wanted, data_of, sought_by, wanted
from bot.reply import BUTTON_DATA_LIMIT
from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.services import Services
from bot.texts import catalogue
from domain.report import Report
from storage.rows import Outcome
from tests.bot.conftest import running_bot
from tests.bot.talk import edited, heard, keep_answered, press, say, shown
from tests.rules.reports import report

TOWNSHIP, COUNTY = "示例县青石镇人民政府", "示例县人民政府"
CLERK = next(seat.chat_id for seat in DEFAULT_SEATS if seat.key == "clerk")


def of(year: int, **cells: int) -> Report:
    return report(
        year=year, unit=TOWNSHIP, cells={n.replace("__", "."): v for n, v in cells.items()}
    )


WRONG_TABLE_4 = {"reviews__reconsideration__total": 5}
WRONG_TABLE_3 = {"applications__received__total": 5}


def speak_english(services: Services) -> None:
    with services.uow() as uow:
        member = uow.members.by_chat(CLERK)
        assert member is not None
        uow.members.keep_settings(replace(member, language="en"))
        uow.commit()


@pytest.mark.parametrize(
    ("language", "words", "meant"),
    [
        ("zh", "2025", Wanted(year=2025)),
        ("zh", "2025年度 要改", Wanted(year=2025, outcome=Outcome.MENDING)),
        ("zh", "没有读成 青石镇", Wanted("青石镇", outcome=Outcome.REFUSED)),
        ("zh", "2023 平原县 表四", Wanted("平原县", 2023, table="reviews")),
        ("zh", "表4", Wanted(table="reviews")),
        ("en", "2025 Ready 青石镇", Wanted("青石镇", 2025, Outcome.CLEAN)),
        ("en", "表三 T3", Wanted(table="applications")),
        ("zh", "", Wanted()),
    ],
)
def test_words_in_any_order_say_what_is_looked_for(
    language: str, words: str, meant: Wanted
) -> None:
    assert wanted(words.split(), catalogue(language)) == meant


@pytest.mark.parametrize(
    "sought",
    [
        Wanted(),
        Wanted("甲：乙:丙", 2025, Outcome.SUBMITTED, "reviews"),
        Wanted("示例县白鹭镇人民政府", 2025, Outcome.CANCELLED),
    ],
)
def test_a_button_carries_what_is_looked_for(sought: Wanted) -> None:
    data = data_of("history", 12, sought)
    assert sought_by(data.split(":")) == (12, sought)
    assert len(data.encode()) <= BUTTON_DATA_LIMIT


async def test_files_are_found_by_year_and_state_in_pages(
    sandbox: Sandbox, services: Services
) -> None:
    for _ in range(11):
        keep_answered(services, of(2025))
    keep_answered(services, of(2024, **WRONG_TABLE_4))
    async with running_bot(sandbox, services):
        await say(sandbox, "/history 2025")
        first = await shown(sandbox, "发过的文件：2025 年度")
        assert "9　2025 年度" in first.content.text
        assert "2024 年度 ·" not in first.content.text
        await press(sandbox, first, "下一页")
        await edited(sandbox, first, "11　2025 年度")
        assert [b.text for row in first.keyboard for b in row] == [
            "看第 10 份",
            "看第 11 份",
            "上一页",
        ]
        await say(sandbox, "/history 要改")
        found = await shown(sandbox, "发过的文件：要改")
        assert "1　2024 年度 · 第 1 稿，改" in found.content.text
        await say(sandbox, "/history 没有读成 青石镇")
        await shown(sandbox, "没有找到：青石镇 · 没有读成。")


async def test_a_report_is_shown_with_the_way_to_its_file_result_and_versions(
    sandbox: Sandbox, services: Services
) -> None:
    upload_id = keep_answered(services, of(2025, **WRONG_TABLE_4))
    with services.uow() as uow:
        sha256 = uow.uploads.get(upload_id).sha256
    assert services.files.put(b"the file") != sha256
    async with running_bot(sandbox, services):
        await say(sandbox, "/report 2025")
        card = await shown(sandbox, f"{TOWNSHIP} · 2025 年度")
        assert "现在：第 1 稿，改" in card.content.text
        await press(sandbox, card, "看结果")
        await shown(sandbox, "再发。")
        await press(sandbox, card, "各稿")
        await edited(sandbox, card, "2025 年度 · 各稿")
        await say(sandbox, "/report 1999")
        await shown(sandbox, "没有 1999 年度的结果")


async def test_the_file_comes_back_as_it_was_sent(sandbox: Sandbox, services: Services) -> None:
    content = "年报的原件".encode()
    with services.uow() as uow:
        unit = uow.members.memberships(CLERK)[0].unit
        now = services.clock.now()
        sha256 = services.files.put(content)
        uow.uploads.add(CLERK, unit.id, "我的年报.txt", sha256, len(content), now)
        uow.commit()
    speak_english(services)
    async with running_bot(sandbox, services):
        await say(sandbox, "/report")
        card = await shown(sandbox, "“我的年报.txt”")
        await press(sandbox, card, "The file")
        sent = await shown(sandbox, "unchanged")
    assert sent.file is not None
    assert sent.file.name == "我的年报.txt"
    assert sandbox.world.files.content(sent.file.file_id) == content


async def test_a_supervisor_sees_who_had_problems_in_a_table(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, of(2025, **WRONG_TABLE_4))
    keep_answered(services, of(2025, **WRONG_TABLE_3))
    async with running_bot(sandbox, services):
        await say(sandbox, f"/results 2025 {COUNTY} 表四", "supervisor")
        listed = await shown(sandbox, "有问题的报告：1 份", "supervisor")
        assert f"2025 年度 · {COUNTY} · 表四" in listed.content.text
        assert f"1　{TOWNSHIP}　第 1 稿　表四" in listed.content.text
        assert "（已改）" in listed.content.text
        await say(sandbox, "/results 2025", "supervisor")
        present = await shown(sandbox, "第 2 稿　表三", "supervisor")
        assert "（已改）" not in present.content.text
        await press(sandbox, listed, "导出 XLSX", "supervisor")
        sent = await shown(sandbox, "每个问题一行", "supervisor")
        await say(sandbox, "/results 2019 表四", "supervisor")
        await shown(sandbox, "2019 年度 · 表四：没有发现", "supervisor")
    assert sent.file is not None
    with ZipFile(io.BytesIO(sandbox.world.files.content(sent.file.file_id))) as book:
        words = book.read("xl/sharedStrings.xml").decode()
    assert TOWNSHIP in words
    assert "行政复议" in words


async def test_nobody_sees_results_of_units_that_are_not_theirs(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, of(2025, **WRONG_TABLE_4), "supervisor")
    async with running_bot(sandbox, services):
        await say(sandbox, "/results 2025")
        await say(sandbox, f"/history {COUNTY}")
        await say(sandbox, f"/report {COUNTY}")
        said = await heard(sandbox, 3)
    assert said[0] == "2025 年度：没有发现有问题的报告。"
    assert said[1].startswith("没有找到")
    assert said[2].startswith("您的单位里没有")
