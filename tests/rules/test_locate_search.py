"""The search for the smallest changes, against trying everything."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.locate import search
from rules.locate.search import Changes, Exact, Linear, smallest_changes

ROWS, COLUMNS = ("a", "b", "sum"), ("x", "y", "sum")
CELLS = [row + column for row in ROWS for column in COLUMNS]
SUMS = [[*(row + column for column in COLUMNS[:-1]), f"{row}sum"] for row in ROWS]
SUMS += [[*(row + column for row in ROWS[:-1]), f"sum{column}"] for column in COLUMNS]
HIGHEST = 3

small_tables = st.lists(st.integers(0, HIGHEST), min_size=len(CELLS), max_size=len(CELLS)).map(
    lambda numbers: dict(zip(CELLS, numbers, strict=True))
)


def equations(numbers: Mapping[str, Exact]) -> list[Linear]:
    """Every row and column of a small table with its total, as ``parts == total``."""
    return [
        Linear(
            {**dict.fromkeys(parts, 1), total: -1},
            sum(numbers[part] for part in parts) - numbers[total],
        )
        for *parts, total in SUMS
    ]


def smallest(numbers: Mapping[str, int]) -> list[Changes]:
    return smallest_changes(equations(numbers), lambda cell, by: numbers[cell] + by >= 0)


def are_true(numbers: Mapping[str, Exact]) -> bool:
    return not any(each.surplus for each in equations(numbers))


def by_trying(numbers: Mapping[str, int], size: int) -> Iterator[Changes]:
    """Every change of `size` cells to numbers that the sums can need."""
    values = range(4 * HIGHEST + 1)
    for cells in combinations(CELLS, size):
        for tried in product(values, repeat=size):
            changes: Changes = {c: to - numbers[c] for c, to in zip(cells, tried, strict=True)}
            if all(changes.values()) and are_true(
                {**numbers, **dict(zip(cells, tried, strict=True))}
            ):
                yield changes


@settings(max_examples=40)
@given(table=small_tables, slips=st.integers(0, 2), data=st.data())
def test_it_finds_exactly_what_trying_everything_finds(
    table: dict[str, int], slips: int, data: st.DataObject
) -> None:
    numbers = summed(table)
    for cell in data.draw(st.lists(st.sampled_from(CELLS), min_size=slips, max_size=slips)):
        numbers[cell] = data.draw(st.integers(0, HIGHEST))
    found = smallest(numbers)
    if are_true(numbers):
        assert found == []
        return
    expected = list(by_trying(numbers, len(found[0])))
    assert [each for size in range(1, len(found[0])) for each in by_trying(numbers, size)] == []
    assert sorted(map(sorted_items, found)) == sorted(map(sorted_items, expected))


def summed(table: dict[str, int]) -> dict[str, int]:
    numbers = dict(table)
    for *parts, total in SUMS:
        numbers[total] = sum(numbers[part] for part in parts)
    return numbers


def sorted_items(changes: Changes) -> list[tuple[str, Exact]]:
    return sorted(changes.items())


def test_the_answer_does_not_depend_on_chance() -> None:
    numbers = {**summed(dict.fromkeys(CELLS, 2)), "ax": 3, "by": 1}
    assert [list(each.items()) for each in smallest(numbers)] == [
        [("by", 1), ("ax", -1)],
    ]


def test_numbers_may_be_fractions() -> None:
    equation = Linear({"a": 1, "b": 1, "total": -2}, Fraction(3, 2))
    assert smallest_changes([equation], lambda cell, by: True) == [
        {"a": Fraction(-3, 2)},
        {"b": Fraction(-3, 2)},
        {"total": Fraction(3, 4)},
    ]


def test_of_changes_that_are_not_possible_none_is_offered() -> None:
    equation = Linear({"a": 1, "total": -1}, 2)
    assert smallest_changes([equation], lambda cell, by: by > 0) == [{"total": 2}]


def test_beyond_the_most_cells_nothing_is_offered() -> None:
    apart = [Linear({f"part {n}": 1, f"total {n}": -1}, 1) for n in range(search.MOST_CELLS + 1)]
    assert smallest_changes(apart, lambda cell, by: True) == []
    assert len(smallest_changes(apart[1:], lambda cell, by: True)) == 2**search.MOST_CELLS


def test_of_too_many_answers_none_is_offered() -> None:
    wide = [Linear({f"{n} {cell}": 1 for cell in range(40)}, 1) for n in range(2)]
    assert len(smallest_changes(wide[:1], lambda cell, by: True)) == 40
    assert smallest_changes(wide, lambda cell, by: True) == []
