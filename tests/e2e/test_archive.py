"""A supervisor sends a ZIP file of many reports."""

import io
import zipfile

from tests.e2e.service import Seat, Service, is_final
from tests.parsing.specimen import Specimen, consistent_cells

UNITS = ("示例县青石镇人民政府", "示例县白鹭镇人民政府")


def county_archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, unit in enumerate(UNITS):
            cells = consistent_cells("2021", number)
            if number:
                cells["reviews.reconsideration.total"] = 999
            archive.writestr(f"{unit}.docx", Specimen(unit, 2019 + 5, "2021", cells).docx())
        archive.writestr("说明.txt", "这里是各单位的年报。")
    return buffer.getvalue()


def test_every_report_of_an_archive_is_answered_in_one_message(
    service: Service, supervisor: Seat
) -> None:
    supervisor.send("全县年报.zip", county_archive())
    answer = supervisor.await_message(lambda m: m["text"].startswith("《全县年报.zip》共 3 份"))
    assert is_final(answer)
    lines = answer["text"].splitlines()
    assert lines[0] == "《全县年报.zip》共 3 份：没有必须改的 1，要改 1，没有读成 1。"
    assert sum("第 1 稿，改 1 处再发" in line for line in lines) == 1
    assert sum("《说明.txt》没有读成" in line for line in lines) == 1

    number = next(n for n, line in enumerate(lines) if "改 1 处再发" in line)
    supervisor.press(answer, f"看第 {number} 份")
    shown = supervisor.await_message(lambda m: m["message_id"] > answer["message_id"])
    assert "表四 · 行政复议 · 总计" in shown["text"]
    assert supervisor.ask("/result 白鹭镇 2024")["text"] == shown["text"]
