"""How alike labels are: what their edits leave of the longer one."""

import random

import pytest

from parsing.assemble.likeness import ALIKE, likeness

_LETTERS = "甲乙丙丁"


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [
        ("其他法律行政法规禁止公开", "其他法律行政止公开", 3),
        ("属于三类内部事务信息", "属于四类内部事务信息", 1),
        ("重复申请", "重复申请", 0),
        ("信访举报投诉类申请", "信举报投诉类申请件", 2),
        ("其他法律行政法规禁止公开", "开公止禁规法政行律法他其", None),
        ("总计", "", None),
    ],
)
def test_likeness_is_what_the_edits_leave_of_the_longer_label(
    left: str, right: str, edits: int | None
) -> None:
    wanted = 0.0 if edits is None else 1 - edits / max(len(left), len(right))
    assert likeness(left, right) == likeness(right, left) == pytest.approx(wanted)


def test_likeness_agrees_with_the_table_of_edits() -> None:
    chance = random.Random(1)  # noqa: S311 - labels need not be secret
    for _ in range(2000):
        left, right = ("".join(chance.choices(_LETTERS, k=chance.randint(1, 15))) for _ in range(2))
        wanted = 1 - edits_between(left, right) / max(len(left), len(right))
        assert likeness(left, right) == pytest.approx(wanted if wanted >= ALIKE else 0.0)


def edits_between(left: str, right: str) -> int:
    above = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        row = [i]
        for j, other in enumerate(right, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != other)))
        above = row
    return above[-1]
