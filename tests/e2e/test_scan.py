"""A scan goes through the whole service: found to be one, recognised in its own queue, answered."""

import pytest

from tests.e2e.service import Seat
from tests.parsing.scanner import printed, scanned
from tests.parsing.specimen import Specimen, consistent_cells, has_libreoffice

TOWNSHIP = "示例县青石镇人民政府"


@pytest.fixture
def scan() -> bytes:
    """Two scanned pages whose table 4 adds up wrongly in one place."""
    if not has_libreoffice():
        pytest.skip("LibreOffice is not installed")
    pytest.importorskip("rapidocr")
    cells = consistent_cells("2021", 11)
    cells |= {name: 1 for name in cells if name.startswith("reviews.reconsideration.")}
    report = Specimen(TOWNSHIP, 2025, "2021", cells, {"一": ["总体情况良好。"]})
    return scanned(printed(report.pdf()), seed=8)


def test_a_scan_is_recognised_and_its_wrong_total_named(clerk: Seat, scan: bytes) -> None:
    answer = clerk.submit("扫描件.pdf", scan)
    assert "表四 · 行政复议 · 总计" in answer["text"]
    assert "1＋结果纠正 1＋其他结果 1＋尚未审结 1＝4，“总计”填的是 1" in answer["text"]
