"""The next version says what was mended; versions are listed, compared and checked again."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.render.answer import answer
from bot.render.versions import comparison, versions
from bot.reply import BUTTON_DATA_LIMIT, TEXT_LIMIT
from bot.sandbox.server import Sandbox
from bot.services import Services
from bot.texts import catalogue
from bot.views import Earlier, VersionLine
from domain.finding import Check, Finding
from domain.notice import Notice, NoticeKind, recheck_key
from tests.bot.conftest import ZH, WokenQueue, running_bot
from tests.bot.talk import edited, english_colleague, keep_answered, press, say, shown
from tests.bot.test_answer import UNIT, UPLOAD, as_read, finding, texts_of, view
from tests.rules.reports import report

TWO_WRONG = {"reviews.reconsideration.total": 2, "reviews.litigation_direct.total": 1}
FAULTY = report(year=2025, cells=TWO_WRONG)
BETTER = report(year=2025, cells={"reviews.reconsideration.total": 3})
CLEAN = report(year=2025)
LEFT_ONE = "1 problem left to correct. (2 in the previous version)"
ZONE = ZoneInfo("Asia/Shanghai")


def compared(before: list[Finding], after: list[Finding], same_as: int | None = None) -> str:
    earlier = Earlier(1, Check(tuple(before), (), 9), same_as)
    return as_read(answer(replace(view(*after), earlier=earlier), ZH).html)


async def test_the_answer_to_a_mended_file_says_what_was_mended_and_what_is_left(
    sandbox: Sandbox, services: Services
) -> None:
    for each in (FAULTY, BETTER):
        keep_answered(services, each)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        told = (await shown(sandbox, "还剩 1 处。（上一稿 2 处）")).content.text
    assert "✓ 已改 1 处：表四 · 未经复议直接起诉 · 总计" in told
    assert "✗ 未改 1 处：表四 · 行政复议 · 总计（改过，仍不对）" in told
    assert "没有新的问题。" in told


async def test_a_version_that_was_mended_altogether_may_go_out(
    sandbox: Sandbox, services: Services
) -> None:
    for each in (FAULTY, CLEAN):
        keep_answered(services, each)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        told = (await shown(sandbox, "可以发。")).content.text
    assert "✓ 已改 2 处：" in told
    assert "未改" not in told


async def test_in_english_the_comparison_says_the_same(
    sandbox: Sandbox, services: Services
) -> None:
    for each in (FAULTY, BETTER):
        keep_answered(services, each)
    english_colleague(services)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result", "stranger")
        told = (await shown(sandbox, LEFT_ONE, "stranger")).content.text
    assert "✓ 1 corrected: 表四 · 未经复议直接起诉 · 总计" in told
    assert "(changed, still wrong)" in told


def test_errors_that_only_the_new_version_has_are_said_to_be_new() -> None:
    told = compared([], [finding()])
    assert told.startswith("改 1 处再发。")
    assert "✗ 新出现 1 处：表四 · 行政复议 · 总计" in told


def test_the_same_file_again_is_kindly_called_so() -> None:
    told = compared([finding()], [finding()], same_as=1)
    assert told.startswith("改 1 处再发。")
    assert "和第 1 稿是同一个文件，结果一样。" in told
    assert "未改" not in told


def test_a_file_that_is_the_version_before_offers_no_comparison_with_it() -> None:
    earlier = Earlier(2, Check((finding(),), (), 9), same_as=2)
    labels = [
        b.text for row in answer(replace(view(finding()), earlier=earlier), ZH).buttons for b in row
    ]
    assert "各稿" in labels
    assert "与第 2 稿比" not in labels


def test_errors_that_nobody_touched_are_counted_and_not_named_twice() -> None:
    told = compared([finding()], [finding()])
    assert told.startswith("还剩 1 处。（上一稿 1 处）")
    assert "✗ 未改 1 处，见下。" in told


def test_with_new_errors_it_does_not_speak_of_those_left_only() -> None:
    several = [replace(finding(message=f"第 {n} 处"), rule="T3-SUM") for n in range(3)]
    told = compared([finding()], [finding(), *several])
    assert told.startswith("改 4 处再发。")
    assert "✗ 新出现 3 处：表四 · 行政复议 · 总计（3 处）" in told


def test_where_the_rules_changed_in_between_it_says_that_a_change_may_be_theirs() -> None:
    earlier = Earlier(1, Check((finding(),), (), 9), is_by_other_rules=True)
    assert "有的变化可能来自规则" in answer(replace(view(), earlier=earlier), ZH).html
    unchanged = replace(view(finding()), earlier=earlier)
    assert "有的变化可能来自规则" not in answer(unchanged, ZH).html


def test_two_clean_versions_have_nothing_to_compare() -> None:
    assert "新的问题" not in compared([], [])


async def test_versions_are_listed_with_what_can_be_done_about_each(
    sandbox: Sandbox, services: Services
) -> None:
    for each in (FAULTY, BETTER, CLEAN):
        keep_answered(services, each)
    async with running_bot(sandbox, services):
        await say(sandbox, "/versions 2025")
        listed = await shown(sandbox, "2025 年度 · 各稿")
        assert "第 3 稿　没有必须改的 · 规则有更新" in listed.content.text
        assert "第 1 稿　改 2 处再发" in listed.content.text
        await press(sandbox, listed, "与第 1 稿比")
        await edited(sandbox, listed, "第 2 稿与第 1 稿比")
        assert "✓ 表四 · 未经复议直接起诉 · 总计" in listed.content.text
        assert "没有新的问题。" in listed.content.text
        await press(sandbox, listed, "各稿")
        await edited(sandbox, listed, "2025 年度 · 各稿")
        await press(sandbox, listed, "看第 1 稿")
        await shown(sandbox, "改 2 处再发。")
        await say(sandbox, "/versions 2019")
        await shown(sandbox, "没有 2019 年度的结果")


async def test_an_old_version_is_checked_again_and_whoever_asked_gets_the_answer(
    sandbox: Sandbox, services: Services
) -> None:
    upload_id = keep_answered(services, FAULTY)
    async with running_bot(sandbox, services):
        await say(sandbox, "/versions")
        await press(sandbox, await shown(sandbox, "各稿"), "重新核对")
        await shown(sandbox, "正在用现行规则重新核对《年报.docx》")
        assert isinstance(services.queue, WokenQueue)
        ((step, job_id),) = services.queue.woken
        with services.uow() as uow:
            chat_id = uow.outbox.chat_of(recheck_key(job_id))
            assert chat_id is not None
            notice = Notice(f"recheck:{job_id}:answer", chat_id, NoticeKind.ANSWER, upload_id)
            uow.outbox.add(notice, datetime.now(UTC))
            uow.commit()
        await shown(sandbox, "改 2 处再发。")
    assert step == "recheck"


def test_no_list_and_no_comparison_breaks_telegrams_limits() -> None:
    many = [finding(message="长" * 500 + str(n)) for n in range(60)]
    different = [replace(each, rule="T3-SUM") for each in many]
    longest = replace(view(*many), earlier=Earlier(1, Check(tuple(different), (), 9)))
    upload = replace(UPLOAD, file_name="年" * 300, id=10**15)
    lines = [VersionLine(upload, 9, is_submitted=True, is_outdated=True)] * 30
    for texts in (ZH, catalogue("en")):
        told = comparison(longest, texts)
        listed = versions(UNIT, lines, 3, ZONE, texts)
        assert told is not None
        for reply in (told, listed, answer(longest, texts)):
            assert len(as_read(reply.html).encode("utf-16-le")) // 2 <= TEXT_LIMIT
            data = [button.data for row in reply.buttons for button in row]
            assert all(len(each.encode()) <= BUTTON_DATA_LIMIT for each in data)
        assert len(texts_of(listed)) >= 12
