"""How fast reports are compared across units, and whether planted copies are found.

    uv run python -m benchmarks.rollup [--reports 10000] [--copies 100] [--seed 1]

Invents a report that sums up and that many reports below it, of the length of published ones.
Some are copies of another in which the unit's name, the numbers and a few words were changed; from
the sum one unit was left out. Prints the seconds and what was found of what was planted; ends with
status 1 where it takes more than a minute or misses one.
"""

import argparse
import random
import re
import time
from collections.abc import Sequence
from dataclasses import replace

from domain.document import Place
from domain.form import load_form
from domain.report import Cell, Paragraph, Report, Section
from rules.check_units import check_units
from rules.units import Units

_SECONDS = 60.0
_LONGEST = {"一": 1000, "五": 350}
"""Characters of a section: “原则上不超过一千字” for the first."""
_PLACE = Place(path="paragraph 1")
_WORDS = re.findall(
    "..",
    "公开发布栏目村民群众补贴项目资金清单台账窗口热线微信网站干部培训评议解读图表会议"
    "方案责任审核登记答复期限流程目录档案更新检查整改教育医疗低保农田道路供水河道森林"
    "防火就业社保养老妇女儿童文化体育旅游招商企业许可处罚执法信用监管采购招标预算绩效"
    "审计信访调解法治普法档口市场菜场公交校车土地房屋拆迁规划环保垃圾厕所绿化节水用电"
    "燃气安全应急气象地震消防",
)
_VERBS = re.findall(
    "..", "梳理汇总公布张贴推送走访约谈编印改版合并细化压实登记复核抽查通报对照试行开通培训"
)


def main() -> None:
    arguments = _arguments()
    chance = random.Random(arguments.seed)  # noqa: S311 - invented reports
    reports = [_report(chance, number) for number in range(arguments.reports)]
    numbers = chance.sample(range(arguments.reports), 2 * arguments.copies + 1)
    left_out = numbers.pop()
    pairs = set()
    for one, other in zip(numbers[::2], numbers[1::2], strict=True):
        reports[other] = _copy(reports[one], reports[other], chance)
        pairs.add(frozenset((reports[one].unit, reports[other].unit)))
    parent = _sum_of([report for at, report in enumerate(reports) if at != left_out])
    started = time.perf_counter()
    check = check_units(
        Units(parent, {report.unit or "": report for report in reports}, is_complete=True)
    )
    seconds = time.perf_counter() - started
    told = [finding for finding in check.findings if finding.rule == "Y-SAMEDOC"]
    found = {frozenset(re.findall(r"“([^”]*镇)”", finding.message)) for finding in told}
    name = f"“{reports[left_out].unit}”"
    named = any(f.rule == "RU-T2" and name in f.message for f in check.findings)
    print(f"reports            {len(reports)}, {_length(reports)} characters at the median")
    print(f"seconds            {seconds:.1f} (at most {_SECONDS:.0f})")
    print(f"copies found       {len(pairs & found)} of {len(pairs)} planted")
    print(f"copies not planted {len(found - pairs)}")
    print(f"unit left out      {'named' if named else 'NOT NAMED'}")
    if seconds > _SECONDS or found != pairs or not named:
        raise SystemExit(1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--copies", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _report(chance: random.Random, number: int) -> Report:
    unit = f"青山县第{number}镇"
    return Report(
        title=f"{unit}2023年政府信息公开工作年度报告",
        unit=unit,
        year=2023,
        form="2021",
        pages=None,
        introduction=(),
        sections=tuple(_section(key, length, chance) for key, length in _LONGEST.items()),
        cells=_cells(chance.randint(0, 9), number + 1),
    )


def _section(number: str, length: int, chance: random.Random) -> Section:
    sentences: list[str] = []
    while sum(map(len, sentences)) < length:
        sentences.append(_sentence(chance))
    paragraphs = ("".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))
    return Section(number, "", _PLACE, tuple(Paragraph(text, _PLACE) for text in paragraphs))


def _sentence(chance: random.Random) -> str:
    clauses = [
        f"{chance.choice(_VERBS)}{chance.choice(_WORDS)}{chance.choice(_WORDS)}"
        f"{chance.randint(2, 400)}条"
        if chance.random() < 0.3
        else f"{chance.choice(_WORDS)}{chance.choice(_VERBS)}{chance.choice(_WORDS)}"
        f"和{chance.choice(_WORDS)}"
        for _ in range(chance.randint(2, 5))
    ]
    return "，".join(clauses) + "。"


def _copy(model: Report, own: Report, chance: random.Random) -> Report:
    """The model's text under another name, with other numbers and one word in fifty changed."""

    def changed(text: str) -> str:
        text = re.sub(r"\d+", lambda _: str(chance.randint(2, 400)), text)
        return re.sub(
            "|".join(_VERBS),
            lambda word: chance.choice(_VERBS) if chance.random() < 0.05 else word[0],
            text,
        )

    sections = tuple(
        replace(
            section,
            paragraphs=tuple(replace(p, text=changed(p.text)) for p in section.paragraphs),
        )
        for section in model.sections
    )
    return replace(own, sections=sections)


def _cells(applications: int, decisions: int) -> dict[str, Cell]:
    tables = load_form("2021").tables.values()
    values = {name: 0 for table in tables for name in table.cell_names()}
    for row in ("received", "granted", "processed_total"):
        for column in ("natural_person", "total"):
            values[f"applications.{row}.{column}"] = applications
    values["disclosure.penalties.decisions"] = decisions
    return {name: Cell(name, value, str(value), _PLACE) for name, value in values.items()}


def _sum_of(reports: Sequence[Report]) -> Report:
    cells = {}
    for name, cell in reports[0].cells.items():
        value = sum(int(report.cells[name].value or 0) for report in reports)
        cells[name] = replace(cell, value=value, text=str(value))
    return replace(reports[0], unit="青山县人民政府", sections=(), cells=cells)


def _length(reports: Sequence[Report]) -> int:
    lengths = sorted(
        sum(len(p.text) for section in report.sections for p in section.paragraphs)
        for report in reports
    )
    return lengths[len(lengths) // 2]


if __name__ == "__main__":
    main()
