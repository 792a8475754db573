"""A report that bears another name is no version of the unit's until one of its people says so."""

from app.demonstration import TOWNSHIP
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Message
from bot.services import Services
from storage.rows import Standing
from tests.bot.conftest import WokenQueue, running_bot
from tests.bot.talk import edited, english_colleague, keep_answered, noted, press, say, shown
from tests.rules.reports import report

YEAR = 2025
FORMER = "示例县玄石镇人民政府"
ONE_WRONG, TWO_WRONG = (
    dict.fromkeys(names, 2)
    for names in (
        ["reviews.reconsideration.total"],
        ["reviews.reconsideration.total", "reviews.litigation_direct.total"],
    )
)
STRANGE = report(year=YEAR, unit=FORMER, cells=ONE_WRONG)
UNFILED = f"报告上写的是“{FORMER}”，不是您的单位“{TOWNSHIP}”，没有归入各稿。"
FILE = f"归入“{TOWNSHIP}”"


def labels(message: Message) -> list[str]:
    return [button.text for row in message.keyboard for button in row]


def standing(services: Services) -> Standing:
    with services.uow() as uow:
        unit = uow.units.by_name(TOWNSHIP)
        assert unit is not None
        return uow.reminders.unit_status(unit.id, YEAR).standing


async def test_it_waits_and_becomes_the_next_version_at_a_press(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, report(year=YEAR, unit=TOWNSHIP, cells=TWO_WRONG))
    keep_answered(services, STRANGE, is_filed=False)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        answer = await shown(sandbox, UNFILED)
        assert "上一稿" not in answer.content.text
        assert not [label for label in labels(answer) if "报送" in label]
        await say(sandbox, "/versions")
        assert "第 2 稿" not in (await shown(sandbox, "2025 年度 · 各稿")).content.text
        await press(sandbox, answer, FILE)
        await edited(sandbox, answer, "还剩 1 处。（上一稿 2 处）")
        assert "· 第 2 稿" in answer.content.text
        assert "没有归入" not in answer.content.text
        assert {"与第 1 稿比", "写明原因，先报送"} <= set(labels(answer))
        assert FILE not in labels(answer)
    assert isinstance(services.queue, WokenQueue)
    assert services.queue.woken == []


async def test_it_counts_for_nothing_as_long_as_it_waits(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, STRANGE, is_filed=False)
    assert standing(services) is Standing.MISSING
    async with running_bot(sandbox, services):
        await say(sandbox, "/versions")
        await shown(sandbox, "还没有结果。")
        await say(sandbox, "/result")
        answer = await shown(sandbox, UNFILED)
        await press(sandbox, answer, FILE)
        await edited(sandbox, answer, "第 1 稿")
    assert standing(services) is Standing.MENDING


async def test_where_there_is_a_report_of_last_year_it_is_held_against_that(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, report(year=YEAR - 1, unit=TOWNSHIP))
    upload_id = keep_answered(services, STRANGE, is_filed=False)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        answer = await shown(sandbox, UNFILED)
        await press(sandbox, answer, FILE)
        await edited(sandbox, answer, "第 1 稿")
    assert isinstance(services.queue, WokenQueue)
    ((step, job_id),) = services.queue.woken
    with services.uow() as uow:
        assert uow.jobs.unfinished("file", upload_id) == [job_id]
    assert step == "file"


async def test_a_second_press_finds_it_filed(sandbox: Sandbox, services: Services) -> None:
    upload_id = keep_answered(services, STRANGE, is_filed=False)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        first = await shown(sandbox, UNFILED)
        await say(sandbox, "/history")
        await press(sandbox, await shown(sandbox, "发过的文件"), "看第 1 份")
        await press(sandbox, first, FILE)
        await edited(sandbox, first, "第 1 稿")
        await press(sandbox, await shown(sandbox, UNFILED), FILE)
        await noted(sandbox, "这条消息已经过时")
    with services.uow() as uow:
        assert uow.uploads.get(upload_id).version == 1


async def test_a_later_version_leaves_it_behind(sandbox: Sandbox, services: Services) -> None:
    upload_id = keep_answered(services, STRANGE, is_filed=False)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        answer = await shown(sandbox, UNFILED)
        keep_answered(services, report(year=YEAR, unit=TOWNSHIP))
        await press(sandbox, answer, FILE)
        await noted(sandbox, "这条消息已经过时")
        await edited(sandbox, answer, f"没有归入“{TOWNSHIP}”的各稿。")
        assert FILE not in labels(answer)
    with services.uow() as uow:
        assert uow.uploads.get(upload_id).version is None


async def test_who_only_supervises_the_unit_sees_it_and_cannot_file_it(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, STRANGE, is_filed=False)
    async with running_bot(sandbox, services):
        await say(sandbox, f"/result {TOWNSHIP}", "supervisor")
        seen = await shown(sandbox, f"没有归入“{TOWNSHIP}”的各稿。", "supervisor")
    assert FILE not in labels(seen)


async def test_a_colleague_files_it_in_english(sandbox: Sandbox, services: Services) -> None:
    keep_answered(services, STRANGE, is_filed=False)
    english_colleague(services)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result", "stranger")
        answer = await shown(sandbox, f"the report names “{FORMER}”, not your unit", "stranger")
        await press(sandbox, answer, f"File under “{TOWNSHIP}”", "stranger")
        await edited(sandbox, answer, "version 1")
