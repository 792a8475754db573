"""One wrong number is told once, as its own cell; what cannot be told apart is not told apart."""

from dataclasses import replace
from typing import Any

from domain.finding import Finding, Severity
from domain.report import Report
from tests.rules.counts import Counts, table_three
from tests.rules.located import failures, told
from tests.rules.reports import report

CITY = table_three(
    {
        "natural_person": {
            "granted": 10, "partly_granted": 21, "refused_process": 3, "rejected_repeat": 6,
            "carried_in": 2, "carried_out": 5,
        },
        "business": {"granted": 4, "unavailable_not_held": 17, "carried_out": 1},
        "research": {"partly_granted": 2},
    }
)  # fmt: skip


def spoilt(changes: dict[str, object], counts: Counts = CITY, **more: Any) -> Report:
    """A report with `counts` in table 3, but for `changes` by row and column."""
    return report(
        cells={**counts, **{f"applications.{name}": new for name, new in changes.items()}}, **more
    )


def suspects(findings: list[Finding]) -> list[tuple[str, str | None, str | None]]:
    """Row and column of each suspected cell, what stands there and what should."""
    return [
        (each.where.cells[0].removeprefix("applications."), each.found, each.expected)
        for each in findings
    ]


def list_of_results(number: int) -> list[str]:
    rows = dict.fromkeys(name.split(".")[1] for name in CITY)
    return list(rows)[2 : 2 + number]


def test_one_wrong_number_gives_one_finding_that_shows_every_sum_mended() -> None:
    (finding,) = told(spoilt({"granted.natural_person": 15}))
    assert finding.message == (
        "“自然人 · （一）予以公开”填的是 15，按两项勾稽关系应为 10。改成 10 后，下面两处同时相符："
        "\n　自然人一列：（一）予以公开 10＋（二）部分公开 21＋（三）不予公开6.属于四类过程性信息 3"
        "＋（五）不予处理2.重复申请 6＝40，（七）总计 40"
        "\n　（一）予以公开一行：自然人 10＋商业企业 4＝14，总计 14"
    )
    assert finding.fix == "请对照台账确认，不要只按算式改。"
    assert (finding.rule, finding.severity) == ("T3-RESULTSUM", Severity.ERROR)
    assert (finding.found, finding.expected) == ("15", "10")
    assert (finding.where.section, finding.where.table, finding.where.page) == (
        "三", "applications", 3,
    )  # fmt: skip


def test_it_names_the_wrong_cell_first_and_explains_every_failed_relation() -> None:
    made = spoilt({"processed_total.business": 12})
    (finding,) = told(made)
    plain = failures(made)
    assert [each.rule for each in plain] == ["T3-BALANCE", "T3-RESULTSUM", "T3-ROWSUM"]
    assert [(each.rule, each.message, each.cells) for each in finding.explains] == [
        (each.rule, each.message, each.where.cells) for each in plain
    ]
    assert finding.where.cells[0] == "applications.processed_total.business"
    assert set(finding.where.cells) == {cell for each in plain for cell in each.where.cells}
    assert "按三项勾稽关系应为 21" in finding.message


def test_a_long_sum_is_shown_as_its_result() -> None:
    counts = table_three({"other": dict.fromkeys(list_of_results(7), 2)})
    (finding,) = told(spoilt({"granted.other": 5}, counts))
    assert "其他一列：各项之和 14，（七）总计 14" in finding.message


def test_two_wrong_cells_are_told_each_by_itself() -> None:
    wrong = {"received.natural_person": 34, "unavailable_not_held.total": 71}
    findings = told(spoilt(wrong))
    assert suspects(findings) == [
        ("received.natural_person", "34", "43"),
        ("unavailable_not_held.total", "71", "17"),
    ]
    assert all("一并" not in each.message for each in findings)


def test_wrong_cells_that_meet_in_a_sum_are_mended_together() -> None:
    findings = told(spoilt({"granted.natural_person": 9, "granted.business": 7}))
    assert suspects(findings) == [
        ("granted.natural_person", "9", "10"),
        ("granted.business", "7", "4"),
    ]
    assert "与“商业企业 · （一）予以公开”一并改正后，下面两处同时相符：" in findings[0].message


def test_a_number_in_the_wrong_column_is_told_as_such() -> None:
    moved = {"refused_process.natural_person": 0, "refused_process.business": 3}
    (finding,) = told(spoilt(moved))
    assert finding.message.startswith(
        "“自然人 · （三）不予公开6.属于四类过程性信息”填的是 0，"
        "“商业企业 · （三）不予公开6.属于四类过程性信息”填的是 3，两格可能填反了。"
        "互换后，下面两处同时相符："
    )
    assert finding.where.cells[:2] == tuple(f"applications.{name}" for name in moved)
    assert (finding.found, finding.expected) == ("0", "3")


def test_a_mistake_carried_into_the_totals_is_left_open() -> None:
    (finding,) = told(spoilt({"carried_out.research": 1, "carried_out.total": 7}))
    assert finding.message == (
        "两项勾稽关系不相符，以下任一处改正后各项都相符："
        "\n　“科研机构 · 本年新收”由 2 改为 3，并且“总计 · 本年新收”由 67 改为 68"
        "\n　“科研机构 · 上年结转”由 0 改为 1，并且“总计 · 上年结转”由 2 改为 3"
        "\n　“科研机构 · 结转下年度”由 1 改为 0，并且“总计 · 结转下年度”由 7 改为 6"
    )
    assert finding.fix == "请对照台账确认是哪一处，不要只按算式改。"
    assert (finding.found, finding.expected) == (None, None)
    assert len(finding.explains) == 2


def test_what_has_too_many_explanations_stays_as_it_is() -> None:
    counts = table_three({"other": dict.fromkeys(list_of_results(5), 8)})
    made = spoilt({"granted.other": 9, "granted.total": 9}, counts)
    assert len(failures(made)) == 2
    assert told(made) == failures(made)


def test_more_wrong_cells_than_can_be_told_apart_stay_as_they_are() -> None:
    wrong = ("granted", "partly_granted", "refused_process", "rejected_repeat", "carried_in")
    made = spoilt({f"{row}.natural_person": 50 + number for number, row in enumerate(wrong)})
    assert told(made) == failures(made)


def test_an_inequality_settles_no_number_and_stays_as_it_is() -> None:
    fewer = {"disclosure.rules.issued": 5, "disclosure.rules.in_force": 3}
    made = report(cells={**CITY, "applications.granted.natural_person": 15, **fewer})
    inequality, *sums = failures(made)
    assert inequality.rule == "T2-VALID"
    assert told(made)[0] == inequality
    assert told(made)[1].explains != ()
    assert (len(told(made)), len(sums)) == (2, 2)


def test_a_row_of_table_4_has_only_its_own_sum_and_stays_as_it_is() -> None:
    cells = {"reviews.reconsideration.upheld": 1, "reviews.litigation_direct.total": 2}
    made = report(cells=cells)
    assert len(failures(made)) == 2
    assert told(made) == failures(made)


TIED = table_three(
    {
        "natural_person": {"granted": 12, "partly_granted": 30},
        "business": {"granted": 40, "partly_granted": 40},
    }
)
TRANSPOSED = {"granted.natural_person": 21, "partly_granted.business": 49}
"""Nine more in two cells: as well nine more in the two cells across from them."""


def test_of_two_explanations_the_usual_slip_is_likely_and_the_other_is_told_too() -> None:
    findings = told(spoilt(TRANSPOSED, TIED))
    assert suspects(findings) == [
        ("granted.natural_person", "21", "12"),
        ("partly_granted.business", "49", "40"),
    ]
    for finding in findings:
        assert "很可能应为" in finding.message
        assert finding.message.endswith(
            "也可能是：\n　“商业企业 · （一）予以公开”由 40 改为 31，"
            "并且“自然人 · （二）部分公开”由 30 改为 21"
        )


def test_a_cell_recognised_without_certainty_is_suspected_before_others() -> None:
    made = spoilt(TRANSPOSED, TIED)
    names = ("granted.business", "partly_granted.natural_person")
    doubtful = {
        cell: replace(made.cells[cell], confidence=0.6)
        for cell in (f"applications.{name}" for name in names)
    }
    findings = told(replace(made, cells={**made.cells, **doubtful}))
    assert suspects(findings) == [
        ("granted.business", "40", "31"),
        ("partly_granted.natural_person", "30", "21"),
    ]


def test_a_cell_left_blank_is_said_to_be_blank() -> None:
    (finding,) = told(spoilt({"received.business": ""}))
    assert finding.message.startswith("“商业企业 · 本年新收”没有填，按两项勾稽关系应为 22。")
    assert (finding.found, finding.expected) == ("", "22")


def test_totals_left_blank_remain_warnings() -> None:
    counts = table_three({"other": {"granted": 2, "carried_in": 2}})
    findings = told(spoilt({"*.total": ""}, counts))
    assert {each.severity for each in findings} == {Severity.WARNING}
    assert suspects(findings) == [
        ("carried_in.total", "", "2"),
        ("granted.total", "", "2"),
        ("processed_total.total", "", "2"),
    ]


def test_relations_with_unreadable_cells_take_no_part() -> None:
    made = spoilt({"granted.natural_person": 15}, unreadable=["applications.granted.research"])
    assert [each.rule for each in failures(made)] == ["T3-RESULTSUM"]
    assert told(made) == failures(made)


def test_the_same_report_is_always_told_the_same() -> None:
    made = spoilt({"granted.natural_person": 15, "received.total": 76, "carried_in.other": 1})
    assert told(made) == told(made)
