"""What a person says the original shows counts as read for certain, and nobody is asked again."""

import pytest

from domain.document import GridCell, Place
from domain.report import Cell, ReadingWarning, Report
from parsing.assemble.confirm import TO_CONFIRM, to_confirm
from parsing.assemble.harvest import Harvest
from parsing.confirmed import confirmed

ROW = "reviews.reconsideration"
TOTAL, UPHELD, OTHER = f"{ROW}.total", f"{ROW}.upheld", f"{ROW}.other"
DISORDER = ReadingWarning("row_misaligned", "表四“行政复议”一行对不上。", (UPHELD, OTHER))
ELSEWHERE = ReadingWarning("unplaced_row", "表三有一行对不上。")


def a_scan() -> Report:
    place = Place(3)
    cells = {
        TOTAL: Cell(TOTAL, 16, "16", place, 0.6),
        UPHELD: Cell(UPHELD, None, "", place, 0.2),
        OTHER: Cell(OTHER, 2, "2", place, 0.6),
    }
    warnings = (DISORDER, ELSEWHERE, *to_confirm(cells.values(), "2021"))
    return Report(None, None, 2025, "2021", 3, (), (), cells, warnings=warnings)


def test_a_confirmed_cell_holds_what_the_person_said_for_certain() -> None:
    cells = confirmed(a_scan(), {TOTAL: "10", UPHELD: "", OTHER: "2"}).cells
    assert [(cell.value, cell.text, cell.confidence) for cell in cells.values()] == [
        (10, "10", 1.0),
        (None, "", 1.0),
        (2, "2", 1.0),
    ]
    assert cells[UPHELD].is_blank


def test_only_the_cells_that_are_left_are_warned_about() -> None:
    once = confirmed(a_scan(), {TOTAL: "10", UPHELD: "3"})
    assert [(warning.code, warning.cells) for warning in once.warnings] == [
        ("row_misaligned", (OTHER,)),
        ("unplaced_row", ()),
        (TO_CONFIRM, (OTHER,)),
    ]
    assert "表四有 1 格" in once.warnings[-1].message
    assert confirmed(once, {OTHER: "2"}).warnings == (ELSEWHERE,)


def test_without_a_word_nothing_changes() -> None:
    assert confirmed(a_scan(), {}) == a_scan()


@pytest.mark.parametrize(
    ("text", "confidence", "is_to_confirm"),
    [("2、", 0.99, True), ("2、", 1.0, False), ("/", 0.99, False), ("2", 0.99, False)],
)
def test_what_a_picture_shows_instead_of_a_number_is_to_be_confirmed(
    text: str, confidence: float, is_to_confirm: bool
) -> None:
    harvest = Harvest()
    harvest.put(TOTAL, GridCell(text, 0, 0, 1, 1, Place(3), confidence))
    assert harvest.cells[TOTAL].is_to_confirm is is_to_confirm
