"""Hostile and broken files: each is read or refused for its own reason, within its limits, and
whoever asked goes on."""

import time
from collections.abc import Callable

import pytest

from domain.refusal import FileRefused, Refusal
from domain.report import Report
from parsing.sandbox import ReadingLimits, read_safely
from tests.parsing import hostile
from tests.parsing.hostile import SPECIMEN
from tests.parsing.paper import Page, lay_out, pdf
from tests.parsing.specimen import Value

LIMITS = ReadingLimits(seconds=10, memory_bytes=1_200_000_000)
SPARE_SECONDS = 3
REPORT = SPECIMEN.text()

Make = Callable[[], bytes]

REFUSED: dict[str, tuple[Make, Refusal, str | None]] = {
    "nothing": (lambda: b"", Refusal.EMPTY, None),
    "white space": (lambda: b" \r\n\t" * 1000, Refusal.EMPTY, None),
    "zeros": (lambda: bytes(1_000_000), Refusal.EMPTY, None),
    "Office under a password": (hostile.locked_office, Refusal.ENCRYPTED, "ole"),
    "PDF under a password": (hostile.locked_pdf, Refusal.ENCRYPTED, "pdf"),
    "PDF cut short": (lambda: lay_out(SPECIMEN)[:2000], Refusal.BROKEN, "pdf"),
    "Word file cut short": (lambda: SPECIMEN.docx()[:9000], Refusal.BROKEN, "docx"),
    "PDF of 10,000 pages": (lambda: pdf([Page()] * 10_000), Refusal.TOO_MANY_PAGES, "pdf"),
    "Word file of 100 MB of zeros": (hostile.zeros_docx, Refusal.TOO_LARGE, "docx"),
    "billion laughs in Word": (lambda: hostile.LAUGHING_DOCX, Refusal.BROKEN, "docx"),
    "local file named in Word": (lambda: hostile.SPYING_DOCX, Refusal.BROKEN, "docx"),
    "billion laughs in a workbook": (lambda: hostile.LAUGHING_XLSX, Refusal.BROKEN, "xlsx"),
    "local file named in a workbook": (lambda: hostile.SPYING_XLSX, Refusal.BROKEN, "xlsx"),
    "billion laughs in an OFD": (lambda: hostile.LAUGHING_OFD, Refusal.BROKEN, "ofd"),
    "local file named in an OFD": (lambda: hostile.SPYING_OFD, Refusal.BROKEN, "ofd"),
    "OFD of 100 MB of zeros": (hostile.zeros_ofd, Refusal.TOO_LARGE, "ofd"),
    "drawing that is a part of itself": (hostile.looping_ofd, Refusal.EMPTY, "ofd"),
    "billion laughs in a web page": (lambda: hostile.LAUGHING_HTML, Refusal.NOT_A_REPORT, "html"),
    "local file named in a web page": (lambda: hostile.SPYING_HTML, Refusal.NOT_A_REPORT, "html"),
    "sheet of 100 MB of blank rows": (hostile.blank_rows_xlsx, Refusal.TOO_LARGE, "xlsx"),
    "sheet of 30,000 rows": (lambda: hostile.long_xlsx(30_000), Refusal.TOO_LONG, "xlsx"),
    "sheet from end to end": (hostile.far_xlsx, Refusal.NOT_A_REPORT, "xlsx"),
    "web page of 50,000 open tables": (
        lambda: hostile.nested_html(50_000),
        Refusal.BROKEN,
        "html",
    ),
    "web page of boundless cells": (hostile.wide_html, Refusal.NOT_A_REPORT, "html"),
    "50,000 tables within each other": (
        lambda: hostile.nested_docx(50_000),
        Refusal.BROKEN,
        "docx",
    ),
    "12,000 tables in a row": (
        lambda: hostile.many_tables_docx(12_000),
        Refusal.TOO_LONG,
        "docx",
    ),
    "table of 20,000 rows": (
        lambda: (REPORT + "\n" + "1\t2\t3\n" * 20_000).encode(),
        Refusal.TOO_LONG,
        "text",
    ),
    "line of 300,000 tabs": (
        lambda: (REPORT + "\n" + "\t" * 300_000).encode(),
        Refusal.TOO_LONG,
        "text",
    ),
    "100,000 headings": (lambda: "一、总体情况\n".encode() * 100_000, Refusal.TOO_LONG, "text"),
    "20 MB in one line": (lambda: b"1" * 20_000_000, Refusal.NOT_A_REPORT, "text"),
    "names that lead out of the folder": (
        hostile.lost_parts_zip,
        Refusal.UNSUPPORTED_KIND,
        "zip",
    ),
    "picture of 3,600 million pixels": (hostile.huge_picture, Refusal.SCAN, "image"),
    "PDF of arrays within arrays": (hostile.nested_pdf, Refusal.EMPTY, "pdf"),
    "PDF of nothing but rulings": (lambda: hostile.ruled_pdf(1000), Refusal.EMPTY, "pdf"),
}


def values(report: Report) -> dict[str, Value]:
    return {name: cell.value for name, cell in report.cells.items()}


def refusal(content: bytes, limits: ReadingLimits = LIMITS) -> FileRefused:
    start = time.monotonic()
    with pytest.raises(FileRefused) as refused:
        read_safely(content, limits)
    assert time.monotonic() - start < limits.seconds + SPARE_SECONDS
    return refused.value


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_file_is_refused_for_its_own_reason(case: str) -> None:
    make, reason, kind = REFUSED[case]
    refused = refusal(make())
    assert (refused.reason, refused.kind) == (reason, kind)


@pytest.mark.parametrize(
    "make",
    [
        lambda: hostile.crowded_pdf(10_000),
        lambda: (REPORT + "（" * 1_000_000).encode(),
        lambda: b"![" * 500_000 + b"\n\n" + REPORT.encode(),
        lambda: REPORT.encode() + b" " * 5_000_000 + b"x",
    ],
    ids=["objects that nobody asks for", "open brackets", "open pictures", "trailing spaces"],
)
def test_a_report_amid_rubbish_is_read_all_the_same(make: Make) -> None:
    report = read_safely(make(), LIMITS)
    assert values(report) == SPECIMEN.cells


def outcome(content: bytes, limits: ReadingLimits) -> dict[str, Value] | Refusal:
    """The values that were read, or why none were."""
    try:
        return values(read_safely(content, limits))
    except FileRefused as refused:
        return refused.reason


@pytest.mark.parametrize(
    "make",
    [hostile.huge_page_pdf, hostile.looping_pdf],
    ids=["a page of a hundred miles", "a page tree that is a loop"],
)
def test_a_strange_page_ends_well(make: Make) -> None:
    empty: dict[str, Value] = {}
    assert outcome(make(), LIMITS) in (
        empty,
        Refusal.BROKEN,
        Refusal.EMPTY,
        Refusal.NOT_A_REPORT,
    )


def test_a_million_objects_end_within_the_limits() -> None:
    limits = ReadingLimits(seconds=2, memory_bytes=1_200_000_000, file_bytes=30_000_000)
    ended = outcome(hostile.crowded_pdf(1_000_000), limits)
    assert ended in (SPECIMEN.cells, Refusal.TOO_SLOW)


def test_no_local_file_gets_into_a_report() -> None:
    page = hostile.SPYING_HTML.replace(b"<p>", "<p>一、总体情况</p><p>正文".encode(), 1)
    report = read_safely(page + "<p>六、其他需要报告的事项</p>".encode(), LIMITS)
    assert [section.number for section in report.sections] == ["一", "六"]
    assert "root:" not in repr(report)


def test_a_picture_too_large_to_unpack_is_refused_by_recognition_too() -> None:
    pytest.importorskip("rapidocr")
    with pytest.raises(FileRefused) as refused:
        read_safely(hostile.huge_picture(), LIMITS, ocr=True)
    assert (refused.value.reason, refused.value.kind) == (Refusal.TOO_LARGE, "image")


def test_whoever_asked_goes_on_with_the_next_file() -> None:
    refusal(hostile.nested_docx(50_000))
    assert read_safely(REPORT.encode(), LIMITS).form == "2021"
