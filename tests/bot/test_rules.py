"""The rules are listed, explained, and set by supervisors for their units."""

import pytest

from bot.render.rules import rule_list
from bot.reply import BUTTON_DATA_LIMIT, TEXT_LIMIT
from bot.sandbox.server import Sandbox
from bot.services import Services
from bot.texts import LANGUAGES, catalogue
from domain.finding import Severity
from rules.registry import all_rules
from tests.bot.conftest import running_bot
from tests.bot.talk import edited, heard, press, say, shown

COUNTY = "示例县人民政府"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_on_one_page_and_has_its_button(language: str) -> None:
    rules, texts = all_rules(), catalogue(language)
    pages: list[str] = []
    buttons: list[str] = []
    while True:
        reply = rule_list(rules, len(pages), texts)
        pages.append(reply.html)
        buttons += [b.data for row in reply.buttons for b in row if b.data.startswith("rule:")]
        if not any(b.text == texts.plain("button.next") for row in reply.buttons for b in row):
            break
    assert sorted(buttons) == sorted(f"rule:{info.id}" for info in rules)
    assert all(info.title in "".join(pages).replace("&lt;", "<") for info in rules)
    assert max(map(len, pages)) <= TEXT_LIMIT
    assert all(len(data.encode()) <= BUTTON_DATA_LIMIT for data in buttons)
    assert texts.plain("family.other") not in "".join(pages)


async def test_a_clerk_reads_why_a_rule_exists_but_sets_nothing(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, "/rules")
        first = await shown(sandbox, "核对内容：")
        await press(sandbox, first, "下一页")
        await edited(sandbox, first, "（2/")
        await say(sandbox, "/rules t3-balance")
        card = await shown(sandbox, "（T3-BALANCE）")
        assert "依据：" in card.content.text
        assert [b.text for row in card.keyboard for b in row] == ["返回清单"]
        await press(sandbox, card, "返回清单")
        await edited(sandbox, card, "核对内容：表三")
        await say(sandbox, "/rules T9-NONE")
        assert "没有编号为 T9-NONE 的规则" in (await heard(sandbox, 3))[-1]


async def test_a_supervisor_switches_a_rule_off_grades_it_and_takes_that_back(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, "/rules T3-BALANCE", "supervisor")
        card = await shown(sandbox, f"{COUNTY}及下辖单位：照常", "supervisor")
        await press(sandbox, card, "对下辖单位停用", "supervisor")
        await edited(sandbox, card, f"{COUNTY}及下辖单位：停用")
        assert "从下一次核对起生效" in card.content.text
        assert decided(services) == {"T3-BALANCE": None}
        await press(sandbox, card, "小建议", "supervisor")
        await edited(sandbox, card, "改为“小建议”")
        assert decided(services) == {"T3-BALANCE": Severity.INFO}
        await press(sandbox, card, "恢复照常", "supervisor")
        await edited(sandbox, card, "下辖单位：照常")
        assert decided(services) == {}


def decided(services: Services) -> dict[str, Severity | None]:
    with services.uow() as uow:
        unit = uow.units.by_name(COUNTY)
        assert unit is not None
        return uow.policies.settings(unit.id)
