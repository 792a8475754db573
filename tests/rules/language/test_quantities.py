"""What a sentence counts is found, and what only looks like it is not."""

import pytest

from rules.language.levels import levels
from rules.language.quantities import quantities


def counted(text: str) -> list[tuple[str, str]]:
    """Every number with the words it counts, on all levels of a sentence."""
    return [
        (quantity.written, quantity.before or quantity.after)
        for level in levels(text)
        for quantity in level.quantities
    ]


@pytest.mark.parametrize(
    ("text", "number", "measure"),
    [
        ("印发文件35件", 35, "件"),
        ("印发文件1,235件", 1235, "件"),
        ("印发文件三十五件", 35, "件"),
        ("收到申请两件", 2, "件"),
        ("发布信息1.2万条", 12000, "条"),
        ("培训3万余人次", 30000, "人次"),
        ("公开资金23.5万元", 235000, "元"),
        ("网络申请3，", 3, None),
    ],
)
def test_a_number_is_read_with_its_measure_word(
    text: str, number: int, measure: str | None
) -> None:
    (quantity,) = quantities(text)
    assert (quantity.number, quantity.measure) == (number, measure)


@pytest.mark.parametrize(
    "text",
    [
        "2023年全年",
        "第3次",
        "占50%",
        "国办发〔2021〕30号",
        "24小时",
        "A3件",
        "2023-10-1",
        "另一个平台",
        "数十件",
        "一次性告知",
        "某一项",
        "“一件事”一起办",
    ],
)
def test_what_counts_nothing_is_passed_over(text: str) -> None:
    assert list(quantities(text)) == []


@pytest.mark.parametrize(
    "text", ["近90份", "90余份", "90多份", "约90份", "90份左右", "90份以上", "九十余份"]
)
def test_rough_numbers_are_known_as_such(text: str) -> None:
    (quantity,) = quantities(text)
    assert quantity.is_rough


def test_the_last_digit_of_a_rounded_number_has_a_value() -> None:
    steps = [q.step for q in quantities("发布1.25万条，转发3万次，印发120份，投资2.5万元")]
    assert steps == [100, 10000, 0, 1000]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("网络、信函、当面分别为3、2、1件", [("3", "网络"), ("2", "信函"), ("1", "当面")]),
        ("自然人、法人和其他组织分别有6件、2件", [("6", "自然人"), ("2", "法人和其他组织")]),
        ("微博、公众号各5条", [("5", "微博"), ("5", "公众号")]),
        ("3个村各2件，社区1件", [("3×2", "村"), ("1", "社区")]),
        ("公开9件（网络6件，信函3件）", [("9", "公开"), ("6", "网络"), ("3", "信函")]),
    ],
)
def test_each_number_goes_with_what_it_counts(text: str, expected: list[tuple[str, str]]) -> None:
    assert counted(text.replace("（", "(").replace("）", ")")) == expected


def test_names_that_do_not_match_the_numbers_are_not_paired() -> None:
    assert ("3", "网络") not in counted("网络、信函分别为3、2、1件")
