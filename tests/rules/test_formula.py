"""Formulas mean what they say in Python, and nothing outside the grammar is accepted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.formula import Formula, FormulaError, Term, parse, total

NAMES = ("received", "carried_in", "processed_total", "carried_out")
GROUPS = {"parts": ("received", "carried_in")}
COMPARE = {
    "==": lambda left, right: left == right,
    ">=": lambda left, right: left >= right,
    "<=": lambda left, right: left <= right,
}
numbers = st.integers(-50, 50)
terms = st.one_of(st.sampled_from(NAMES), st.integers(0, 9).map(str), st.just("sum(parts)"))
side = st.lists(st.tuples(st.sampled_from("+-"), terms), min_size=1, max_size=5)


def written(parts: list[tuple[str, str]]) -> str:
    text = " ".join(f"{sign} {term}" for sign, term in parts)
    return text.removeprefix("+ ") if parts[0][0] == "+" else f"0 {text}"


def plain_sum(parts: list[tuple[str, str]], values: dict[str, int]) -> int:
    amounts = {**values, "sum(parts)": sum(values[name] for name in GROUPS["parts"])}
    return sum(
        (amounts[term] if term in amounts else int(term)) * (1 if sign == "+" else -1)
        for sign, term in parts
    )


@given(
    left=side,
    right=side,
    comparison=st.sampled_from(sorted(COMPARE)),
    values=st.fixed_dictionaries(dict.fromkeys(NAMES, numbers)),
)
def test_a_formula_means_what_it_means_in_python(
    left: list[tuple[str, str]],
    right: list[tuple[str, str]],
    comparison: str,
    values: dict[str, int],
) -> None:
    formula = parse(f"{written(left)} {comparison} {written(right)}").expand(GROUPS)
    wanted = COMPARE[comparison](plain_sum(left, values), plain_sum(right, values))
    assert formula.holds(values) == wanted
    assert total(formula.left, values) == plain_sum(left, values)


def test_a_formula_is_read_into_terms() -> None:
    formula = parse("sum(parts) - 1 >= carried_out")
    assert formula == Formula(
        text="sum(parts) - 1 >= carried_out",
        left=(Term(1, group="parts"), Term(-1, number=1)),
        comparison=">=",
        right=(Term(1, name="carried_out"),),
    )
    assert formula.groups == ("parts",)
    assert formula.names == ("carried_out",)


def test_rows_printed_as_one_count_once() -> None:
    formula = parse("sum(parts) == carried_out").expand(GROUPS)
    replaced = formula.replace({"received": "both", "carried_in": "both"})
    assert replaced.names == ("both", "carried_out")


@pytest.mark.parametrize(
    "text",
    [
        "received ==",
        "received + carried_in",
        "received != carried_in",
        "received == carried_in == carried_out",
        "received * 2 == carried_in",
        "received / 2 == carried_in",
        "abs(received) == carried_in",
        "sum(received, carried_in) == carried_out",
        "sum([received]) == carried_out",
        "received == 1.5",
        "received == True",
        "received == 'x'",
        "-received == carried_in",
        "__import__('os').system('true') == 0",
        "(received := 3) == carried_in",
        "lambda: 0",
        "",
    ],
)
def test_anything_outside_the_grammar_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text)


def test_a_group_that_does_not_exist_is_refused() -> None:
    with pytest.raises(FormulaError, match="unknown group 'results'"):
        parse("sum(results) == received").expand(GROUPS)
