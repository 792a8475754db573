"""A person of several units chooses one, leaves, is forgotten; a file on its way is called back."""

import httpx
import pytest

from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.services import Services
from domain.unit import Role
from domain.upload import UploadState
from tests.bot.conftest import running_bot
from tests.bot.talk import edited, heard, press, say, shown

CLERK = next(seat.chat_id for seat in DEFAULT_SEATS if seat.key == "clerk")
OTHER = "示例县白鹭镇人民政府"


def join_another(services: Services) -> None:
    with services.uow() as uow:
        unit = uow.units.by_name(OTHER)
        assert unit is not None
        uow.members.bind(CLERK, "小陈", "zh", unit.id, Role.CLERK)
        uow.commit()


async def send(sandbox: Sandbox, caption: str = "") -> None:
    async with httpx.AsyncClient(base_url=sandbox.url) as http:
        files = {"file": ("年报.txt", "一份文件".encode())}
        sent = await http.post("/api/seats/clerk/files", files=files, data={"caption": caption})
        sent.raise_for_status()


async def test_files_that_name_no_unit_are_for_the_chosen_one(
    sandbox: Sandbox, services: Services
) -> None:
    join_another(services)
    async with running_bot(sandbox, services):
        await say(sandbox, "/units")
        choice = await shown(sandbox, "算在“示例县青石镇人民政府”")
        await press(sandbox, choice, OTHER)
        await edited(sandbox, choice, f"算在“{OTHER}”")
        await send(sandbox)
        await shown(sandbox, f"单位：{OTHER}")
        await send(sandbox, "这份是示例县青石镇人民政府的")
        await shown(sandbox, "单位：示例县青石镇人民政府")


async def test_who_leaves_a_unit_no_longer_belongs_to_it(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, "/leave")
        which = await shown(sandbox, "要离开哪个单位")
        await press(sandbox, which, "示例县青石镇人民政府")
        await edited(sandbox, which, "需要新的邀请码")
        await press(sandbox, which, "离开")
        await edited(sandbox, which, "您已离开")
        await say(sandbox, "/units")
        await shown(sandbox, "您还没有加入任何单位")


async def test_who_is_forgotten_leaves_the_files_but_no_name(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        await send(sandbox)
        await shown(sandbox, "已收到")
        await say(sandbox, "/forgetme")
        question = await shown(sandbox, "这一步不能撤回")
        await press(sandbox, question, "删去我的信息")
        await edited(sandbox, question, "您的信息已经删去")
    with services.uow() as uow:
        assert uow.members.by_chat(CLERK) is None
        unit = uow.units.by_name("示例县青石镇人民政府")
        assert unit is not None
        (upload,) = uow.uploads.search([unit.id], 10)
    assert upload.chat_id < 0


async def test_a_file_on_its_way_is_called_back(sandbox: Sandbox, services: Services) -> None:
    async with running_bot(sandbox, services):
        await send(sandbox)
        received = await shown(sandbox, "已收到")
        await press(sandbox, received, "取消")
        await edited(sandbox, received, "已取消")
    with services.uow() as uow:
        unit = uow.members.memberships(CLERK)[0].unit
        (upload,) = uow.uploads.search([unit.id], 10)
    assert upload.state is UploadState.CANCELLED


@pytest.mark.parametrize("text", ["请看 https://www.example.test/nb.html", "www.example.gov.cn/1"])
async def test_a_link_is_declined_with_the_reason(
    sandbox: Sandbox, services: Services, text: str
) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, text)
        (said,) = await heard(sandbox, 1)
    assert said.startswith("我不打开网页链接")
