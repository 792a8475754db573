"""Scans and photos of reports: every number exact, or flagged for a person to look at."""

import io
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from domain.document import Box, Place, Sideways
from domain.refusal import FileRefused, Refusal
from domain.report import CONFIRM_BELOW, Cell, Report
from parsing.reading import read_report
from parsing.sandbox import read_safely
from parsing.scan.raster import pdf_raster, picture_rasters
from parsing.scan.tilt import flattened
from parsing.scan.words import read_lines
from parsing.upright import as_shown
from tests.parsing.scanner import jpeg, photographed, photographed_aslant, printed, scanned
from tests.parsing.specimen import Specimen, Value, consistent_cells, has_libreoffice

CELLS = consistent_cells("2021", 11, digits=3)
PAGES_OF_INTEREST = [1, 3, 4, 5, 6]


@pytest.fixture(scope="module")
def written() -> bytes:
    """An invented report as a PDF; the first page holds table 2, the last table 4."""
    if not has_libreoffice():
        pytest.skip("LibreOffice is not installed")
    return Specimen("清河县水务局", 2023, "2021", CELLS, {"一": ["总体情况良好。"]}).pdf()


@pytest.fixture(scope="module")
def pages(written: bytes) -> list[Any]:
    """The same in print."""
    return printed(written)


def bound(*parts: tuple[bytes, list[int]]) -> bytes:
    """Pages (from 1) of several PDF files as one."""
    whole, buffer = pdfium.PdfDocument.new(), io.BytesIO()
    for content, numbers in parts:
        with pdfium.PdfDocument(content) as part:
            whole.import_pages(part, [number - 1 for number in numbers])
    whole.save(buffer)
    whole.close()
    return buffer.getvalue()


def of_table(table: str) -> dict[str, Value]:
    return {name: value for name, value in CELLS.items() if name.startswith(f"{table}.")}


def silently_wrong(report: Report, truth: Mapping[str, Value]) -> list[str]:
    return [
        f"{name}: {value} read as {cell.text if cell else None}"
        for name, value in truth.items()
        if (cell := report.cells.get(name)) is None
        or (cell.value != value and cell.confidence >= CONFIRM_BELOW)
    ]


def exact(report: Report, truth: Mapping[str, Value]) -> int:
    return sum(name in report.cells and report.cells[name].value == truth[name] for name in truth)


def test_a_scan_is_read_in_a_child_number_by_number(pages: list[Any]) -> None:
    scan = scanned([pages[0], pages[-1]], seed=3)
    report = read_safely(scan, ocr=True)
    truth = of_table("disclosure") | of_table("reviews")
    assert silently_wrong(report, truth) == []
    assert exact(report, truth) >= len(truth) - 1
    assert report.title == "清河县水务局2023年政府信息公开工作年度报告"
    assert (report.unit, report.year, report.pages) == ("清河县水务局", 2023, 2)


@pytest.mark.parametrize(
    ("page", "table", "quarter_turns", "first_lies"),
    [(0, "disclosure", 1, "left of"), (-1, "reviews", 2, "right of")],
)
def test_a_photo_is_read_whichever_way_it_was_held(
    pages: list[Any], page: int, table: str, quarter_turns: int, first_lies: str
) -> None:
    photo = photographed(pages[page], quarter_turns, seed=quarter_turns)
    report = read_report(photo, ocr=True)
    assert silently_wrong(report, of_table(table)) == []
    assert exact(report, of_table(table)) == len(of_table(table))
    first, *_, last = (report.cells[name].place.box for name in of_table(table))
    assert first
    assert last
    assert (first.x1 < last.x0) if first_lies == "left of" else (first.x0 > last.x1)


@pytest.mark.parametrize(("page", "pitch", "yaw"), [(0, 0, 12), (-1, -10, 10)])
def test_a_photo_taken_aslant_is_read_and_every_number_found_in_it(
    pages: list[Any], page: int, pitch: float, yaw: float
) -> None:
    photo = photographed_aslant(pages[page], pitch, yaw, seed=4)
    report = read_report(photo, ocr=True)
    assert len(report.cells) > 80
    assert silently_wrong(report, {name: CELLS[name] for name in report.cells}) == []
    assert exact(report, CELLS) >= len(report.cells) - 1
    raster = next(picture_rasters([photo], 1))
    shown = [cell for cell in report.cells.values() if len(cell.text) > 1]
    for cell in (shown[0], shown[len(shown) // 2], shown[-1]):
        x0, top, x1, bottom = (round(side / raster.scale) for side in edges(cell.place.box))
        (seen,) = read_lines([raster.grey[top + 4 : bottom - 4, x0 + 4 : x1 - 4]])
        assert seen.text == cell.text


def test_pages_that_lie_flat_are_left_as_they_are(pages: list[Any]) -> None:
    scan, photo = scanned(pages[:1], seed=6), photographed(pages[0], 1, seed=7)
    for raster in (pdf_raster(scan, 1), next(picture_rasters([photo], 1))):
        assert flattened(raster) == (raster, None)


def test_a_place_on_a_page_taken_aslant_is_put_back() -> None:
    cell = Cell("reviews.reconsideration.total", 1, "1", Place(1, Box(10, 20, 30, 40)))
    report = Report(None, None, None, None, 1, (), (), {cell.name: cell})
    tilt = (2.0, 0.0, 5.0, 0.0, 1.0, 0.0, 0.0, 0.01, 1.0)
    (shown,) = as_shown(report, (Sideways(1, 0, 90, 90, tilt=tilt),)).cells.values()
    assert edges(shown.place.box) == pytest.approx([25 / 1.4, 20 / 1.2, 65 / 1.2, 40 / 1.4])


@pytest.mark.parametrize("quarters", range(4))
def test_a_place_on_a_page_that_lay_askew_is_put_back(quarters: int) -> None:
    """Turned back by one right angle more as skew, a square page shows what it would without."""
    cell = Cell("reviews.reconsideration.total", 1, "1", Place(1, Box(10, 20, 30, 25)))
    report = Report(None, None, None, None, 1, (), (), {cell.name: cell})
    shown = [
        as_shown(report, (turned,)).cells[cell.name].place.box
        for turned in (Sideways(1, quarters, 90, 90, skew=90), Sideways(1, quarters - 1, 90, 90))
    ]
    assert [pytest.approx(side) for side in edges(shown[0])] == edges(shown[1])


def edges(box: Box | None) -> list[float]:
    assert box
    return [box.x0, box.top, box.x1, box.bottom]


def test_a_real_scan_gives_the_cells_of_its_word_file(sample: Callable[[str], bytes]) -> None:
    scan = bound((sample("tz2022.scan.pdf"), PAGES_OF_INTEREST))
    report = read_report(scan, ocr=True)
    word = read_report(sample("tz2022.docx"))
    values = {name: cell.value for name, cell in report.cells.items()}
    assert values == {name: cell.value for name, cell in word.cells.items()}
    assert (report.title, report.unit, report.year, report.form) == (
        word.title,
        word.unit,
        word.year,
        word.form,
    )
    assert [s.heading for s in report.sections] == [s.heading for s in word.sections]


def test_a_scanned_page_among_pages_of_text_is_recognised_and_the_others_are_not(
    written: bytes, pages: list[Any]
) -> None:
    first = list(range(1, len(pages)))
    mixed = bound((written, first), (scanned(pages[-1:], seed=5), [1]))
    with pytest.raises(FileRefused) as refused:
        read_report(mixed)
    assert refused.value.reason is Refusal.SCAN
    report = read_report(mixed, ocr=True)
    assert silently_wrong(report, CELLS) == []
    assert exact(report, of_table("reviews")) == len(of_table("reviews"))
    assert all(report.cells[name].confidence == 1.0 for name in of_table("disclosure"))


def test_without_recognition_a_scan_is_not_read(pages: list[Any]) -> None:
    with pytest.raises(FileRefused) as refused:
        read_report(scanned(pages[:1]))
    assert refused.value.reason is Refusal.SCAN


WITHOUT_THE_EXTRA = """
import sys
sys.modules["rapidocr"] = None
from parsing.reading import read_report
from domain.refusal import FileRefused
try:
    read_report(sys.stdin.buffer.read(), ocr=True)
except FileRefused as refused:
    print(refused.reason.value, refused.kind)
"""


def test_where_the_extra_is_not_installed_that_is_said() -> None:
    child = subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_EXTRA],
        input=b"\xff\xd8\xff\xe0",
        capture_output=True,
        check=True,
    )
    assert child.stdout.decode().split() == ["ocr_missing", "image"]


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + bytes(60), b"\xff\xd8\xff" + bytes(9)])
def test_a_damaged_picture_is_refused_as_broken(content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        read_report(content, ocr=True)
    assert refused.value.reason is Refusal.BROKEN


def test_a_picture_with_too_many_points_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(buffer, "PNG")
    with pytest.raises(FileRefused) as refused:
        read_report(buffer.getvalue(), ocr=True)
    assert refused.value.reason is Refusal.TOO_LARGE


def test_pictures_and_the_pages_of_a_tiff_are_taken_in_order() -> None:
    pages = [Image.new("L", (600, 800), shade) for shade in (40, 120, 200)]
    buffer = io.BytesIO()
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:2])
    contents = [buffer.getvalue(), jpeg(np.asarray(pages[2]), 90)]
    rasters = list(picture_rasters(contents, 3))
    assert [(raster.number, int(raster.grey[0, 0])) for raster in rasters] == [
        (1, 40),
        (2, 120),
        (3, 200),
    ]
    with pytest.raises(FileRefused) as refused:
        list(picture_rasters(contents, 2))
    assert refused.value.reason is Refusal.TOO_MANY_PAGES


def test_a_picture_of_something_else_is_no_report(pages: list[Any]) -> None:
    blank = jpeg(pages[0] * 0 + 200, 80)
    with pytest.raises(FileRefused) as refused:
        read_report(blank, ocr=True)
    assert refused.value.reason is Refusal.NOT_A_REPORT
