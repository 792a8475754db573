"""`nianbao check --previous`: this year's report beside last year's."""

import json
from pathlib import Path

import pytest

from tests.app.command import nianbao
from tests.parsing.specimen import Specimen, Value, cell_names

UNIT = "青山县石桥镇人民政府"


def written(folder: Path, year: int, **carried: int) -> str:
    """A report as a text file, all zero but what was carried over, by row."""
    cells: dict[str, Value] = dict.fromkeys(cell_names("2021"), 0)
    for row, count in carried.items():
        for column in ("natural_person", "total"):
            cells[f"applications.{row}.{column}"] = count
    path = folder / f"{year}.txt"
    path.write_text(Specimen(unit=UNIT, year=year, form="2021", cells=cells).text(), "utf-8")
    return str(path)


def checked(*words: str) -> tuple[int, str]:
    result = nianbao("check", *words)
    return result.exit_code, result.stdout


@pytest.fixture
def this_year(tmp_path: Path) -> str:
    return written(tmp_path, 2023, carried_in=2, processed_total=2, granted=2)


def test_what_was_carried_over_is_held_against_last_year(tmp_path: Path, this_year: str) -> None:
    last_year = written(tmp_path, 2022, received=3, carried_out=3)
    code, output = checked(this_year, "--previous", last_year, "--format", "json")
    document = json.loads(output)
    (finding,) = [f for f in document["findings"] if f["rule"] == "Y-CARRY"]
    assert code == 1
    assert finding["where"]["cells"][0] == "applications.carried_in.natural_person"
    assert (finding["found"], finding["expected"]) == ("2", "3")


def test_a_report_of_another_year_is_not_compared_and_that_is_said(
    tmp_path: Path, this_year: str
) -> None:
    _, output = checked(this_year, "--previous", written(tmp_path, 2021), "--format", "json")
    reasons = {u["reason"] for u in json.loads(output)["unassessed"] if u["rule"] == "Y-CARRY"}
    assert reasons == {"用来对照的是 2021 年度的报告，不是上一年度（2022）的"}


def test_without_last_year_one_line_tells_how_to_compare(this_year: str) -> None:
    _, output = checked(this_year)
    assert output.count("没有 2022 年度的报告，年度之间没有核对") == 1
    assert "没能判断" not in output


def test_a_previous_report_that_cannot_be_read_ends_with_two(this_year: str) -> None:
    assert checked(this_year, "--previous", "没有.txt")[0] == 2
