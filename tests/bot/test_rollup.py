"""A supervisor has the report that sums up compared with those of the units below."""

import pytest

from bot.sandbox.server import Sandbox
from bot.services import Services
from domain.report import Report
from tests.bot.conftest import running_bot
from tests.bot.talk import edited, heard, keep_answered, press, say, shown
from tests.rules.reports import report

COUNTY, TOWNSHIP = "示例县人民政府", "示例县青石镇人民政府"


def of(unit: str, decisions: dict[str, int]) -> Report:
    cells = {f"disclosure.{row}.decisions": count for row, count in decisions.items()}
    return report(year=2025, unit=unit, cells=cells)


async def test_what_was_left_out_and_who_is_missing_is_told_in_pages(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(
        services, of(COUNTY, {"licences": 1, "penalties": 2, "coercion": 3}), "supervisor"
    )
    keep_answered(services, of(TOWNSHIP, {"licences": 7, "penalties": 8, "coercion": 9}))
    async with running_bot(sandbox, services):
        await say(sandbox, "/rollup 2025", "supervisor")
        first = await shown(sandbox, "有 1 处不对，请核对 3 处。", "supervisor")
        assert f"{COUNTY} · 2025 年度 · 下辖单位的报告 1 份" in first.content.text
        assert "已到期，2 家没有交：示例县白鹭镇人民政府、示例县民政局。" in first.content.text
        assert f"“{TOWNSHIP}”一家就有 7" in first.content.text
        assert f"“{TOWNSHIP}”一家就有 9" not in first.content.text
        everything = next(b.text for row in first.keyboard for b in row)
        await press(sandbox, first, everything, "supervisor")
        await edited(sandbox, first, f"“{TOWNSHIP}”一家就有 9")
        await press(sandbox, first, "下一页", "supervisor")
        await edited(sandbox, first, "只有一家单位的报告，没有可比的文字")
        await press(sandbox, first, "回到结论", "supervisor")
        await edited(sandbox, first, "有 1 处不对，请核对 3 处。")


async def test_without_the_own_report_the_missing_are_told_and_that_nothing_was_summed(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, of(TOWNSHIP, {"licences": 7}))
    async with running_bot(sandbox, services):
        await say(sandbox, "/rollup 2025", "supervisor")
        first = await shown(sandbox, "有 1 处不对。", "supervisor")
        assert "✗ 1　应当：名单里的单位都交了年报" in first.content.text
        everything = next(b.text for row in first.keyboard for b in row)
        await press(sandbox, first, everything, "supervisor")
        await edited(sandbox, first, f"没有{COUNTY} 2025 年度的报告，汇总数没有核对")


async def test_of_a_year_without_reports_there_is_nothing_to_compare(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, "/rollup 2019", "supervisor")
        (said,) = await heard(sandbox, 1, "supervisor")
    assert said == f"{COUNTY}和下辖单位都还没有 2019 年度的报告。把报告发来即可核对。"


@pytest.mark.parametrize(
    ("seat", "says"), [("clerk", "只有主管可以核对汇总"), ("stranger", "您还没有加入任何单位")]
)
async def test_others_are_refused_politely(
    sandbox: Sandbox, services: Services, seat: str, says: str
) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, "/rollup", seat)
        assert says in (await heard(sandbox, 1, seat))[0]
