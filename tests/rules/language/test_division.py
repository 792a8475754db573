"""Whatever the numbers: a division that adds up is never doubted, one wrong number always is."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.finding import Severity
from rules.language.digits import is_unlikely_by_chance
from rules.language.division import divisions
from rules.subject import Subject
from rules.text.n_sum_closed import n_sum_closed
from rules.text.n_sum_open import n_sum_open
from tests.rules.reports import report

FEW = settings(max_examples=25)
SHAPES = [
    ("本年度共印发文件{}份，其中主动公开{}份，依申请公开{}份，不予公开{}份。", True),
    ("全年制发公文{}件。其中：{}件主动公开，{}件依申请公开，{}件不予公开。", True),
    ("共收到申请{}件（网络{}件、信函{}件、当面{}件、传真0件）。", True),
    ("全年收到申请{}件，网络、信函、当面申请分别为{}、{}、{}件。", True),
    ("梳理事项三类{}项，其中村务{}项，财务{}项，党务{}项，检查500场次。", True),
    ("承办督办件{}件，分别为省级{}件、市级{}件、县级{}件，均已办结。", True),
    ("开通账号{}个，其中微博{}个、公众号{}个和{}个其他账号（测试）。", True),
    ("公开目录{}项，由机构类{}项、财政类{}项、就业类{}项组成。", True),
    ("按类型分，全年公开信息{}条：财政类{}条、就业类{}条、环境类{}条。", True),
    ("公开环境信息{}条，其中环评类{}条；监测类{}条；执法类{}条。", False),
    ("答复来信{}件，从内容看，住房{}件、就医{}件、入学{}件。", False),
    ("新增目录{}条。其中：机构类{}条，内有领导0条、职能0条；财政类{}条；人事类{}条。", False),
]
COMPLETE = [shape for shape, is_complete in SHAPES if is_complete]


@st.composite
def numbers(draw: st.DrawFn) -> list[int]:
    """A total and its three parts."""
    parts = draw(st.lists(st.integers(1, 3000), min_size=3, max_size=3))
    return [sum(parts), *parts]


def doubts(text: str) -> list[tuple[str, Severity | None]]:
    subject = Subject(report(texts={"一": [text]}))
    rules = (n_sum_closed, n_sum_open)
    return [(each.info.id, hit.severity) for each in rules for hit in each.judge(subject)]


@pytest.mark.parametrize("shape", [shape for shape, _ in SHAPES])
@FEW
@given(given_numbers=numbers())
def test_a_division_that_adds_up_is_not_doubted(shape: str, given_numbers: Sequence[int]) -> None:
    text = shape.format(*given_numbers)
    assert divisions(text.replace("（", "(").replace("）", ")"))
    assert doubts(text) == []


@pytest.mark.parametrize("shape", COMPLETE)
@FEW
@given(
    given_numbers=numbers(),
    index=st.integers(0, 3),
    more=st.integers(1, 900),
)
def test_one_wrong_number_of_a_complete_division_is_noticed(
    shape: str, given_numbers: list[int], index: int, more: int
) -> None:
    assume(more not in given_numbers)
    given_numbers[index] += more
    assert [rule for rule, _ in doubts(shape.format(*given_numbers))] == ["N-SUM-CLOSED"]


@pytest.mark.parametrize("shape", [shape for shape, is_complete in SHAPES if not is_complete])
@FEW
@given(given_numbers=numbers(), index=st.integers(1, 3), more=st.integers(1, 900))
def test_parts_that_exceed_their_total_are_noticed(
    shape: str, given_numbers: list[int], index: int, more: int
) -> None:
    assume(more not in given_numbers)
    given_numbers[index] += more
    assert [rule for rule, _ in doubts(shape.format(*given_numbers))] == ["N-SUM-OPEN"]


@pytest.mark.parametrize("shape", [shape for shape, is_complete in SHAPES if not is_complete])
@FEW
@given(given_numbers=numbers(), more=st.integers(1, 900))
def test_what_an_open_list_leaves_out_is_not_missed(
    shape: str, given_numbers: list[int], more: int
) -> None:
    missing = more + given_numbers[0] // 2
    meant = [(given_numbers[0] + missing, given_numbers[0])]
    meant += [(part, part + missing) for part in given_numbers[1:]]
    assume(not any(is_unlikely_by_chance(old, new) for old, new in meant))
    given_numbers[0] += missing
    assert doubts(shape.format(*given_numbers)) == []
