"""Characters of a page in the cells of its ruled tables."""

from collections.abc import Sequence

import pytest

from domain.document import Box
from parsing.readers.pdf_grids import RuledTable, runs_of
from parsing.readers.pdf_lines import Char

CELLS = [Box(0, 0, 50, 20), Box(50, 0, 100, 20)]


def printed(text: str, x: float, width: float = 5.0) -> list[Char]:
    return [
        Char(each, x + i * width, 5, x + (i + 1) * width, 15, 10) for i, each in enumerate(text)
    ]


def cells(chars: Sequence[Char]) -> list[str]:
    table = RuledTable(CELLS)
    for run in runs_of(chars):
        assert table.take(run)
    (row,) = [beginning for beginning, _ in table.bands()]
    return ["".join(char.text for char in cell.chars) for cell in row]


@pytest.mark.parametrize(("x", "expected"), [(40, ["", "12345"]), (30, ["12345", ""])])
def test_a_number_across_a_ruling_stays_whole_where_most_of_it_is(
    x: float, expected: list[str]
) -> None:
    assert cells(printed("12345", x)) == expected


def test_numbers_that_stand_apart_are_two() -> None:
    assert cells([*printed("12", 38), *printed("34", 52)]) == ["12", "34"]


def test_words_across_a_ruling_are_cut_by_it() -> None:
    assert cells(printed("总计其他", 30, 10)) == ["总计", "其他"]
