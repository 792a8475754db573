"""A problem is opened, explained by a person, and no longer counts, in this file and the next."""

from bot.sandbox.server import Sandbox
from bot.services import Services
from domain.policy import Policy
from storage.records import check_from_json
from tests.bot.conftest import running_bot
from tests.bot.talk import edited, heard, keep_answered, press, say, shown
from tests.rules.reports import report

FAULTY = report(year=2025, cells={"reviews.reconsideration.total": 2})
REASON = "台账如此，已报主管"


def policy(services: Services, upload_id: int) -> Policy:
    with services.uow() as uow:
        return uow.policies.for_unit(uow.units.get(uow.uploads.get(upload_id).unit_id))


async def test_a_problem_opens_to_its_rule_its_basis_and_an_example(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, FAULTY)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        await press(sandbox, await shown(sandbox, "改 1 处再发"), "第 1 处")
        opened = await shown(sandbox, "表四每组：四种结果之和＝总计（T4-SUM）")
    for part in ("为什么：", "错例：", "对例：", "改法：", "依据：", "算式：结果维持＋"):
        assert part in opened.content.text


async def test_a_problem_that_is_explained_no_longer_counts_now_and_later(
    sandbox: Sandbox, services: Services
) -> None:
    upload_id = keep_answered(services, FAULTY)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        await press(sandbox, await shown(sandbox, "改 1 处再发"), "第 1 处")
        await press(sandbox, await shown(sandbox, "T4-SUM"), "这不是问题，我来说明")
        await shown(sandbox, "请用一句话说明")
        await say(sandbox, "无")
        await shown(sandbox, "请写 4 到 300 个字")
        await say(sandbox, REASON)
        explained = await shown(sandbox, f"已说明：{REASON}")
        await say(sandbox, "/result")
        await shown(sandbox, "可以发。")
        kept = policy(services, upload_id)
        assert list(kept.justified.values()) == [REASON]
        await press(sandbox, explained, "收回说明")
        await edited(sandbox, explained, "改法：把“总计”改为 0")
    assert policy(services, upload_id) == Policy()
    with services.uow() as uow:
        stored = uow.checks.for_upload(upload_id)
    assert stored is not None
    assert stored.errors == 1
    assert [each.justified for each in check_from_json(stored.check_json).findings] == [None]


async def test_who_changes_their_mind_leaves_everything_as_it_was(
    sandbox: Sandbox, services: Services
) -> None:
    upload_id = keep_answered(services, FAULTY)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        await press(sandbox, await shown(sandbox, "改 1 处再发"), "第 1 处")
        await press(sandbox, await shown(sandbox, "T4-SUM"), "这不是问题，我来说明")
        await shown(sandbox, "请用一句话说明")
        await say(sandbox, "算了")
        await shown(sandbox, "这一处仍按问题处理")
        await say(sandbox, REASON)
        said = await heard(sandbox, 4)
    assert said[-1].startswith("请把年报文件")
    assert policy(services, upload_id) == Policy()


async def test_a_supervisor_sees_what_a_clerk_explained(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, FAULTY)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        await press(sandbox, await shown(sandbox, "改 1 处再发"), "第 1 处")
        await press(sandbox, await shown(sandbox, "T4-SUM"), "这不是问题，我来说明")
        await shown(sandbox, "请用一句话说明")
        await say(sandbox, REASON)
        await shown(sandbox, f"已说明：{REASON}")
        await say(sandbox, "/result 青石镇", "supervisor")
        seen = await shown(sandbox, "另有 1 处已说明", "supervisor")
        await press(sandbox, seen, "已说明 1 处", "supervisor")
        await shown(sandbox, f"已说明：{REASON}", "supervisor")
