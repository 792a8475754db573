"""One evening of a clerk, from the invitation to the receipt and what can be looked up after."""

import re

from app.demonstration import COUNTY
from tests.e2e.conftest import FURTHER_CLERKS
from tests.e2e.reports import word
from tests.e2e.service import Seat, Service, says

UNIT = "示例县白鹭镇人民政府"
YEAR = 2041
"""Far enough away for the deadline not to have passed."""


def join(supervisor: Seat, clerk: Seat) -> None:
    link = re.search(r"start=(\S+)", supervisor.ask(f"/invite {UNIT}")["text"])
    assert link is not None
    assert f"您已加入“{UNIT}”，身份：填报人" in clerk.ask(f"/start {link[1]}")["text"]


def test_a_clerk_is_done_before_ten(service: Service, supervisor: Seat) -> None:
    clerk = service.seat(f"clerk{FURTHER_CLERKS + 1}")
    join(supervisor, clerk)

    answer = clerk.submit("一稿.docx", word(UNIT, YEAR, reconsideration=2, litigation_direct=1))
    assert answer["text"].startswith("改 2 处再发。")
    clerk.press(answer, "看图")
    clerk.await_message(lambda m: m["photo"] is not None and "表四：1、2" in m["text"])

    clerk.press(answer, "第 2 处")
    opened = clerk.await_message(says("表四每组：四种结果之和＝总计", "依据："))
    clerk.press(opened, "这不是问题，我来说明")
    clerk.await_message(says("请用一句话说明为什么这一处没有问题"))
    clerk.ask("台账如此，已报主管")
    clerk.await_message(says("已说明：台账如此，已报主管"))

    mended = clerk.submit("二稿.docx", word(UNIT, YEAR))
    assert "第 2 稿" in mended["text"]
    clerk.press(mended, f"报送给{COUNTY}")
    receipt = clerk.await_message(says("已报送。", UNIT, "第 2 稿"))
    assert receipt["photo"] is not None
    clerk.press(receipt, "撤回")
    clerk.await_message(says(f"已撤回 {YEAR} 年度报告"))

    assert "第 2 稿" in clerk.ask(f"/history {YEAR}")["text"]
    clerk.say("/draft")
    clerk.await_message(lambda m: m["document"] is not None and "年度报告的底稿" in m["text"])
