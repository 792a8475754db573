import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.formula import Number
from rules.relation import figure, states
from rules.subject import CannotJudge, Subject

_TABLE = "applications"
_REORGANISED = re.compile(
    r"机构改革|机构合并|单位合并|并入|撤并|划转|划入|划归|转隶|区划调整|汇总范围"
    r"|更正[^，。]{0,12}(?:年报|年度报告)|(?:年报|年度报告)[^，。]{0,12}更正"
)


@rule(
    id="Y-CARRY",
    severity=Severity.ERROR,
    basis="国办公开办函〔2021〕30号、〔2019〕60号表三：第二项“上年结转”承接上一年度第四项“结转下年度继续办理”",
    message="“上年结转”与去年年报的“结转下年度”不同：{columns}。",
    fix="请查去年底没办完的是哪几件；若去年报错，要先更正去年年报或在第六部分说明。",
    also={
        "split": Wording(
            message="“上年结转”总计与去年年报的“结转下年度”相同，但分列不同：{columns}。",
            fix="请对照台账，看申请人的类别是今年归错了，还是去年归错了。",
        )
    },
)
def y_carry(subject: Subject) -> Iterator[Hit]:
    """上年结转等于上一年度年报的结转下年度

    为什么：去年没办完的申请今年接着办，两份年报上是同一批件，各类申请人都应当一样多。
    错例：去年自然人“结转下年度”3 件，今年自然人“上年结转”填 2 件。
    对例：去年“结转下年度”3 件，今年“上年结转”也是 3 件。
    改法：查去年底没有答复的申请；机构合并、职责划转或去年报错的，在第六部分写明。
    """
    last = subject.previous
    subject.table(_TABLE)
    same: list[str] = []
    differing: dict[str, tuple[Number, Number]] = {}
    for column in _columns(subject):
        own, before = f"{_TABLE}.carried_in.{column}", f"{_TABLE}.carried_out.{column}"
        try:
            now, then = subject.number(own), last.number(before)
        except CannotJudge as stop:
            subject.doubts.append(stop.doubt)
            continue
        if now == then:
            same.append(own)
        elif _is_filled(own, subject) and _is_filled(before, last):
            differing[own] = (then, now)
    if not differing:
        return
    is_split = f"{_TABLE}.carried_in.total" in same
    first = next(iter(differing))
    then, _ = differing[first]
    found = "" if subject.report.cells[first].is_blank else figure(differing[first][1])
    yield Hit(
        params={
            "columns": "；".join(_told(name, subject, *both) for name, both in differing.items())
        },
        cells=tuple(differing),
        case="split" if is_split else None,
        severity=Severity.WARNING if is_split or _is_explained(subject) else None,
        found=found,
        expected=figure(then),
    )


def _columns(subject: Subject) -> list[str]:
    return [column.key for column in subject.form.tables[_TABLE].parts[0].columns]


def _is_filled(name: str, subject: Subject) -> bool:
    """Whether a cell says a number: not where it is blank while its row is filled in only as a
    total, or only without one; other rules ask to fill that in."""
    row, column = name.rsplit(".", 1)
    cells = {each: subject.report.cells.get(f"{row}.{each}") for each in _columns(subject)}
    filled = {each for each, cell in cells.items() if cell is None or not cell.is_blank}
    return column in filled or not filled or (column != "total" and filled != {"total"})


def _is_explained(subject: Subject) -> bool:
    return any(_REORGANISED.search(each.plain) for each in subject.text.of_sections)


def _told(name: str, subject: Subject, then: Number, now: Number) -> str:
    written = "" if subject.report.cells[name].is_blank else figure(now)
    return f"{subject.form.column_label(name)}去年是 {figure(then)}，今年{states(written)}"
