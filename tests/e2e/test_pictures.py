"""Pictures and annotated files go through the whole service: pressed for, drawn, sent."""

import io

from PIL import Image
from pypdf import PdfReader

from tests.e2e.service import Message, Seat
from tests.parsing.paper import lay_out
from tests.parsing.specimen import Specimen, consistent_cells

CELLS = consistent_cells("2021", 13) | {"reviews.litigation_direct.total": 9}
REPORT = lay_out(Specimen("示例县青石镇人民政府", 2024, "2021", CELLS, {"一": ["总体情况良好。"]}))


def bytes_at(seat: Seat, url: str) -> bytes:
    return seat.http.get(url).raise_for_status().content


def is_page_with_first_problem(message: Message) -> bool:
    return message["photo"] is not None and "页：1" in message["text"]


def test_who_presses_for_pictures_gets_them_and_the_file_with_notes(clerk: Seat) -> None:
    answer = clerk.submit("年报.pdf", REPORT)
    assert "表四 · 未经复议直接起诉 · 总计" in answer["text"]
    clerk.press(answer, "看图")
    page = clerk.await_message(is_page_with_first_problem)
    assert max(Image.open(io.BytesIO(bytes_at(clerk, page["photo"]))).size) == 2000
    clerk.press(answer, "带批注的文件")
    returned = clerk.await_message(lambda message: message["document"] is not None)
    assert returned["document"]["name"] == "年报（带批注）.pdf"
    pages = PdfReader(io.BytesIO(bytes_at(clerk, returned["document"]["url"]))).pages
    notes = [note.get_object()["/Contents"] for p in pages for note in p.annotations or ()]
    assert any("“总计”填的是 9" in note for note in notes)
