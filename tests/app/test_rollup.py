"""`nianbao rollup` as outsiders use it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.app.command import nianbao
from tests.parsing.specimen import Specimen, Value, cell_names

COUNTY, OFFICE = "青山县人民政府", "青山县人民政府办公室"
STONE, HERON = "青山县青石镇人民政府", "青山县白鹭镇人民政府"


def written(folder: Path, unit: str, count: int) -> str:
    """A report as a text file that received and granted `count` applications."""
    cells: dict[str, Value] = dict.fromkeys(cell_names("2021"), 0)
    for row in ("received", "granted", "processed_total"):
        for column in ("natural_person", "total"):
            cells[f"applications.{row}.{column}"] = count
    path = folder / f"{unit}.txt"
    path.write_text(Specimen(unit=unit, year=2023, form="2021", cells=cells).text(), "utf-8")
    return str(path)


def rollup(*words: str) -> Result:
    return nianbao("rollup", *words)


def rolled_up(*words: str) -> tuple[int, Any]:
    result = rollup(*words, "--format", "json")
    return result.exit_code, json.loads(result.stdout)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """A county's report that leaves out the 2 applications of one township."""
    counts = {COUNTY: 33, OFFICE: 3, STONE: 2, HERON: 30}
    return [written(tmp_path, unit, count) for unit, count in counts.items()]


def test_the_difference_names_the_unit_that_was_left_out(files: list[str]) -> None:
    code, document = rolled_up(*files)
    (finding,) = document["findings"]
    assert (code, finding["rule"], finding["severity"]) == (0, "RU-T3", "warning")
    assert f"“{STONE}”填的数，可能漏加" in finding["message"]
    assert document["missing"] == []
    assert [unit["unit"] for unit in document["units"]] == [OFFICE, STONE, HERON]


def test_with_the_list_of_units_it_is_an_error_and_who_is_missing_is_told(
    tmp_path: Path, files: list[str]
) -> None:
    listed = tmp_path / "名单.txt"
    listed.write_text(f"{OFFICE}\n{STONE}\n{HERON}\n青山县水务局\n", "utf-8")
    code, document = rolled_up(*files, "--units", str(listed))
    graded = {finding["rule"]: finding["severity"] for finding in document["findings"]}
    assert (code, graded) == (1, {"RU-T3": "error", "RU-MISSING": "info"})
    assert document["missing"] == ["青山县水务局"]


def test_the_text_says_verdict_cells_and_suspect(files: list[str]) -> None:
    text = rollup(*files).stdout
    assert text.index("请核对 1 处") < text.index("本年新收 · 自然人”应为 35，填的是 33")
    assert "可能漏加" in text.replace("\n", "").replace(" ", "")


def test_an_unreadable_file_does_not_stop_the_others(tmp_path: Path, files: list[str]) -> None:
    broken = tmp_path / "坏的.pdf"
    broken.write_bytes(b"%PDF-1.4 broken")
    code, document = rolled_up(files[0], str(broken), files[1])
    assert code == 2
    assert document["units"][0]["error"]["code"] == "broken"
    assert document["units"][1]["unit"] == OFFICE


def test_an_unreadable_report_of_the_parent_ends_with_two(files: list[str]) -> None:
    assert rolled_up("没有.pdf", files[1]) == (
        2,
        {
            "file": "没有.pdf",
            "error": {"code": "not_found", "message": "找不到或打不开文件“没有.pdf”。"},
        },
    )
