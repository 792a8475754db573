"""From a faulty file to a receipt: mended version by version, handed in, taken back."""

import io

from PIL import Image

from app.demonstration import COUNTY, TOWNSHIP
from tests.e2e.reports import word
from tests.e2e.service import Seat, Service, says

YEAR = 2040
"""Far enough away for the deadline not to have passed."""


def test_a_report_is_mended_handed_in_and_taken_back(
    service: Service, clerk: Seat, supervisor: Seat
) -> None:
    first = clerk.submit("一稿.docx", word(TOWNSHIP, YEAR, reconsideration=2, litigation_direct=1))
    assert first["text"].startswith("改 2 处再发。")
    second = clerk.submit("二稿.docx", word(TOWNSHIP, YEAR, reconsideration=3))
    assert second["text"].startswith("还剩 1 处。（上一稿 2 处）")
    assert "✗ 未改 1 处：表四 · 行政复议 · 总计（改过，仍不对）" in second["text"]
    third = clerk.submit("三稿.docx", word(TOWNSHIP, YEAR))
    assert "✓ 已改 1 处：表四 · 行政复议 · 总计" in third["text"]

    clerk.press(third, f"报送给{COUNTY}")
    receipt = clerk.await_message(says("已报送。", "第 3 稿"))
    picture = service.http.get(receipt["photo"])
    assert Image.open(io.BytesIO(picture.content)).format == "PNG"
    supervisor.await_message(says(f"{TOWNSHIP}报送了 {YEAR} 年度报告：第 3 稿"))

    clerk.press(receipt, "撤回")
    clerk.await_message(says(f"已撤回 {YEAR} 年度报告"))
    supervisor.await_message(says(f"{TOWNSHIP}撤回了 {YEAR} 年度报告"))


def test_an_old_version_is_checked_again_by_the_workers(clerk: Seat) -> None:
    answer = clerk.submit("旧稿.docx", word(TOWNSHIP, YEAR, litigation_direct=4))
    clerk.press(clerk.ask(f"/versions {YEAR}"), "重新核对")
    told = clerk.await_message(says("正在用现行规则重新核对《旧稿.docx》"))
    again = clerk.await_message(lambda m: m["message_id"] > told["message_id"])
    assert again["text"] == answer["text"]
