"""Conversations with the whole service over HTTP: bot, queue, workers, database."""

import re

import pytest

from tests.e2e.reports import word
from tests.e2e.service import Seat, Service
from tests.parsing.specimen import has_libreoffice

TOWNSHIP = "示例县青石镇人民政府"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
OLD_WORD = OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le")
OLD_SLIDES = OLE + b"\0" * 600 + "PowerPoint Document".encode("utf-16-le")


def labels(message: dict[str, list[list[dict[str, str]]]]) -> list[str]:
    return [button["text"] for row in message["buttons"] for button in row]


def test_a_report_of_another_unit_is_answered_and_left_out_of_the_versions(
    clerk: Seat, supervisor: Seat
) -> None:
    answer = clerk.submit("发错的.docx", word("示例县红岩镇人民政府", 2031))
    assert "报告上写的是“示例县红岩镇人民政府”，不是您的单位" in answer["text"]
    assert clerk.ask("/versions 2031")["text"].startswith("没有 2031 年度的结果。")
    assert supervisor.ask("/result 青石镇 2031")["text"].endswith("没有 2031 年度的结果。")


def test_a_report_that_was_filed_by_hand_is_held_against_last_years(clerk: Seat) -> None:
    clerk.submit("去年.docx", word(TOWNSHIP, 2036, carried=3))
    answer = clerk.submit("改名以后.docx", word("示例县玄石镇人民政府", 2037))
    assert "改 1 处再发" not in answer["text"]
    clerk.press(answer, f"归入“{TOWNSHIP}”")
    judged = clerk.await_message(
        lambda m: m["message_id"] == answer["message_id"] and "改 1 处再发" in m["text"]
    )
    assert "· 第 1 稿" in judged["text"]


def test_a_real_report_gets_exactly_its_true_faults(clerk: Seat, real_pdf: bytes) -> None:
    answer = clerk.submit("洪泽区2023年报.pdf", real_pdf)
    assert answer["text"].startswith("改 3 处再发。")
    faults = re.findall(r"^✗ \d　(.+?)(?:（第|$)", answer["text"], re.MULTILINE)
    assert sorted(faults) == [
        "表三 · （六）其他处理",
        "表四 · 复议后起诉 · 总计",
        "表四 · 行政复议 · 总计",
    ]
    assert "结果维持 10＋结果纠正 1＋其他结果 0＋尚未审结 0＝11，“总计”填的是 0" in answer["text"]
    assert "请核对" not in "".join(labels(answer))


def test_a_file_has_one_message_from_its_progress_to_its_answer(
    clerk: Seat, real_pdf: bytes
) -> None:
    before = len(clerk.from_bot())
    clerk.submit("年报.pdf", real_pdf)
    assert len(clerk.from_bot()) == before + 1


def test_an_old_answer_comes_back_by_command_and_by_button(clerk: Seat) -> None:
    answer = clerk.submit("再发一次.docx", word(TOWNSHIP, 2044, reconsideration=2))
    assert clerk.ask("/result")["text"] == answer["text"]
    assert clerk.ask("/result 2044")["text"] == answer["text"]
    history = clerk.ask("/history")
    assert "《再发一次.docx》" in history["text"]
    known = history["message_id"]
    clerk.press(history, "看第 1 份")
    shown = clerk.await_message(lambda m: m["message_id"] > known)
    assert shown["text"] == answer["text"]


def test_a_year_without_a_result_says_so(clerk: Seat) -> None:
    assert clerk.ask("/result 1999")["text"].startswith("没有 1999 年度的结果")


def test_small_suggestions_open_in_the_same_message(clerk: Seat, real_pdf: bytes) -> None:
    answer = clerk.submit("看建议.pdf", real_pdf)
    more = next(label for label in labels(answer) if label.startswith("小建议"))
    clerk.press(answer, more)
    listing = clerk.await_message(lambda m: m["text"].startswith("《看建议.pdf》的全部问题"))
    assert listing["message_id"] == answer["message_id"]
    clerk.press(listing, "回到结论")
    clerk.await_message(
        lambda m: m["message_id"] == answer["message_id"] and m["text"] == answer["text"]
    )


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("空.docx", b"", "里没有内容"),
        ("照片.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "打不开"),
        ("坏的.doc", OLD_WORD, "打不开" if has_libreoffice() else "没有装 LibreOffice"),
        ("幻灯片.ppt", OLD_SLIDES, "这种格式目前还不能读"),
        ("坏的.pdf", b"%PDF-1.7\nnothing that a reader could use", "打不开"),
        (
            "会议通知.txt",
            "关于召开会议的通知\n\n请各单位参加。\n".encode(),
            "不像政府信息公开工作年度报告",
        ),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_clear_answer(
    clerk: Seat, name: str, content: bytes, says: str
) -> None:
    answer = clerk.submit(name, content)
    assert f"《{name}》" in answer["text"]
    assert says in answer["text"]
    assert "原件已保存" in answer["text"]


def test_a_stranger_is_refused_politely(stranger: Seat) -> None:
    refusal = "您还没有加入任何单位。"
    assert stranger.ask("/start")["text"].startswith(refusal)
    assert stranger.submit("年报.txt", b"report")["text"].startswith(refusal)
    assert stranger.ask("/start not-a-code")["text"].startswith("这个邀请码不能用")


def test_the_deadline_names_day_basis_and_workdays(clerk: Seat) -> None:
    text = clerk.ask("/deadline")["text"]
    assert TOWNSHIP in text
    assert "1 月 31 日" in text
    assert "个工作日" in text


def test_a_supervisor_sees_the_units_below_and_their_results(clerk: Seat, supervisor: Seat) -> None:
    answer = clerk.submit("给主管看.docx", word(TOWNSHIP, 2044, litigation_direct=1))
    assert "3 家" in supervisor.ask("/status")["text"]
    assert "《给主管看.docx》" in supervisor.ask("/history")["text"]
    assert supervisor.ask("/result 青石镇 2044")["text"] == answer["text"]
    assert "下辖单位里没有“丁局”" in supervisor.ask("/result 丁局")["text"]


def test_words_that_are_no_file_are_answered_with_a_pointer(clerk: Seat) -> None:
    assert "把年报文件" in clerk.ask("在吗")["text"]
    assert "您是不是要 /history" in clerk.ask("/hisory")["text"]
    assert "没有这个命令" in clerk.ask("/xyzzy")["text"]


def test_a_forged_button_shows_nothing(service: Service, clerk: Seat, real_pdf: bytes) -> None:
    """Button data comes from outside: an upload that one may not see must not be shown."""
    clerk.submit("本单位的.pdf", real_pdf)
    supervisor = service.seat("supervisor")
    history = supervisor.ask("/history")
    data = history["buttons"][0][0]["data"]
    assert re.fullmatch(r"show:\d+", data)
    newest = clerk.ask("/history")["message_id"]
    refused = service.http.post(
        "/api/seats/clerk/press", json={"message_id": newest, "data": "show:999999"}
    )
    assert refused.status_code == 409
