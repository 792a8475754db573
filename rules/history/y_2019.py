from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.relation import figure, states
from rules.subject import CannotJudge, Doubt, Subject

_COLUMNS = ("previous_items", "change")


@rule(
    id="Y-2019",
    severity=Severity.WARNING,
    forms=("2019",),
    basis="国办公开办函〔2019〕60号表二：“上一年项目数量”承接上一年度的项目数量和“本年增/减”",
    message="{row}：去年的项目数量 {last}，去年增减 {change}，合计 {expected}；"
    "今年“上一年项目数量”{states}。",
    fix="请查权责清单；清单整体调整过的，请在正文写明。",
)
def y_2019(subject: Subject) -> Iterator[Hit]:
    """上一年项目数量等于去年年报的项目数量加增减

    为什么：去年年报已经写明当时有多少项、增减多少项，今年的“上一年项目数量”应当就是两者之和。
    错例：去年行政许可 30 项、增 2 项，今年“上一年项目数量”填 30。
    对例：去年行政许可 30 项、增 2 项，今年“上一年项目数量”填 32。
    改法：照权责清单核对；去年报错的，先更正去年年报或在正文说明。
    """
    last = subject.previous
    if last.form.key != subject.form.key:
        raise CannotJudge(Doubt("上一年度用的是另一版表格，没有项目数量可以对照"))
    for part in subject.table("disclosure").parts:
        if {column.key for column in part.columns}.issuperset(_COLUMNS):
            for row in part.rows:
                try:
                    yield from _judge(f"disclosure.{row.key}", subject, last)
                except CannotJudge as stop:
                    subject.doubts.append(stop.doubt)


def _judge(row: str, subject: Subject, last: Subject) -> Iterator[Hit]:
    cell, change = (f"{row}.{column}" for column in _COLUMNS)
    now, items, changed = subject.number(cell), last.number(cell), last.number(change)
    is_unfilled = any(last.report.cells[name].is_blank for name in (cell, change))
    expected = items + changed
    if now == expected or is_unfilled:
        return
    found = "" if subject.report.cells[cell].is_blank else figure(now)
    yield Hit(
        params={
            "row": subject.form.row_label(cell),
            "last": figure(items),
            "change": figure(changed),
            "expected": figure(expected),
            "states": states(found),
        },
        cells=(cell,),
        found=found,
        expected=figure(expected) if expected >= 0 else None,
    )
