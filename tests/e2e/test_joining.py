"""A stranger becomes a clerk: the supervisor hands out a code, the code is used."""

import re
from pathlib import Path

from tests.e2e.service import running_service
from tests.parsing.specimen import Specimen, consistent_cells

UNIT = "示例县白鹭镇人民政府"


def test_an_invited_stranger_joins_sends_and_is_seen_by_the_supervisor(tmp_path: Path) -> None:
    report = Specimen(UNIT, 2025, "2021", consistent_cells("2021", 3)).docx()
    with running_service(tmp_path) as service:
        supervisor, newcomer = service.seat("supervisor"), service.seat("stranger")
        refused = supervisor.ask("/invite 示例县无此镇")["text"]
        assert "下辖单位里没有“示例县无此镇”" in refused
        invitation = supervisor.ask(f"/invite {UNIT}")["text"]
        code = re.search(r"/start (\S+)", invitation)
        assert code is not None

        welcome = newcomer.ask(f"/start {code[1]}")["text"]
        assert f"您已加入“{UNIT}”，身份：填报人" in welcome
        answer = newcomer.submit("2025年报.docx", report)

        assert "第 1 稿" in answer["text"]
        assert supervisor.ask("/result 白鹭镇 2025")["text"] == answer["text"]
        assert "下辖单位" not in newcomer.ask("/history")["text"]
        assert newcomer.ask("/invite 示例县民政局")["text"].startswith("只有主管可以发邀请码")
