"""What the clock says to clerks and supervisors, and what the buttons under it do."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.composing import compose
from bot.reply import Reply
from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Message
from bot.services import Services
from domain.deadline import AGAIN, ASKED
from domain.notice import Notice, NoticeKind
from domain.unit import Role
from storage.rows import ReminderKind, ReminderRow
from tests.bot.conftest import running_bot
from tests.bot.talk import edited, keep_answered, noted, press, shown
from tests.rules.reports import report

CHAT = {seat.key: seat.chat_id for seat in DEFAULT_SEATS}
COUNTY, TOWNSHIP, OFFICE = "示例县人民政府", "示例县青石镇人民政府", "示例县民政局"
YEAR = 2026
SHANGHAI = ZoneInfo("Asia/Shanghai")
T_14, T_7, T_3, T_1 = (
    datetime(YEAR + 1, 1, day, 9, 5, tzinfo=SHANGHAI) for day in (15, 22, 28, 29)
)
"""The deadline is a Sunday: all but the third stage come on a Friday."""
OUT = "applications.carried_out"
WRONG = {"reviews.reconsideration.total": 5}


@dataclass(frozen=True)
class At:
    """A clock that stands still."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


def at(services: Services, moment: datetime) -> Services:
    return replace(services, clock=At(moment))


def plan(
    services: Services, kind: ReminderKind = ReminderKind.REMINDER, stage: str = "T-7"
) -> ReminderRow:
    """A reminder to the clerk of the township, or a digest to its supervisor, that is due."""
    is_digest = kind is ReminderKind.DIGEST
    now = services.clock.now()
    with services.uow() as uow:
        unit = uow.units.by_name(COUNTY if is_digest else TOWNSHIP)
        assert unit is not None
        chat = CHAT["supervisor" if is_digest else "clerk"]
        uow.reminders.plan(chat, unit.id, YEAR, stage, kind, now)
        (row,) = uow.reminders.due(now, 10)
        uow.reminders.done(row.id)
        uow.commit()
    return row


def remind(services: Services, row: ReminderRow) -> None:
    """Hands a reminder to the outbox."""
    notice = Notice(f"reminder:{row.id}", row.chat_id, NoticeKind(row.kind.value), row.id)
    with services.uow() as uow:
        uow.outbox.add(notice, services.clock.now())
        uow.commit()


def told(services: Services, row: ReminderRow) -> Reply | None:
    return compose(Notice("", row.chat_id, NoticeKind(row.kind.value), row.id), services)


def words(reply: Reply | None) -> list[str]:
    assert reply is not None
    return reply.html.replace("<b>", "").replace("</b>", "").split("\n")


def labels(given: Reply | Message | None) -> list[list[str]]:
    assert given is not None
    rows = given.buttons if isinstance(given, Reply) else given.keyboard
    return [[button.text for button in row] for row in rows]


def test_who_sent_nothing_hears_how_long_is_left_and_what_is_carried_over(
    services: Services,
) -> None:
    january = at(services, T_7)
    keep_answered(january, report(year=YEAR - 1, unit=TOWNSHIP))
    said = told(january, plan(january))
    assert words(said) == [
        "距 1 月 31 日（周日）报送截止还有 5 个工作日。",
        f"{TOWNSHIP} {YEAR} 年度报告还没有收到。写好了直接发到这里，先核对再公布。",
        "去年的“结转下年度”是 0 件，今年“上年结转”应填 0。",
    ]
    assert labels(said) == [["要一份已填好的底稿"], ["已在办理", "下个工作日再提醒"]]


@pytest.mark.parametrize(
    ("last", "is_said"),
    [
        ({"cells": {f"{OUT}.natural_person": 2, f"{OUT}.total": 2}}, True),
        ({"cells": {f"{OUT}.natural_person": 2, f"{OUT}.total": 3}}, False),
        ({"unreadable": [f"{OUT}.natural_person"]}, False),
        ({"unreadable": [f"{OUT}.total"]}, False),
    ],
)
def test_only_what_is_certain_of_last_year_is_said(
    services: Services, last: dict[str, Any], is_said: bool
) -> None:
    january = at(services, T_7)
    keep_answered(january, report(year=YEAR - 1, unit=TOWNSHIP, **last))
    said = words(told(january, plan(january)))
    assert ("今年“上年结转”应填 2。" in said[-1]) is is_said
    assert len(said) == 2 + is_said


def test_where_last_years_report_is_not_here_nothing_is_said_of_it(services: Services) -> None:
    january = at(services, T_7)
    assert len(words(told(january, plan(january)))) == 2


@pytest.mark.parametrize(
    ("moment", "said", "ways"),
    [
        (T_3, "距 1 月 31 日（周日）报送截止还有 1 个工作日。", ["已在办理", "明天再提醒"]),
        (T_1, "1 月 31 日（周日）报送截止，今天之后没有工作日了。", ["已在办理"]),
        (T_1 + timedelta(days=1), "明天（1 月 31 日，周日）报送截止。", ["已在办理"]),
        (T_1 + timedelta(days=2), "今天（1 月 31 日，周日）报送截止。", ["已在办理"]),
        (T_1 + timedelta(days=3), "1 月 31 日（周日）报送已经截止。", ["明天再提醒"]),
    ],
)
def test_the_last_days_are_said_in_words(
    services: Services, moment: datetime, said: str, ways: list[str]
) -> None:
    now = at(services, moment)
    reminder = told(now, plan(now))
    assert words(reminder)[0] == said
    assert labels(reminder)[1] == ways


def test_who_has_something_to_mend_hears_how_much_and_can_look_at_it(services: Services) -> None:
    january = at(services, T_7)
    keep_answered(january, report(year=YEAR, unit=TOWNSHIP, cells=WRONG))
    row = plan(january, stage=ASKED)
    said = told(january, row)
    assert words(said)[0] == "主管请您留意："
    assert words(said)[2:] == [f"{TOWNSHIP} {YEAR} 年度报告还有 1 处要改。改好再发一次就行。"]
    assert labels(said)[0] == ["看是哪几处"]
    late = told(at(services, T_1 + timedelta(days=3)), row)
    assert words(late)[2] == f"{TOWNSHIP} {YEAR} 年度报告还有 1 处要改。请尽快改好再发。"


def test_nothing_is_said_where_all_was_mended_before_the_message_went_out(
    services: Services,
) -> None:
    january = at(services, T_7)
    row = plan(january)
    keep_answered(january, report(year=YEAR, unit=TOWNSHIP))
    assert told(january, row) is None


async def test_who_works_on_it_is_left_in_peace_until_the_last_call(
    sandbox: Sandbox, services: Services
) -> None:
    january = at(services, T_14)
    row = plan(january)
    remind(january, row)
    async with running_bot(sandbox, january):
        message = await shown(sandbox, "还没有收到")
        await press(sandbox, message, "下个工作日再提醒")
        await edited(sandbox, message, "✓ 1 月 18 日（周一）再提醒您一次。")
        other = plan(january, stage=ASKED)
        remind(january, other)
        await press(sandbox, await shown(sandbox, "主管请您留意"), "已在办理")
        answered = await shown(sandbox, "✓ 已记下：正在办理，主管也看得到。")
    assert "1 月 29 日（周五）前不再提醒。" in answered.content.text
    assert labels(answered) == [["要一份已填好的底稿"]]
    with services.uow() as uow:
        assert uow.reminders.is_in_hand(row)
        assert uow.reminders.due(T_7, 10) == []


async def test_a_reminder_is_put_off_once_however_often_one_presses(
    sandbox: Sandbox, services: Services
) -> None:
    now = at(services, T_3)
    async with running_bot(sandbox, now):
        for stage, text in (("T-3", "还没有收到"), (ASKED, "主管请您留意")):
            remind(now, plan(now, stage=stage))
            message = await shown(sandbox, text)
            await press(sandbox, message, "明天再提醒")
            await edited(sandbox, message, "✓ 1 月 29 日（周五）再提醒您一次。")
    with services.uow() as uow:
        (again,) = uow.reminders.due(T_1, 10)
    assert (again.chat_id, again.stage, again.due_at) == (CHAT["clerk"], AGAIN, T_1)
    assert words(told(at(services, T_1), again))[0].startswith("1 月 31 日（周日）报送截止")


async def test_under_an_old_reminder_nothing_is_noted_any_more(
    sandbox: Sandbox, services: Services
) -> None:
    january = at(services, T_7)
    row = plan(january)
    remind(january, row)
    async with running_bot(sandbox, january):
        message = await shown(sandbox, "还没有收到")
        keep_answered(january, report(year=YEAR, unit=TOWNSHIP))
        await press(sandbox, message, "已在办理")
        await noted(sandbox, "这份报告已经没有要改的，不再提醒。")
        with services.uow() as uow:
            member = uow.members.by_chat(CHAT["clerk"])
            assert member is not None
            uow.members.leave(member.id, row.unit_id)
            uow.commit()
        await press(sandbox, message, "下个工作日再提醒")
        await noted(sandbox, "这条消息已经过时")
    with services.uow() as uow:
        assert not uow.reminders.is_in_hand(row)
        assert uow.reminders.due(T_1, 10) == []


def grown(services: Services) -> Services:
    """The day before T-3 a digest was sent, and a report had come with two errors; on T-3 it has
    one, and another unit's is handed in."""
    yesterday, now = at(services, T_3 - timedelta(days=1)), at(services, T_3)
    keep_answered(yesterday, report(year=YEAR, unit=TOWNSHIP, cells=WRONG))
    row = plan(yesterday, ReminderKind.DIGEST)
    with services.uow() as uow:
        notice = Notice(f"reminder:{row.id}", row.chat_id, NoticeKind.DIGEST, row.id)
        uow.outbox.add(notice, yesterday.clock.now())
        (message,) = uow.outbox.take(yesterday.clock.now(), 10, timedelta(days=1))
        uow.outbox.sent(message.id, 1, yesterday.clock.now())
        office = uow.units.by_name(OFFICE)
        assert office is not None
        uow.members.bind(CHAT["stranger"], "小林", "zh", office.id, Role.CLERK)
        uow.commit()
    upload_id = keep_answered(now, report(year=YEAR, unit=OFFICE, cells=WRONG), "stranger")
    with services.uow() as uow:
        member = uow.members.by_chat(CHAT["stranger"])
        assert member is not None
        upload = uow.uploads.get(upload_id)
        uow.submissions.submit(upload, member.id, "待核实", now.clock.now(), YEAR + 1)
        uow.commit()
    return now


def test_a_supervisor_hears_once_how_far_all_are_and_what_changed(services: Services) -> None:
    now = grown(services)
    said = told(now, plan(now, ReminderKind.DIGEST, "T-3"))
    assert words(said) == [
        f"{YEAR} 年度：3 家，已报送 1，可以报送 0，改正中 1，未交 1",
        "距 1 月 31 日（周日）报送截止还有 1 个工作日。",
        "未交：示例县白鹭镇人民政府",
        f"改正中：{TOWNSHIP}",
        "比昨天：已报送 +1，未交 −1",
    ]
    assert labels(said) == [["催一下这 1 家", "未交名单"], ["最常见的问题"]]


def test_the_first_digest_compares_with_nothing(services: Services) -> None:
    january = at(services, T_14)
    said = told(january, plan(january, ReminderKind.DIGEST, "T-14"))
    assert not [line for line in words(said) if line.startswith("比")]
    assert labels(said) == [["催一下这 3 家", "未交名单"]]


def test_a_digest_some_days_later_names_the_day_it_looks_back_to(services: Services) -> None:
    grown(services)
    now = at(services, T_1)
    said = told(now, plan(now, ReminderKind.DIGEST, "T-1"))
    assert words(said)[-1] == "比 1 月 27 日（周三）：已报送 +1，未交 −1"


async def test_the_buttons_of_a_digest_show_who_is_missing_and_what_is_often_wrong(
    sandbox: Sandbox, services: Services
) -> None:
    now = grown(services)
    with services.uow() as uow:
        uow.reminders.in_hand(plan(at(services, T_14)))
        uow.commit()
    row = plan(now, ReminderKind.DIGEST, "T-3")
    remind(now, row)
    async with running_bot(sandbox, now):
        message = await shown(sandbox, "比昨天", "supervisor")
        await press(sandbox, message, "催一下这 1 家", "supervisor")
        await shown(sandbox, "提醒不到的：示例县白鹭镇人民政府", "supervisor")
        await press(sandbox, message, "最常见的问题", "supervisor")
        often = await shown(sandbox, f"{YEAR} 年度 · {COUNTY}下辖单位最常见的问题", "supervisor")
        assert often.content.text.split("\n")[1:] == [
            "2 家的最新一稿还有要改的：",
            "1　表四每组：四种结果之和＝总计　2 家",
        ]
        await press(sandbox, often, "看是哪些单位", "supervisor")
        await edited(sandbox, often, "有问题的报告：2 份")
