"""How far the report is that is due now, and a reminder to those who lack one."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.composing import compose
from bot.render.status import status
from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.services import Services
from bot.texts import catalogue
from bot.views import DeadlineView, OwnStatus, Submitted
from domain.deadline import statutory_deadline
from domain.notice import Notice, NoticeKind
from domain.submission import Submission
from domain.unit import Role, Unit, UnitKind
from storage.rows import Standing as HowFar
from tests.bot.conftest import running_bot
from tests.bot.talk import edited, keep_answered, press, say, shown
from tests.rules.reports import report

TOWNSHIP = "示例县青石镇人民政府"
CLERK = next(seat.chat_id for seat in DEFAULT_SEATS if seat.key == "clerk")


class Standing:
    """A clock that stands still on a January evening."""

    def now(self) -> datetime:
        return datetime(2027, 1, 20, 13, 0, tzinfo=UTC)


@pytest.fixture
def january(services: Services) -> Services:
    return replace(services, clock=Standing())


async def test_a_clerk_is_told_where_the_report_stands_and_what_comes_next(
    sandbox: Sandbox, january: Services
) -> None:
    async with running_bot(sandbox, january):
        await say(sandbox, "/status")
        first = await shown(sandbox, "2026 年度报告\n" + TOWNSHIP)
        assert "1 月 31 日（周日）前公布，还有 7 个工作日。" in first.content.text
        assert "还没有收到。下一步：把报告发到这里" in first.content.text
        assert "现在没有文件在排队。" in first.content.text
        wrong = {"reviews.reconsideration.total": 5}
        keep_answered(january, report(year=2026, unit=TOWNSHIP, cells=wrong))
        await say(sandbox, "/status")
        second = await shown(sandbox, "第 1 稿还有 1 处要改。下一步：改好再发一次。")
        await press(sandbox, second, f"看结果：{TOWNSHIP}")
        await shown(sandbox, "改 1 处再发。")


async def test_a_version_with_an_unread_table_is_neither_clean_nor_ready(
    sandbox: Sandbox, january: Services
) -> None:
    unread = ["reviews.reconsideration.total"]
    keep_answered(january, report(year=2026, unit=TOWNSHIP, unreadable=unread))
    async with running_bot(sandbox, january):
        await say(sandbox, "/status")
        await shown(sandbox, "第 1 稿有表格没有读准。下一步：再发一次 Word 或 PDF 原件。")
        await say(sandbox, "/status", "supervisor")
        await shown(sandbox, "3 家，已报送 0，可以报送 0，改正中 1", "supervisor")


async def test_who_handed_in_with_errors_is_told_what_is_left_to_do(
    sandbox: Sandbox, january: Services
) -> None:
    wrong = {"reviews.reconsideration.total": 5}
    upload_id = keep_answered(january, report(year=2026, unit=TOWNSHIP, cells=wrong))
    with january.uow() as uow:
        upload, (clerk,) = uow.uploads.get(upload_id), uow.members.memberships(CLERK)
        uow.submissions.submit(upload, clerk.member.id, "待核实", january.clock.now(), 2027)
        uow.commit()
    async with running_bot(sandbox, january):
        await say(sandbox, "/status")
        said = await shown(sandbox, "已报送，编号 NB-2027-0001；有 1 处没改，已向主管说明。")
    assert "下一步：改好再发一稿，改报新的。" in said.content.text
    assert "不用再做什么" not in said.content.text


@pytest.mark.parametrize(
    ("errors", "unread", "reason", "told"),
    [
        (0, 0, None, "不用再做什么。"),
        (0, 2, "待核实", "有表格没有读准。下一步：再发一次 Word 或 PDF 原件，改报新的。"),
        (3, 0, None, "有 3 处要改。下一步：改好再发一稿，改报新的。"),
    ],
)
def test_what_is_left_to_do_after_handing_in(
    errors: int, unread: int, reason: str | None, told: str
) -> None:
    unit = Unit(1, TOWNSHIP, UnitKind.TOWNSHIP, None)
    due = statutory_deadline(unit.id, unit.kind, 2026)
    deadline = DeadlineView(unit, due, date(2027, 1, 20), 7, provisional=False)
    now = datetime(2027, 1, 19, tzinfo=UTC)
    submission = Submission(1, 7, 1, 2026, "NB-2027-0001", "王某", reason, now)
    left = Submitted(submission, errors, unread)
    own = OwnStatus(unit, deadline, HowFar.SUBMITTED, 1, errors, 7, left, None, 0)
    assert told in status([own], [], 0, catalogue("zh")).html


async def test_where_nobody_can_be_reminded_there_is_only_the_list(
    sandbox: Sandbox, january: Services
) -> None:
    keep_answered(january, report(year=2026, unit=TOWNSHIP))
    async with running_bot(sandbox, january):
        await say(sandbox, "/status", "supervisor")
        table = await shown(sandbox, "3 家，已报送 0，可以报送 1", "supervisor")
        await press(sandbox, table, "未交名单", "supervisor")
        listed = await shown(sandbox, "还没有填报人，请用 /invite", "supervisor")
    assert [b.text for row in table.keyboard for b in row] == ["未交名单", "最常见的问题"]
    assert listed.keyboard == ()


async def test_a_supervisor_reminds_those_who_lack_a_report_after_seeing_how_many(
    sandbox: Sandbox, january: Services
) -> None:
    async with running_bot(sandbox, january):
        await say(sandbox, "/status", "supervisor")
        table = await shown(sandbox, "3 家，已报送 0", "supervisor")
        await press(sandbox, table, "未交名单", "supervisor")
        listed = await shown(sandbox, f"1　{TOWNSHIP}　填报人 1 名", "supervisor")
        assert "示例县民政局　还没有填报人" in listed.content.text
        await press(sandbox, table, "催一下这 3 家", "supervisor")
        question = await shown(sandbox, "将提醒 1 家单位的 1 名填报人。", "supervisor")
        assert "提醒不到的：示例县白鹭镇人民政府、示例县民政局。" in question.content.text
        assert reminders(january) == []
        await press(sandbox, question, "发送", "supervisor")
        await edited(sandbox, question, "已安排提醒 1 名填报人")
        await press(sandbox, table, "催一下这 3 家", "supervisor")
        again = await shown(sandbox, "将提醒 1 家", "supervisor")
        await press(sandbox, again, "发送", "supervisor")
        await edited(sandbox, again, "今天已经提醒过")
    (said,) = reminders(january)
    assert said.startswith("主管请您留意：\n")
    assert f"{TOWNSHIP} 2026 年度报告还没有收到" in said


def reminders(services: Services) -> list[str]:
    """What the clock would say to clerks now, in words."""
    with services.uow() as uow:
        rows = uow.reminders.due(services.clock.now(), 10)
        for row in rows:
            assert row.chat_id == CLERK
        notices = [Notice(f"t:{r.id}", r.chat_id, NoticeKind.REMINDER, r.id) for r in rows]
    replies = [compose(notice, services) for notice in notices]
    return [reply.html.replace("<b>", "").replace("</b>", "") for reply in replies if reply]


async def test_who_thinks_better_of_it_reminds_nobody(sandbox: Sandbox, january: Services) -> None:
    async with running_bot(sandbox, january):
        await say(sandbox, "/status", "supervisor")
        table = await shown(sandbox, "3 家，已报送 0", "supervisor")
        await press(sandbox, table, "催一下这 3 家", "supervisor")
        question = await shown(sandbox, "将提醒 1 家", "supervisor")
        await press(sandbox, question, "取消", "supervisor")
        await edited(sandbox, question, "好的，没有提醒。")
    assert reminders(january) == []


async def test_a_supervisor_sets_a_date(sandbox: Sandbox, january: Services) -> None:
    async with running_bot(sandbox, january):
        await say(sandbox, "/deadline 2027-01-25")
        await shown(sandbox, "只有主管")
        for words, answer in (
            ("2027-02-10", "最晚 1 月 31 日公布，不能定得更晚：示例县民政局。"),
            ("2027-01-20", "1 月 20 日已经过了"),
            ("2027-02-30", "请写上日期，例如：/deadline 2027-01-25"),
            ("2027-01-25 丁局", "下辖单位里没有“丁局”"),
        ):
            await say(sandbox, f"/deadline {words}", "supervisor")
            await shown(sandbox, answer, "supervisor")
        assert local_dates(january) == []
        await say(sandbox, "/deadline 2027年1月25日 青石镇", "supervisor")
        await shown(sandbox, "1 家 1 月 25 日（周一）前公布。", "supervisor")
        assert local_dates(january) == [date(2027, 1, 25)]
        await say(sandbox, "/deadline 2027-01-26", "supervisor")
        await shown(sandbox, "已定：2026 年度报告，3 家 1 月 26 日（周二）前公布。", "supervisor")
        await say(sandbox, "/deadline 2027-01-25 民政局", "supervisor")
        await shown(sandbox, "1 家 1 月 25 日（周一）前公布。\n示例县民政局", "supervisor")
        await say(sandbox, "/deadline", "supervisor")
        told = await shown(
            sandbox, "下辖 1 家 1 月 25 日（周一）前公布：示例县民政局", "supervisor"
        )
        assert "下辖 2 家 1 月 26 日（周二）前公布：示例县青石镇" in told.content.text
    assert sorted(local_dates(january)) == [date(2027, 1, 25), *[date(2027, 1, 26)] * 2]


def local_dates(services: Services) -> list[date]:
    with services.uow() as uow:
        found = [uow.deadlines.local(unit.id, 2026) for unit in uow.units.all()]
    return [each.due for each in found if each is not None]


async def test_the_state_is_told_in_english_too(sandbox: Sandbox, january: Services) -> None:
    with january.uow() as uow:
        county = uow.units.by_name("示例县人民政府")
        member = uow.members.by_chat(CLERK)
        assert county is not None
        assert member is not None
        uow.members.keep_settings(replace(member, language="en"))
        uow.members.bind(CLERK, "小周", "en", county.id, Role.SUPERVISOR)
        uow.commit()
    async with running_bot(sandbox, january):
        await say(sandbox, "/status")
        table = await shown(sandbox, "Not received yet. Next: send the report here")
        await press(sandbox, table, "Remind 3 units")
        await shown(sandbox, "This will remind 1 clerk in 1 unit.")
        await say(sandbox, "/deadline 2027-01-25")
        await shown(sandbox, "Set: 3 units to publish the report of 2026 by Mon 25 Jan 2027.")
