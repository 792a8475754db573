"""The workbook draft keeps the relations true while it is filled in, and comes back."""

import io
import zipfile

import pytest

from domain.report import Report
from drafting.sums import sums
from drafting.workbook import xlsx_draft
from parsing.reading import read_report
from rules.check import check
from tests.drafting.lastyear import UNIT, basis, last_year
from tests.drafting.spreadsheet import calculated, filled_in, has_calc
from tests.parsing.specimen import consistent_cells

needs_calc = pytest.mark.skipif(not has_calc(), reason="LibreOffice Calc is not installed")
SUMS = sums(basis().form)
ARITHMETIC = {"T3-ROWSUM", "T3-RESULTSUM", "T3-BALANCE", "T4-SUM"}
BLANKS = {"T2-BLANK", "T3-BLANK", "T4-BLANK"}
NEW, OUT = "applications.received", "applications.carried_out"


@pytest.fixture(scope="module")
def content() -> bytes:
    return xlsx_draft(basis())


def on_tables(report: Report) -> set[str]:
    """The rules that have something to say of the tables."""
    return {f.rule for f in check(report, previous=last_year()).findings if f.where.table}


def test_before_it_is_opened_it_reads_as_a_draft_with_blank_cells(content: bytes) -> None:
    read = read_report(content)
    form = basis().form
    assert (read.unit, read.year, read.form) == (UNIT, 2026, "2021")
    assert [section.heading for section in read.sections] == [s.heading for s in form.sections]
    assert set(read.cells) == {name for t in form.tables.values() for name in t.cell_names()}
    assert {n: c.value for n, c in read.cells.items() if c.text} == basis().carried_in
    assert read.warnings == ()
    assert on_tables(read) == {*BLANKS, "T3-BALANCE", "Y-VALID"}


def test_only_cells_to_be_filled_in_are_unlocked(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        table3 = package.read("xl/worksheets/sheet3.xml").decode()
    assert "<sheetProtection" in table3
    assert "password" not in table3
    inputs = sum(1 for name in SUMS if name.startswith("applications."))
    assert table3.count('type="whole"') == 175 - inputs


def test_formulas_that_nothing_has_calculated_are_neither_blank_nor_wrong(content: bytes) -> None:
    read = read_report(filled_in(content, {f"{NEW}.business": 2}))
    assert [w.code for w in read.warnings] == ["not_calculated", "not_calculated"]
    assert "31 格是没有算过的公式" in read.warnings[0].message
    result = check(read)
    assert not {"T3-INT", *ARITHMETIC} & {finding.rule for finding in result.findings}
    assert {each.rule for each in result.unassessed} >= ARITHMETIC


@needs_calc
@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_filled_in_the_totals_are_right(content: bytes, seed: int) -> None:
    wanted = consistent_cells("2021", seed)
    numbers = {name: value for name, value in wanted.items() if name not in SUMS}
    read = read_report(calculated(filled_in(content, numbers)))
    assert {name: cell.value for name, cell in read.cells.items()} == wanted
    assert not on_tables(read) & (ARITHMETIC | BLANKS)
    (line,) = read.sections[2].paragraphs
    assert line.text.startswith("勾稽核对：自然人相符")
    assert line.text not in {finding.where.quote for finding in check(read).findings}


@needs_calc
def test_a_column_that_does_not_balance_is_told_under_the_table(content: bytes) -> None:
    numbers = {
        f"{NEW}.natural_person": 5,
        f"{OUT}.natural_person": 6,
        f"{NEW}.business": 0,
        f"{OUT}.business": 1,
    }
    saved = read_report(calculated(filled_in(content, numbers)))
    (line,) = saved.sections[2].paragraphs
    assert line.text.startswith("勾稽核对：自然人差 2")
    assert "商业企业相符" in line.text
    assert "科研机构" not in line.text
    assert saved.cells[f"{NEW}.total"].value == 5
    assert saved.cells["applications.granted.total"].is_blank
