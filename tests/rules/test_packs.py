"""An office adds rules of its own by a file; one that is not fit to run stops the program."""

from pathlib import Path

import pytest

from domain.finding import Severity
from domain.policy import Policy
from rules import registry
from rules.check import check
from rules.definition import RuleError
from rules.pack import load_pack
from tests.rules.reports import report

PACK = """
[[relation]]
id = "LOCAL-PENDING"
title = "表四：尚未审结不多于总计"
table = "reviews"
for_each = "row"
formula = "total >= pending"
suspect = "pending"
forms = ["2021"]
severity = "warning"
basis = "本县年报审核办法"
message = "{line}：{right}，多于{left}。"
fix = "请核对“尚未审结”。"
why = "尚未审结的件数包含在总计里。"
wrong = "总计 1，尚未审结 2。"
right = "总计 2，尚未审结 2。"
mend = "核对台账。"

[[pattern]]
id = "LOCAL-NAME"
title = "机构改革后的名称"
replace = { "县国土资源局" = "县自然资源局", "县工商局" = "县市场监管局" }
unless = "原县"
severity = "warning"
basis = "本县机构改革方案"
message = "“{match}”是旧名称，现为“{right}”。"
fix = "请改为“{right}”。"
why = "年报应使用现行机构名称。"
wrong = "县国土资源局公开信息5条。"
right = "县自然资源局公开信息5条。"
mend = "按机构改革方案改名。"
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "local.toml"
    path.write_text(PACK, "utf-8")
    return path


def test_the_rules_of_a_pack_judge_beside_the_others(pack: Path) -> None:
    sentences = ["县工商局公开信息6条。", "原县国土资源局的信息已移交。", "县工商局另有2条。"]
    made = report(
        texts={"一": sentences},
        cells={"reviews.reconsideration.pending": 1, "reviews.reconsideration.total": 0},
    )
    found = {
        each.rule: (each.message, each.severity)
        for each in check(made, packs=(pack,)).findings
        if each.rule.startswith("LOCAL")
    }
    assert found == {
        "LOCAL-NAME": ("“县工商局”是旧名称，现为“县市场监管局”。", Severity.WARNING),
        "LOCAL-PENDING": ("行政复议：尚未审结 1，多于总计 0。", Severity.WARNING),
    }


def test_a_pack_is_listed_and_explained_with_the_rest(pack: Path) -> None:
    assert registry.rule("LOCAL-NAME", (pack,)).kind == "pattern"
    assert {"LOCAL-NAME", "T4-SUM"} <= {info.id for info in registry.all_rules((pack,))}
    assert "LOCAL-NAME" not in {info.id for info in registry.all_rules()}


@pytest.mark.parametrize(
    ("replaced", "by", "fault"),
    [
        ("LOCAL-NAME", "T4-SUM", "T4-SUM is also the id of one in"),
        ("[[pattern]]", "[[patterns]]", r"local\.toml: unknown \['patterns'\]"),
        ("total >= pending", "total >= pending + appeals", "LOCAL-PENDING: .*no column 'appeals'"),
        ('wrong = "县国土资源局公开', 'wrong = "自然资源局公开', "nothing in its wrong example"),
        ('right = "县自然资源局公开', 'right = "县工商局公开', "a fault in its right example"),
        ('unless = "原县"', 'unless = "原(县"', "LOCAL-NAME: missing \\)"),
        ('basis = "本县机构改革方案"', "", "LOCAL-NAME: no basis"),
        ('unless = "原县"', 'except = "原县"', r"LOCAL-NAME: unknown keys \['except'\]"),
        ('severity = "warning"', 'severity = "grave"', "'grave' is not a valid Severity"),
        ("[[relation]]", "[[relation", "local.toml: "),
    ],
)
def test_a_pack_that_is_not_fit_to_run_is_named_with_its_fault(
    tmp_path: Path, replaced: str, by: str, fault: str
) -> None:
    path = tmp_path / "local.toml"
    path.write_text(PACK.replace(replaced, by), "utf-8")
    with pytest.raises(RuleError, match=fault):
        registry.runnable_rules((path,))


def test_a_pack_that_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"away\.toml: FileNotFoundError"):
        load_pack(tmp_path / "away.toml")
    (tmp_path / "empty.toml").write_text("", "utf-8")
    with pytest.raises(RuleError, match="holds no"):
        load_pack(tmp_path / "empty.toml")


def test_a_rule_is_switched_off_or_graded_otherwise() -> None:
    made = report(cells={"reviews.litigation_direct.total": 2})
    assert [each.rule for each in check(made).findings] == ["T4-SUM"]
    assert check(made, policy=Policy(off=frozenset({"T4-SUM"}))).findings == ()
    graded = check(made, policy=Policy(severities={"T4-SUM": Severity.INFO}))
    assert [each.severity for each in graded.findings] == [Severity.INFO]


def test_an_explained_finding_stays_with_its_reason_but_no_longer_counts() -> None:
    made = report(cells={"reviews.litigation_direct.total": 2, "reviews.reconsideration.total": 1})
    first, second = check(made).findings
    result = check(made, policy=Policy(justified={first.key: "台账如此，已报主管"}))
    assert result.open == (second,)
    assert result.count(Severity.ERROR) == 1
    assert result.findings[-1].justified == "台账如此，已报主管"


def test_a_finding_is_known_again_on_another_page_but_not_with_another_number() -> None:
    made, _ = (
        check(report(cells={"reviews.litigation_direct.total": n})).findings[0] for n in (2, 3)
    )
    again = check(report(cells={"reviews.litigation_direct.total": 2})).findings[0]
    other = check(report(cells={"reviews.litigation_direct.total": 3})).findings[0]
    assert made.key == again.key != other.key


def test_the_version_of_the_rules_changes_with_a_pack(tmp_path: Path) -> None:
    versions = [registry.rules_version()]
    for title in ("机构改革后的名称", "现在的名称"):
        pack = tmp_path / f"{title}.toml"
        pack.write_text(PACK.replace("机构改革后的名称", title), "utf-8")
        versions.append(registry.rules_version((pack,)))
    assert len(set(versions)) == 3
