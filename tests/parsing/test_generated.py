"""Invented reports come back cell by cell, whatever they are written in and wherever pages end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.report import Report
from parsing.reading import read_report
from tests.parsing.paper import lay_out
from tests.parsing.specimen import (
    Specimen,
    Value,
    cell_names,
    consistent_cells,
    has_libreoffice,
    to_pdf,
)

YEARS = {"2019": 2020, "2021": 2023}
PARAGRAPH = (
    "为保障公众依法获取政府信息，本机关不断完善公开制度，规范公开流程，"
    "全年主动公开各类信息，及时回应社会关切，公开质量得到提升。"
)


def specimen(form: str, cells: dict[str, Value], paragraphs: int = 3) -> Specimen:
    sections = {"一": [PARAGRAPH] * paragraphs, "五": ["问题与改进。"], "六": ["无。"]}
    return Specimen("云岭县松溪镇人民政府", YEARS[form], form, cells, sections)


def assert_read(report: Report, written: Specimen) -> None:
    values = {name: cell.value for name, cell in report.cells.items()}
    assert values == {name: written.cells.get(name) for name in values}
    assert values.keys() >= written.cells.keys()
    assert (report.title, report.unit) == (written.title, written.unit)
    assert (report.year, report.form) == (written.year, written.form)
    assert report.warnings == ()
    assert [section.number for section in report.sections] == list("一二三四五六")
    for section in report.sections:
        paragraphs = [paragraph.text for paragraph in section.paragraphs]
        assert paragraphs == list(written.sections.get(section.number, ()))


@pytest.mark.parametrize("form", YEARS)
@pytest.mark.parametrize("seed", range(3))
def test_word_documents_come_back(form: str, seed: int) -> None:
    written = specimen(form, consistent_cells(form, seed))
    assert_read(read_report(written.docx()), written)


@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
@pytest.mark.parametrize("paragraphs", range(0, 26, 2))
def test_pages_may_end_anywhere(paragraphs: int, landscape: bool) -> None:
    form = ("2019", "2021")[paragraphs // 2 % 2]
    written = specimen(form, consistent_cells(form, paragraphs), paragraphs)
    assert_read(read_report(lay_out(written, landscape=landscape)), written)


cells_of_a_form = st.sampled_from(list(YEARS)).flatmap(
    lambda form: st.tuples(
        st.just(form),
        st.fixed_dictionaries({name: st.integers(0, 99_999) for name in cell_names(form)}),
    )
)


@settings(max_examples=25)
@given(cells_of_a_form, st.booleans())
def test_text_comes_back(written_cells: tuple[str, dict[str, Value]], markdown: bool) -> None:
    form, cells = written_cells
    written = specimen(form, cells)
    assert_read(read_report(written.text(markdown=markdown).encode()), written)


@settings(max_examples=25)
@given(cells_of_a_form, st.sets(st.integers(0, 199), max_size=120))
def test_blank_cells_are_blank_and_stay_in_their_columns(
    written_cells: tuple[str, dict[str, Value]], blanks: set[int]
) -> None:
    form, cells = written_cells
    for i, name in enumerate(cells):
        if i in blanks:
            cells[name] = None
    written = specimen(form, cells)
    report = read_report(written.text().encode())
    assert_read(report, written)
    assert all(
        cell.is_blank == (written.cells[name] is None) for name, cell in report.cells.items()
    )


def test_a_report_of_the_new_form_that_leaves_group_six_in_one_row() -> None:
    cells = consistent_cells("2021", 3)
    one_row: dict[str, Value] = {}
    for name, value in cells.items():
        table, row, column = name.split(".")
        if row in ("other_not_corrected", "other_fee_unpaid"):
            continue
        one_row[f"{table}.other_processing.{column}" if row == "other_remaining" else name] = value
    for content in (specimen("2021", one_row).docx(), specimen("2021", one_row).text().encode()):
        report = read_report(content)
        assert {name: cell.value for name, cell in report.cells.items()} == one_row
        assert report.form == "2021"


@pytest.mark.skipif(not has_libreoffice(), reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("form", "paragraphs", "landscape"), [("2021", 16, False), ("2019", 9, True)]
)
def test_documents_printed_by_libreoffice_come_back(
    form: str, paragraphs: int, landscape: bool
) -> None:
    written = specimen(form, consistent_cells(form, 8), paragraphs)
    assert_read(read_report(to_pdf(written.docx(landscape=landscape))), written)
