"""`/draft` and the button of a reminder bring this year's report with what is known filled in."""

from datetime import UTC, datetime

import pytest

from bot.render.draft import drafts
from bot.reply import CAPTION_LIMIT, Media, MediaKind
from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Message
from bot.services import Services
from bot.texts import LANGUAGES, catalogue
from domain.deadline import report_year_on
from domain.notice import Notice, NoticeKind
from domain.report import Report
from drafting.basis import FIRST_YEAR, DraftBasis
from parsing.reading import read_report
from storage.rows import ReminderKind
from tests.bot.conftest import running_bot
from tests.bot.talk import english_colleague, heard, keep_answered, press, say, shown
from tests.drafting.lastyear import last_year
from tests.rules.reports import report

CLERK = next(seat.chat_id for seat in DEFAULT_SEATS if seat.key == "clerk")
UNIT, OTHER = "示例县青石镇人民政府", "示例县白鹭镇人民政府"
YEAR = report_year_on(datetime.now(UTC).date())
CARRIED = "applications.carried_out"
LAST = report(
    year=YEAR - 1, unit=UNIT, cells={f"{CARRIED}.natural_person": 2, f"{CARRIED}.total": 2}
)


def brought(sandbox: Sandbox, message: Message) -> Report:
    """The report in the file that a message brings."""
    assert message.file is not None
    content = sandbox.world.files.content(message.file.file_id)
    assert content is not None
    return read_report(content)


def remind(services: Services, name: str = UNIT) -> None:
    """Hands a reminder to the clerk that a unit's report has not come to the outbox."""
    now = datetime.now(UTC)
    with services.uow() as uow:
        unit = uow.units.by_name(name)
        assert unit is not None
        uow.reminders.plan(CLERK, unit.id, YEAR, "T-7", ReminderKind.REMINDER, now)
        (row,) = uow.reminders.due(now, 1)
        uow.outbox.add(Notice("reminder", row.chat_id, NoticeKind.REMINDER, row.id), now)
        uow.commit()


async def test_a_draft_is_for_the_unit_that_is_named(sandbox: Sandbox, services: Services) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, f"/draft {YEAR} 白鹭镇", "supervisor")
        word = await shown(sandbox, f"{OTHER} {YEAR} 年度报告的底稿", "supervisor")
        assert brought(sandbox, word).unit == OTHER
        await say(sandbox, "/draft 镇", "supervisor")
        await shown(sandbox, "名字里有“镇”的不止一家：", "supervisor")
        await say(sandbox, "/draft 白鹭镇")
        await shown(sandbox, "您的单位里没有“白鹭镇”。")


async def test_a_draft_comes_as_word_and_as_workbook_with_what_was_carried_over(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, LAST)
    async with running_bot(sandbox, services):
        await say(sandbox, "/draft")
        workbook = await shown(sandbox, "总计自己算")
        word = await shown(sandbox, f"{UNIT} {YEAR} 年度报告的底稿")
    assert "“上年结转”按去年年报填了 2 件" in word.content.text
    for message, ending in ((word, "docx"), (workbook, "xlsx")):
        assert message.file is not None
        assert message.file.name == f"{UNIT}{YEAR}年政府信息公开工作年度报告（底稿）.{ending}"
        read = brought(sandbox, message)
        assert (read.unit, read.year) == (UNIT, YEAR)
        assert read.cells["applications.carried_in.natural_person"].value == 2


async def test_the_button_of_a_reminder_brings_the_draft_and_says_what_is_missing(
    sandbox: Sandbox, services: Services
) -> None:
    remind(services)
    async with running_bot(sandbox, services):
        await press(sandbox, await shown(sandbox, "还没有收到"), "要一份已填好的底稿")
        word = await shown(sandbox, "年度报告的底稿")
    assert f"没有 {YEAR - 1} 年度的年报" in word.content.text
    assert brought(sandbox, word).year == YEAR


async def test_the_button_brings_nothing_to_who_no_longer_works_for_the_unit(
    sandbox: Sandbox, services: Services
) -> None:
    remind(services, OTHER)
    async with running_bot(sandbox, services):
        await press(sandbox, await shown(sandbox, "还没有收到"), "要一份已填好的底稿")
        await say(sandbox, "/help")
        said = await heard(sandbox, 2)
    assert [text for text in said if "底稿" in text and "怎么用" not in text] == []


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, YEAR + 1])
async def test_of_other_years_there_are_no_drafts(
    sandbox: Sandbox, services: Services, year: int
) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, f"/draft {year}")
        (said,) = await heard(sandbox, 1)
    assert said == f"没有 {year} 年度的底稿，可以要 {FIRST_YEAR} 到 {YEAR} 年度的。"


async def test_a_draft_is_explained_in_english_too(sandbox: Sandbox, services: Services) -> None:
    english_colleague(services)
    async with running_bot(sandbox, services):
        await say(sandbox, "/draft", "stranger")
        await shown(sandbox, f"Draft of the {YEAR} report of {UNIT}", "stranger")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caption_fits_however_long_the_name_of_the_unit(language: str) -> None:
    last = last_year(unreadable=["applications.carried_out.other"])
    basis = DraftBasis("某" * 200, 2026, last)
    media = Media(MediaKind.DOCUMENT, "0" * 64, "年报.docx")
    for reply in drafts(basis, media, media, catalogue(language)):
        assert len(reply.html) <= CAPTION_LIMIT
