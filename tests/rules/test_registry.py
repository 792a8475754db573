"""Rules are found by looking, and one that is not fit to run stops the program at load."""

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

import rules
from domain.finding import Severity
from rules import registry
from rules.definition import Hit, Rule, RuleError, UnitsRule, Wording
from rules.definition import rule as declare
from rules.relation_file import load_relations
from rules.subject import Subject

ISSUE_RULES = {
    "S-TEMPLATE-YEAR", "S-SECTIONS", "S-TABLES", "S-LABEL", "P-TITLE", "P-YEAR", "P-RANGE",
    "T2-NUM", "T2-BLANK", "T3-BALANCE", "T3-ROWSUM", "T3-RESULTSUM", "T3-INT", "T3-BLANK",
    "T4-SUM", "T4-BLANK", "X-NONE", "X-NEW", "N-SUM-CLOSED",
}  # fmt: skip

GOOD = """
[[relation]]
id = "T9-SUM"
title = "示例"
table = "reviews"
for_each = "row"
formula = "upheld + corrected == total"
suspect = "total"
forms = ["2021"]
basis = "表样"
message = "{left}"
fix = "改"
why = "因为"
wrong = "错"
right = "对"
mend = "改"
"""


def test_the_rules_of_the_first_slice_are_there() -> None:
    assert {info.id for info in registry.all_rules()} >= ISSUE_RULES


def test_a_rule_is_found_by_its_id() -> None:
    info = registry.rule("T3-BALANCE")
    assert info.kind == "relation"
    assert info.formula == "received + carried_in == processed_total + carried_out"
    assert info.formula_words == "本年新收＋上年结转＝（七）总计＋结转下年度"
    assert registry.rule("X-NONE").formula is None


def test_an_unknown_id_is_told() -> None:
    with pytest.raises(KeyError, match="T9-SUM"):
        registry.rule("T9-SUM")


def test_every_code_rule_lies_alone_in_a_file_of_its_name() -> None:
    for package in (
        "structure",
        "tables",
        "text",
        "cross",
        "history",
        "rollup",
        "privacy",
        "wording",
    ):
        folder = Path(rules.__path__[0]) / package
        for module_info in pkgutil.iter_modules([str(folder)]):
            module = import_module(f"rules.{package}.{module_info.name}")
            ids = [
                value.info.id
                for value in vars(module).values()
                if isinstance(value, Rule | UnitsRule)
            ]
            assert ids == [module_info.name.upper().replace("_", "-")]


def test_no_two_rules_may_have_the_same_id() -> None:
    first = load_relations(GOOD, "a.toml")
    second = load_relations(GOOD, "b.toml")
    with pytest.raises(RuleError, match=r"b\.toml: T9-SUM is also the id of one in a\.toml"):
        registry.collect((*first, *second))


@pytest.mark.parametrize(
    ("replaced", "by", "fault"),
    [
        ("upheld + corrected", "upheld +", "does not parse"),
        ("upheld + corrected", "upheld + received", "has no column 'received'"),
        ("upheld + corrected", "sum(results)", "unknown group 'results'"),
        ("upheld + corrected", "upheld * corrected", "not allowed"),
        ('table = "reviews"', 'table = "accounts"', "has no table 'accounts'"),
        ('for_each = "row"', 'for_each = "cell"', "for_each is 'cell'"),
        ('suspect = "total"', 'suspect = "pending"', "suspect 'pending'"),
        ('forms = ["2021"]', 'forms = ["2030"]', "2030"),
        ('forms = ["2021"]', "forms = []", "forms"),
        ('basis = "表样"', 'basis = ""', "no basis"),
        ('basis = "表样"', "", "no basis"),
        ('why = "因为"', "", "no why"),
        ('fix = "改"', 'fix = "改"\ncolour = "red"', "unknown keys"),
        ('fix = "改"', 'fix = "改"\nseverity = "fatal"', "fatal"),
    ],
)
def test_a_faulty_relation_is_refused_by_file_and_id(replaced: str, by: str, fault: str) -> None:
    assert replaced in GOOD
    with pytest.raises(RuleError) as caught:
        load_relations(GOOD.replace(replaced, by), "rules/relations/new.toml")
    message = str(caught.value)
    assert message.startswith("rules/relations/new.toml: T9-SUM: ")
    assert fault in message


def test_a_file_that_is_not_toml_is_refused_by_its_name() -> None:
    with pytest.raises(RuleError, match=r"new\.toml"):
        load_relations("[[relation", "new.toml")


@pytest.mark.parametrize(
    ("doc", "basis", "fault"),
    [
        ("题", "表样", "为什么、错例、对例、改法"),
        ("题\n\n为什么：一\n错例：二\n对例：三", "表样", "改法"),
        ("题\n\n为什么：一\n错例：二\n对例：三\n改法：四", " ", "no basis"),
    ],
)
def test_a_function_without_manual_or_basis_is_refused(doc: str, basis: str, fault: str) -> None:
    def judge(subject: Subject) -> list[Hit]:
        return []

    judge.__doc__ = doc
    with pytest.raises(RuleError, match=f"X-NEWER: .*{fault}"):
        declare(id="X-NEWER", severity=Severity.INFO, basis=basis, message="m", fix="f")(judge)


def test_a_function_with_its_manual_becomes_a_rule() -> None:
    def judge(subject: Subject) -> list[Hit]:
        """题目

        为什么：第一行
        第二行
        错例：二
        对例：三
        改法：四
        """
        return []

    made = declare(
        id="X-NEWER",
        severity=Severity.INFO,
        basis="b",
        message="m",
        fix="f",
        also={"other": Wording("m2", "f2")},
    )(judge)
    assert made.info.title == "题目"
    assert made.info.manual.why == "第一行第二行"
    assert made.info.wording("other") == Wording("m2", "f2")
    assert made.info.wording(None) == Wording("m", "f")


def test_the_version_is_a_short_hash() -> None:
    assert len(registry.rules_version()) == 12
    assert int(registry.rules_version(), 16) >= 0
