"""A stranger becomes a clerk: the supervisor hands out a code, the code is used."""

import re
from collections.abc import Iterator

import pytest

from tests.e2e.service import Seat
from tests.parsing.specimen import Specimen, consistent_cells

UNIT = "示例县白鹭镇人民政府"


@pytest.fixture
def newcomer(stranger: Seat) -> Iterator[Seat]:
    """Someone who belongs to no unit, before the test and after it."""
    yield stranger
    stranger.press(stranger.ask("/forgetme"), "删去我的信息")
    stranger.await_message(lambda m: "您的信息已经删去" in m["text"])


def test_an_invited_stranger_joins_sends_and_is_seen_by_the_supervisor(
    supervisor: Seat, newcomer: Seat
) -> None:
    refused = supervisor.ask("/invite 示例县无此镇")["text"]
    assert "下辖单位里没有“示例县无此镇”" in refused
    invitation = supervisor.ask(f"/invite {UNIT}")["text"]
    code = re.search(r"/start (\S+)", invitation)
    assert code is not None

    welcome = newcomer.ask(f"/start {code[1]}")["text"]
    assert f"您已加入“{UNIT}”，身份：填报人" in welcome
    report = Specimen(UNIT, 2025, "2021", consistent_cells("2021", 3)).docx()
    answer = newcomer.submit("2025年报.docx", report)

    assert "第 1 稿" in answer["text"]
    assert supervisor.ask("/result 白鹭镇 2025")["text"] == answer["text"]
    assert "下辖单位" not in newcomer.ask("/history")["text"]
    assert newcomer.ask("/invite 示例县民政局")["text"].startswith("只有主管可以发邀请码")
