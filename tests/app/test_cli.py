"""The command line as outsiders use it: names, JSON, exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.app.command import nianbao, nianbao_process
from tests.parsing.specimen import Specimen, consistent_cells

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
TRUE_ERRORS = {
    "bf2020": ["N-SUM-CLOSED"],
    "pl2020": [],
    "tz2022": [],
    "hz2023": ["S-TEMPLATE-YEAR", "T4-SUM", "T4-SUM"],
}
RENDERINGS = [
    "bf2020.txt", "bf2020.docx", "bf2020.pdf",
    "pl2020.txt", "pl2020.docx", "pl2020.pdf",
    "tz2022.txt", "tz2022.docx",
    "hz2023.pdf",
]  # fmt: skip


def sample(name: str) -> str:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the sample reports are not beside the repository")
    return str(path)


def checked(*words: str) -> tuple[int, Any]:
    result = nianbao("check", *words, "--format", "json")
    return result.exit_code, json.loads(result.stdout)


@pytest.mark.parametrize("name", RENDERINGS)
def test_a_real_report_has_its_true_errors_and_no_other(name: str) -> None:
    code, document = checked(sample(name))
    errors = [f["rule"] for f in document["findings"] if f["severity"] == "error"]
    assert sorted(errors) == TRUE_ERRORS[name.split(".")[0]]
    assert code == (1 if errors else 0)


def test_check_json_has_exactly_the_agreed_shape() -> None:
    name = sample("hz2023.pdf")
    result = nianbao_process("check", name, "--format", "json")
    document = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (1, "")
    assert set(document) == {
        "file", "title", "unit", "year", "form", "summary", "findings", "unassessed", "warnings",
    }  # fmt: skip
    assert document["file"] == name
    advice = [f for f in document["findings"] if f["severity"] == "info"]
    assert document["summary"] == {"error": 3, "warning": 0, "info": len(advice)}
    total = next(f for f in document["findings"] if f["expected"] == "11")
    assert set(total) == {"rule", "severity", "message", "fix", "where", "found", "expected"}
    assert total["where"]["cells"][0] == "reviews.reconsideration.total"
    assert total["where"] | {"cells": []} == {
        "section": "四", "table": "reviews", "cells": [], "page": 4, "quote": None,
    }  # fmt: skip
    assert total["found"] == "0"


def test_a_finding_about_the_text_quotes_the_sentence_exactly() -> None:
    name = sample("bf2020.txt")
    _, document = checked(name)
    (finding,) = [f for f in document["findings"] if f["rule"] == "N-SUM-CLOSED"]
    assert finding["where"]["quote"] in Path(name).read_text("utf-8")


def test_extract_json_gives_every_cell_with_its_place() -> None:
    result = nianbao("extract", sample("hz2023.pdf"), "--format", "json")
    document = json.loads(result.stdout)
    assert result.exit_code == 0
    assert document["title"] == "洪泽区人民政府2023年政府信息公开工作年度报告"
    assert (document["unit"], document["year"], document["form"]) == (
        "洪泽区人民政府",
        2023,
        "2021",
    )
    assert [section["number"] for section in document["sections"]] == list("一二三四五六")
    cell = document["cells"]["applications.received.natural_person"]
    assert (cell["value"], cell["text"], cell["page"]) == (21, "21", 3)
    x0, top, x1, bottom = cell["bbox"]
    assert 0 < x0 < x1 < 595
    assert 0 < top < bottom < 842
    assert document["cells"]["disclosure.fees.amount"]["value"] == 7730.28


def test_extract_draws_what_was_read_over_the_pages(tmp_path: Path) -> None:
    picture = tmp_path / "overlay.png"
    result = nianbao("extract", sample("hz2023.pdf"), "--overlay", str(picture))
    assert (result.exit_code, json.loads(result.stdout)["year"]) == (0, 2023)
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_extract_says_what_it_cannot_draw_on(tmp_path: Path) -> None:
    picture = tmp_path / "overlay.png"
    result = nianbao("extract", sample("bf2020.docx"), "--overlay", str(picture))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip() == "“bf2020.docx”不是 PDF，没有可以画的页。请先另存为 PDF。"
    assert not picture.exists()


def test_a_batch_keeps_its_order_and_an_unreadable_file_does_not_stop_it(tmp_path: Path) -> None:
    broken = tmp_path / "坏的.pdf"
    broken.write_bytes(b"%PDF-1.4 broken")
    code, documents = checked(str(broken), sample("hz2023.pdf"), str(tmp_path / "没有.pdf"))
    assert code == 2
    assert [document.get("error", {}).get("code") for document in documents] == [
        "broken", None, "not_found",
    ]  # fmt: skip
    assert "坏的.pdf" in documents[0]["error"]["message"]
    assert documents[1]["summary"]["error"] == 3


def test_the_text_output_says_verdict_place_sum_and_mend() -> None:
    result = nianbao("check", sample("hz2023.pdf"))
    assert result.exit_code == 1
    text = result.stdout
    assert text.index("改 3 处再发。") < text.index("表四 · 行政复议 · 总计（第 4 页）")
    assert "结果维持 10＋结果纠正 1＋其他结果 0＋尚未审结 0＝11" in text
    assert "改法：" in text


def test_sarif_carries_every_finding_with_its_rule() -> None:
    result = nianbao("check", sample("hz2023.pdf"), "--format", "sarif")
    (run,) = json.loads(result.stdout)["runs"]
    known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    levels = [found["level"] for found in run["results"]]
    assert (levels[:3], set(levels[3:])) == (["error"] * 3, {"note"})
    assert {found["ruleId"] for found in run["results"]} <= known


def test_html_is_a_page_of_its_own() -> None:
    result = nianbao("check", sample("hz2023.pdf"), "--format", "html")
    assert result.stdout.startswith("<!DOCTYPE html>")
    assert "表四 · 行政复议 · 总计" in result.stdout


def test_unit_and_year_can_be_given_for_a_report_that_does_not_name_them() -> None:
    _, document = checked(sample("hz2023.pdf"), "--unit", "某局", "--year", "2022")
    assert (document["unit"], document["year"]) == ("某局", 2022)


def test_rules_lists_all_and_explains_one() -> None:
    assert "T3-BALANCE" in nianbao("rules").stdout
    one = nianbao("rules", "t3-balance")
    assert one.exit_code == 0
    assert "received + carried_in == processed_total + carried_out" in one.stdout
    unknown = nianbao("rules", "T9-NONE")
    assert unknown.exit_code == 2
    assert "没有编号为 T9-NONE 的规则" in unknown.stderr


def test_a_wrong_call_ends_with_two() -> None:
    assert nianbao("check").exit_code == 2
    assert nianbao("check", "a.pdf", "--format", "csv").exit_code == 2


OWN_RULE = """
[[pattern]]
id = "LOCAL-WORD"
title = "本县不用的说法"
pattern = "便民利民惠民"
severity = "warning"
basis = "本县年报审核办法"
message = "“{match}”请换一个说法。"
fix = "请改写。"
why = "本县约定不用。"
wrong = "便民利民惠民措施。"
right = "便民措施。"
mend = "改写。"
"""


def test_the_office_adds_a_rule_of_its_own_by_a_setting(tmp_path: Path) -> None:
    pack, file = tmp_path / "own.toml", tmp_path / "年报.txt"
    pack.write_text(OWN_RULE, "utf-8")
    wordy = {"一": ["出台便民利民惠民措施3项。"]}
    cells = consistent_cells("2021", 1)
    file.write_text(Specimen("甲县乙镇人民政府", 2025, "2021", cells, wordy).text(), "utf-8")
    own = {"NIANBAO_RULE_PACKS": str(pack)}
    document = json.loads(nianbao("check", str(file), "--format", "json", **own).stdout)
    assert "LOCAL-WORD" in [finding["rule"] for finding in document["findings"]]
    assert "本县不用的说法" in nianbao("rules", "LOCAL-WORD", **own).stdout
    assert nianbao("rules", "LOCAL-WORD").exit_code == 2


def test_an_own_rule_that_is_not_fit_to_run_is_named(tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text(OWN_RULE.replace("便民措施。", "便民利民惠民。"), "utf-8")
    result = nianbao_process("rules", NIANBAO_RULE_PACKS=str(pack))
    assert (result.returncode, result.stdout) == (2, "")
    assert "own.toml: LOCAL-WORD: finds a fault in its right example" in result.stderr


def test_that_no_file_can_be_read_is_said_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parsing.children._COMMAND", ("false",))
    report = tmp_path / "年报.txt"
    report.write_text("年报", "utf-8")
    status, read = checked(str(report))
    assert (status, read["error"]["code"]) == (2, "not_read")
