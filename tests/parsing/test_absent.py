"""What the form has and the file does not show is named: no cell goes missing in silence."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from domain.document import Block, Document, Place
from domain.report import Report
from parsing.assemble import assemble
from parsing.reading import read_report
from tests.parsing.paper import Page, laid_out, pdf
from tests.parsing.specimen import Drawing, consistent_cells
from tests.parsing.test_generated import specimen
from tests.parsing.test_tables import APPLICATIONS, DISCLOSURE, REVIEWS, grid, report

WRITTEN = specimen("2021", consistent_cells("2021", 6), 4)
SPLIT = re.compile(r"applications\.other_")
_AT = re.compile(rb" [\d.]+ ([\d.]+) Td ")


def without_line_of(label: str, pages: Sequence[Page]) -> list[Page]:
    """The pages without all that is printed on the line of a label; the rulings stay."""
    code = label.encode("utf-16-be").hex().encode()
    page, level = next(
        (page, match[1])
        for page in pages
        for drawn in page.drawn
        if code in drawn and (match := _AT.search(drawn))
    )
    page.drawn = [d for d in page.drawn if not ((at := _AT.search(d)) and at[1] == level)]
    return list(pages)


def without_row(drawing: Drawing, row: int) -> Drawing:
    slots = (replace(s, text="") if s.row == row and s.rows == 1 else s for s in drawing.slots)
    return replace(drawing, slots=tuple(slots))


def row_of(key: str) -> list[str]:
    return [name for name in WRITTEN.cells if name.split(".")[1] == key]


def named(read: Report) -> list[tuple[str, str]]:
    return [(warning.code, warning.message) for warning in read.warnings]


def test_a_row_whose_words_the_pdf_lacks_is_named_with_its_cells() -> None:
    read = read_report(pdf(without_line_of("（七）总计", laid_out(WRITTEN))))
    assert named(read) == [("missing_rows", "表三没有读到“（七）总计”一行，请核对原件。")]
    row = row_of("processed_total")
    assert list(read.warnings[0].cells) == row
    assert read.cells.keys() == WRITTEN.cells.keys() - set(row)


def test_many_rows_are_named_by_the_first_and_their_count() -> None:
    drawing = APPLICATIONS
    for row in range(5, 15):
        drawing = without_row(drawing, row)
    (warning,) = report(grid(drawing), section="三").warnings
    assert warning.code == "missing_rows"
    assert re.fullmatch(
        r"表三没有读到(“[^、]+、){5}“[^、]+一行等 10 处，请核对原件。", warning.message
    )
    assert len(warning.cells) == 10 * 7


def test_a_column_without_its_head_is_named() -> None:
    slots = tuple(s for s in DISCLOSURE.slots if s.text != "本年废止件数" and s.column != 2)
    read = report(grid(replace(DISCLOSURE, slots=slots)), section="二")
    assert ("missing_rows", "表二没有读到“本年废止件数”一列，请核对原件。") in named(read)


@pytest.mark.parametrize(("section", "table"), [("二", "表二"), ("三", "表三"), ("四", "表四")])
def test_a_table_that_its_section_does_not_show_is_named(section: str, table: str) -> None:
    (warning,) = report(section=section).warnings
    message = f"第{section}部分没有读到{table}，请核对原件。"
    assert (warning.code, warning.message) == ("missing_table", message)


def test_a_report_read_whole_misses_nothing() -> None:
    assert read_report(WRITTEN.docx()).warnings == ()
    assert report(grid(REVIEWS), section="四").warnings == ()


def test_a_row_printed_in_place_of_three_is_none_of_them_missing() -> None:
    cells = {name: value for name, value in WRITTEN.cells.items() if not SPLIT.match(name)}
    for name in row_of("granted"):
        cells[name.replace(".granted.", ".other_processing.")] = 0
    assert read_report(replace(WRITTEN, cells=cells).docx()).warnings == ()


def test_a_year_without_a_form_has_nothing_to_miss() -> None:
    lines = ("某县水务局2017年政府信息公开工作年度报告", "二、主动公开政府信息情况", "有。")
    more = ("三、收到和处理政府信息公开申请情况", "无。")
    blocks = tuple(Block(line, Place(page=1)) for line in (*lines, *more))
    assert assemble(Document(blocks, pages=1), "pdf").warnings == ()
