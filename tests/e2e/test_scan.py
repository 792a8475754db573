"""A scan goes through the whole service: found to be one, recognised in its own queue, answered;
what could not be recognised is asked for."""

from typing import Any

import cv2
import pytest

from parsing.reading import read_report
from tests.e2e.service import Message, Seat
from tests.parsing.scanner import printed, scanned
from tests.parsing.specimen import Specimen, consistent_cells, has_libreoffice

TOWNSHIP = "示例县青石镇人民政府"
YEAR = 2033
"""Nobody sends the report of the year before, which would be compared with it."""
TOTAL = "reviews.reconsideration.total"
SUM = "1＋结果纠正 1＋其他结果 1＋尚未审结 1＝4，“总计”填的是 1"
DOTS_PER_POINT = 200 / 72


@pytest.fixture
def scan() -> bytes:
    """Two scanned pages whose table 4 adds up wrongly in one place, on which there is a blot."""
    if not has_libreoffice():
        pytest.skip("LibreOffice is not installed")
    pytest.importorskip("rapidocr")
    cells = consistent_cells("2021", 11)
    cells |= {name: 1 for name in cells if name.startswith("reviews.reconsideration.")}
    pdf = Specimen(TOWNSHIP, YEAR, "2021", cells, {"一": ["总体情况良好。"]}).pdf()
    pages = printed(pdf)
    blot(pages, pdf, TOTAL)
    return scanned(pages, seed=8)


def blot(pages: list[Any], pdf: bytes, cell: str) -> None:
    """Lets ink run over a cell of the printed pages."""
    place = read_report(pdf).cells[cell].place
    assert place.page is not None
    assert place.box is not None
    sides = (place.box.x0, place.box.top, place.box.x1, place.box.bottom)
    x0, top, x1, bottom = (round(side * DOTS_PER_POINT) for side in sides)
    middle = ((x0 + x1) // 2, (top + bottom) // 2)
    cv2.ellipse(pages[place.page - 1], middle, (14, 10), 20, 0, 360, (40,), -1)


def other_than_read(picture: Message) -> str:
    """The button for a person to whom the original shows something else, or anything at all."""
    labels: list[str] = [button["text"] for row in picture["buttons"] for button in row]
    return next(label for label in labels if label in ("① 不是", "① 填数"))


def test_a_scan_is_recognised_and_a_blotted_cell_asked_for(clerk: Seat, scan: bytes) -> None:
    answer = clerk.submit("扫描件.pdf", scan)
    assert SUM not in answer["text"]
    picture = clerk.await_message(lambda m: m["photo"] is not None and "对照原件" in m["text"])
    clerk.press(picture, other_than_read(picture))
    clerk.await_message(lambda m: "表四 · 行政复议 · 总计”这一格是多少" in m["text"])
    clerk.say("1")
    mended = clerk.await_message(
        lambda m: m["message_id"] == answer["message_id"] and SUM in m["text"]
    )
    assert "改 1 处再发" in mended["text"]
    assert "已对照原件确认 1 格" in mended["text"]
    done = clerk.await_message(lambda m: "这几格都已对照原件确认" in m["text"])
    assert (done["message_id"], done["buttons"]) == (picture["message_id"], [])
