"""The digest tells a supervisor how far all are and what changed, and leads on from there."""

from datetime import timedelta

from bot.render.frequent import frequent
from bot.reply import Reply
from bot.sandbox.server import Sandbox
from bot.services import Services
from bot.texts import catalogue
from domain.unit import Role, Unit, UnitKind
from storage.rows import ReminderKind
from tests.bot.conftest import running_bot
from tests.bot.english.person import minded
from tests.bot.reminding import (
    CHAT,
    COUNTY,
    OFFICE,
    T_1,
    T_3,
    T_14,
    TOWNSHIP,
    WRONG,
    YEAR,
    at,
    labels,
    leave,
    notice,
    plan,
    remind,
    speak_english,
    told,
    words,
)
from tests.bot.talk import edited, keep_answered, noted, press, shown
from tests.rules.reports import report

DIGEST = ReminderKind.DIGEST


def heard_before(services: Services) -> None:
    """A digest that the supervisor got."""
    now, row = services.clock.now(), plan(services, DIGEST)
    with services.uow() as uow:
        uow.outbox.add(notice(row), now)
        (message,) = uow.outbox.take(now, 10, timedelta(days=1))
        uow.outbox.sent(message.id, 1, now)
        uow.commit()


def handed_in(services: Services) -> None:
    """The office hands its report in, with an error."""
    now = services.clock.now()
    with services.uow() as uow:
        office = uow.units.by_name(OFFICE)
        assert office is not None
        uow.members.bind(CHAT["stranger"], "小林", "zh", office.id, Role.CLERK)
        uow.commit()
    upload_id = keep_answered(services, report(year=YEAR, unit=OFFICE, cells=WRONG), "stranger")
    with services.uow() as uow:
        (membership,) = uow.members.memberships(CHAT["stranger"])
        upload = uow.uploads.get(upload_id)
        uow.submissions.submit(upload, membership.member.id, "待核实", now, YEAR + 1)
        uow.commit()


def grown(services: Services) -> Services:
    """On T-3 another report is handed in; that of the township came before the last digest, which
    was on the day before."""
    yesterday, now = at(services, T_3 - timedelta(days=1)), at(services, T_3)
    keep_answered(yesterday, report(year=YEAR, unit=TOWNSHIP, cells=WRONG))
    heard_before(yesterday)
    handed_in(now)
    return now


def test_a_supervisor_hears_once_how_far_all_are_and_what_changed(services: Services) -> None:
    now = grown(services)
    said = told(now, plan(now, DIGEST, "T-3"))
    assert words(said) == [
        f"{YEAR} 年度：3 家，已报送 1，可以报送 0，改正中 1，未交 1",
        "距 1 月 31 日（周日）报送截止还有 1 个工作日。",
        "未交：示例县白鹭镇人民政府",
        f"改正中：{TOWNSHIP}",
        "比昨天：已报送 +1，未交 −1",
    ]
    assert labels(said) == [["未交名单"], ["最常见的问题"]]


def test_the_first_digest_compares_with_nothing(services: Services) -> None:
    january = at(services, T_14)
    said = told(january, plan(january, DIGEST, "T-14"))
    assert not [line for line in words(said) if line.startswith("比")]
    assert labels(said) == [["催一下这 3 家", "未交名单"]]


def test_a_digest_some_days_later_names_the_day_it_looks_back_to(services: Services) -> None:
    grown(services)
    now = at(services, T_1)
    said = told(now, plan(now, DIGEST, "T-1"))
    assert words(said)[-1] == "比 1 月 27 日（周三）：已报送 +1，未交 −1"


async def test_the_buttons_of_a_digest_show_who_is_missing_and_what_is_often_wrong(
    sandbox: Sandbox, services: Services
) -> None:
    now = grown(services)
    remind(now, plan(now, DIGEST, "T-3"))
    async with running_bot(sandbox, now):
        message = await shown(sandbox, "比昨天", "supervisor")
        await press(sandbox, message, "未交名单", "supervisor")
        await shown(sandbox, "示例县白鹭镇人民政府　还没有填报人", "supervisor")
        await press(sandbox, message, "最常见的问题", "supervisor")
        often = await shown(sandbox, f"{YEAR} 年度 · {COUNTY}下辖单位最常见的问题", "supervisor")
        assert often.content.text.split("\n")[1:] == [
            "2 家的最新一稿还有要改的：",
            "1　表四每组：四种结果之和＝总计　2 家",
        ]
        await press(sandbox, often, "看是哪些单位", "supervisor")
        await edited(sandbox, often, "有问题的报告：2 份")
        leave(services, "supervisor")
        await press(sandbox, message, "最常见的问题", "supervisor")
        await noted(sandbox, "这条消息已经过时", "supervisor")


def test_where_nothing_is_wrong_below_nothing_is_frequent() -> None:
    county = Unit(1, COUNTY, UnitKind.GOVERNMENT, None)
    said = frequent(county, YEAR, [], 0, catalogue("zh"))
    assert said == Reply(f"{YEAR} 年度，{COUNTY}下辖各单位的最新一稿都没有要改的。")


def test_a_supervisor_who_speaks_english_hears_it_in_english(services: Services) -> None:
    now = grown(services)
    speak_english(services, "supervisor")
    said = told(now, plan(now, DIGEST, "T-3"))
    assert words(said)[-1] == "Since yesterday: handed in +1, missing −1"
    for line in (*words(said), *(label for row in labels(said) for label in row)):
        minded(line)
    county = Unit(1, COUNTY, UnitKind.GOVERNMENT, None)
    minded(frequent(county, YEAR, [], 0, catalogue("en")).html)
