"""Planted wrong cells are found again, whatever the numbers; in good tables nothing is found."""

import time
from random import Random
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.finding import Finding
from domain.report import Report
from rules.locate.merging import located
from rules.subject import Subject
from tests.rules.counts import FORMS, Counts, random_table, with_one_moved, with_slips
from tests.rules.located import RELATIONS, failures, told
from tests.rules.reports import report

FEW = settings(max_examples=30)
"""An example makes a whole report; a busy machine must not fail it."""

forms = st.sampled_from(FORMS)
randoms = st.integers(0, 2**32).map(Random)
Used = tuple[str, int, bool]


def table(random: Random, used: Used, *, is_sparse: bool) -> Counts:
    return random_table(random, used[0], unsplit=used[2], is_sparse=is_sparse)


def made(used: Used, counts: Counts) -> Report:
    form, year, unsplit = used
    described: dict[str, Any] = {"form": form, "year": year, "unsplit": unsplit, "cells": counts}
    return report(**described)


@FEW
@given(used=forms, random=randoms, is_sparse=st.booleans())
def test_in_a_consistent_table_nothing_is_located(
    used: Used, random: Random, is_sparse: bool
) -> None:
    assert told(made(used, table(random, used, is_sparse=is_sparse))) == []


@FEW
@given(used=forms, random=randoms, is_sparse=st.booleans(), data=st.data())
def test_any_single_wrong_cell_is_located_exactly(
    used: Used, random: Random, is_sparse: bool, data: st.DataObject
) -> None:
    counts = table(random, used, is_sparse=is_sparse)
    name = data.draw(st.sampled_from(sorted(counts)))
    wrong = data.draw(st.integers(0, 200).filter(lambda number: number != counts[name]))
    spoilt = made(used, {**counts, name: wrong})
    (finding,) = told(spoilt)
    assert finding.where.cells[0] == name
    assert (finding.found, finding.expected) == (str(wrong), str(counts[name]))
    assert {each.rule for each in finding.explains} == {each.rule for each in failures(spoilt)}
    assert len(finding.explains) == len(failures(spoilt)) >= 2


@FEW
@given(used=forms, random=randoms, is_sparse=st.booleans(), number=st.integers(1, 4))
def test_corrected_as_told_every_relation_is_true(
    used: Used, random: Random, is_sparse: bool, number: int
) -> None:
    spoilt = with_slips(random, table(random, used, is_sparse=is_sparse), number)
    findings = told(made(used, spoilt))
    if all(each.expected is not None and is_about_one_cell(each) for each in findings):
        corrected = spoilt | {each.where.cells[0]: int(each.expected or 0) for each in findings}
        assert failures(made(used, corrected)) == []


def is_about_one_cell(finding: Finding) -> bool:
    return bool(finding.explains) and "互换" not in finding.message


@pytest.mark.parametrize(
    ("number", "least"), [(1, 1.0), (2, 0.95), (3, 0.9)], ids=["one", "two", "three"]
)
@pytest.mark.parametrize("is_sparse", [True, False], ids=["a township", "a city"])
def test_mistyped_cells_are_found_again(number: int, least: float, is_sparse: bool) -> None:
    random = Random(number)  # noqa: S311 - the same numbers every time
    right = 0
    tables = 40
    for _ in range(tables):
        used = random.choice(FORMS)
        counts = table(random, used, is_sparse=is_sparse)
        spoilt = with_slips(random, counts, number)
        right += first_told(told(made(used, spoilt)), number) == changed(counts, spoilt)
    assert right / tables >= least


def test_a_number_in_the_next_column_is_found_again_or_listed_with_what_looks_the_same() -> None:
    random = Random(4)  # noqa: S311
    right = listed = tables = 0
    while tables < 40:
        used = random.choice(FORMS)
        counts = table(random, used, is_sparse=True)
        spoilt = with_one_moved(random, counts)
        if spoilt != counts:
            tables += 1
            findings = told(made(used, spoilt))
            right += first_told(findings, 2) == changed(counts, spoilt)
            listed += all(changed(counts, spoilt) <= set(each.where.cells) for each in findings)
    assert listed == tables
    assert right / tables >= 0.9


def first_told(findings: list[Finding], number: int) -> set[str]:
    """The cells suspected first: one of each finding, or as many as are wrong of a single one."""
    each_says = number if len(findings) == 1 else 1
    return {name for finding in findings for name in finding.where.cells[:each_says]}


def changed(counts: Counts, spoilt: Counts) -> set[str]:
    return {name for name in counts if counts[name] != spoilt[name]}


def test_looking_for_the_cause_takes_a_moment_only() -> None:
    random = Random(5)  # noqa: S311
    used = FORMS[1]
    spoilt = [
        made(used, with_slips(random, table(random, used, is_sparse=False), 4)) for _ in range(9)
    ]
    failed = [failures(each) for each in spoilt]
    taken = [seconds(each, findings) for each, findings in zip(spoilt, failed, strict=True)]
    assert median(taken) < 0.15


def seconds(spoilt: Report, findings: list[Finding]) -> float:
    start = time.process_time()
    located(findings, RELATIONS, Subject(spoilt))
    return time.process_time() - start
