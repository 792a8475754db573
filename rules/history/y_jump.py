from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.relation import figure
from rules.subject import CannotJudge, Subject

_TIMES = 10
_BASE = 20
"""Below this a number varies by nature: growth is measured from it, a fall only from above it."""
_ROW_OF_APPLICATIONS = "received"
"""The other rows of table 3 move with it."""
_COLUMNS = frozenset(
    {"total", "decisions", "amount", "issued", "in_force", "made", "newly_disclosed"}
    | {"total_disclosed", "items"}
)


@rule(
    id="Y-JUMP",
    severity=Severity.INFO,
    basis="国办公开办函〔2021〕30号、〔2019〕60号表样：各表逐年可比",
    message="去年是 {last}，今年是 {now}，相差十倍以上。",
    fix="请核对有没有多写或少写一位、单位（万元）是否一致；确实变化大的，建议在正文说明原因。",
)
def y_jump(subject: Subject) -> Iterator[Hit]:
    """与上一年度相比没有十倍以上的变化

    为什么：多写一个零、元和万元弄混，只看一年的表看不出来，与去年一比就很明显。
    错例：行政处罚去年 35 件，今年填 3500 件（多写了两位）。
    对例：行政处罚去年 35 件，今年 41 件。
    改法：查台账；机构改革、执法权下放等确有原因的，在正文写一句。
    """
    last = subject.previous
    for name in _compared(subject):
        if name not in last.report.cells:
            continue
        try:
            now, then = subject.number(name), last.number(name)
        except CannotJudge as stop:
            subject.doubts.append(stop.doubt)
            continue
        if now > _TIMES * max(then, _BASE) or (then >= _BASE and now * _TIMES < then):
            yield Hit(
                params={"last": figure(then), "now": figure(now)},
                cells=(name,),
                found=figure(now),
            )


def _compared(subject: Subject) -> Iterator[str]:
    for table in subject.form.tables.values():
        for name in table.cell_names():
            _, row, column = name.split(".")
            is_told_elsewhere = table.key == "applications" and row != _ROW_OF_APPLICATIONS
            if column in _COLUMNS and not is_told_elsewhere:
                yield name
