"""A reminder to a clerk says what fits the day, and its buttons do what they say."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.reminding import reminder_view
from bot.render.reminders import in_hand, put_off
from bot.reply import Reply
from bot.sandbox.server import Sandbox
from bot.services import Services
from bot.texts import catalogue
from domain.deadline import AGAIN, ASKED
from tests.bot.conftest import running_bot
from tests.bot.english.person import minded
from tests.bot.reminding import (
    CHAT,
    T_1,
    T_3,
    T_7,
    T_14,
    TOWNSHIP,
    WRONG,
    YEAR,
    at,
    labels,
    leave,
    plan,
    remind,
    speak_english,
    told,
    words,
)
from tests.bot.talk import edited, keep_answered, noted, press, say, shown
from tests.rules.reports import report

OUT = "applications.carried_out"


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


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", f"{TOWNSHIP} {YEAR} 年度报告有表格没有读准。请再发一次 Word 或 PDF 原件。"),
        ("en", f"Some tables of the {YEAR} report of {TOWNSHIP} could not be read with certainty."),
    ],
)
def test_who_sent_what_could_not_be_read_is_asked_for_the_original(
    services: Services, language: str, expected: str
) -> None:
    january = at(services, T_7)
    if language == "en":
        speak_english(services, "clerk")
    keep_answered(january, report(year=YEAR, unit=TOWNSHIP, unreadable=[f"{OUT}.total"]))
    assert words(told(january, plan(january)))[1].startswith(expected)


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
        await say(sandbox, "/status", "supervisor")
        table = await shown(sandbox, f"其中已在办理：{TOWNSHIP}", "supervisor")
        await press(sandbox, table, "未交名单", "supervisor")
        await shown(sandbox, f"{TOWNSHIP}　填报人 1 名，已在办理", "supervisor")
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
        leave(services, "clerk")
        await press(sandbox, message, "下个工作日再提醒")
        await noted(sandbox, "这条消息已经过时")
    with services.uow() as uow:
        assert not uow.reminders.is_in_hand(row)
        assert uow.reminders.due(T_1, 10) == []


def mind(*replies: Reply | None) -> None:
    for reply in replies:
        for line in (*words(reply), *(label for row in labels(reply) for label in row)):
            minded(line)


@pytest.mark.parametrize("days", [-7, -1, 0, 1, 2, 3])
def test_whoever_speaks_english_is_reminded_in_english(services: Services, days: int) -> None:
    now = at(services, T_1 + timedelta(days=days))
    speak_english(services, "clerk")
    keep_answered(now, report(year=YEAR - 1, unit=TOWNSHIP))
    row = plan(now, stage=ASKED)
    with services.uow() as uow:
        view = reminder_view(uow, now, row)
    assert view is not None
    english = catalogue("en")
    mind(told(now, row), in_hand(view, english), put_off(view, english))
    keep_answered(now, report(year=YEAR, unit=TOWNSHIP, cells=WRONG))
    mind(told(now, row))
