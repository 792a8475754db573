"""Last year's report is compared only where it is certain to be the same unit's, of last year."""

import pytest

from rules.organisation import is_government, is_government_office, is_same
from rules.subject import NO_PREVIOUS, CannotJudge, LastYear, Subject
from tests.rules.reports import report


def reason(**last: object) -> str:
    """Why a report of 2023 is not compared with this one."""
    subject = Subject(report(year=2023), LastYear(report(**last)))  # type: ignore[arg-type]
    with pytest.raises(CannotJudge) as stopped:
        _ = subject.previous
    return stopped.value.doubt.reason


def test_without_last_years_report_nothing_is_compared() -> None:
    with pytest.raises(CannotJudge, match=NO_PREVIOUS):
        _ = Subject(report()).previous


def test_a_report_of_another_year_is_not_compared() -> None:
    assert reason(year=2021) == "用来对照的是 2021 年度的报告，不是上一年度（2022）的"


def test_a_report_without_a_year_is_not_compared() -> None:
    assert reason(year=0, form="2021") == "看不出是哪一年度的报告，不能与上一年度对照"


def test_a_report_of_another_unit_is_not_compared() -> None:
    said = reason(year=2022, unit="青山县白鹭镇人民政府")
    assert said == "用来对照的是“青山县白鹭镇人民政府”的报告，不是同一个单位的"


def test_a_cell_of_last_year_that_was_not_read_is_said_to_be_last_years() -> None:
    last = report(year=2022, unreadable=["applications.carried_out.total"])
    subject = Subject(report(year=2023), LastYear(last))
    with pytest.raises(CannotJudge) as stopped:
        subject.previous.number("applications.carried_out.total")
    doubt = stopped.value.doubt
    assert doubt.reason == "上一年度的报告：“结转下年度”无法识别"
    assert doubt.cells == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("青山县石桥镇人民政府", "石桥镇人民政府", True),
        ("青山县石桥镇人民政府", "青山县石桥镇", True),
        ("青山县教育体育局", "青山县教体局", True),
        ("青山县政府", "青山县人民政府", True),
        ("青山县人民政府", "青山县石桥镇人民政府", False),
        ("青山县人民政府", "青山县人民政府办公室", False),
        ("青山县民政局", "青山县水务局", False),
    ],
)
def test_names_of_one_organisation_are_known_in_their_short_forms(
    one: str, other: str, same: bool
) -> None:
    assert is_same(one, other) is is_same(other, one) is same


@pytest.mark.parametrize(
    ("name", "government", "office"),
    [
        ("青山县石桥镇人民政府", True, False),
        ("青山县城关街道办事处", True, False),
        ("青山县民政局", False, False),
        ("青山县人民政府办公室", False, True),
        ("青山县信访局办公室", False, False),
    ],
)
def test_a_name_tells_governments_and_their_offices(
    name: str, government: bool, office: bool
) -> None:
    assert (is_government(name), is_government_office(name)) == (government, office)
