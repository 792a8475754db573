import re
from collections.abc import Iterator
from decimal import Decimal

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.formula import Number
from rules.relation import figure
from rules.standing import Standing, standing
from rules.subject import CannotJudge, Subject

_AMOUNT = "disclosure.fees.amount"
_IMPLAUSIBLE = 10_000
"""In 万元, that is 1亿元: more than a township or a department of a county collects."""

_SMALL = frozenset({Standing.TOWNSHIP, Standing.DEPARTMENT})
_COLLECTS_MUCH = re.compile(
    r"自然资源|国土|规划|住房|住建|城乡建设|公安|交警|交通|城管|城市管理|综合执法|水务|水利|水土"
    r"|财政|税务|人防|人民防空|不动产|卫生|卫健|教育|教体|医院"
)
_MYRIAD = 10_000


@rule(
    id="T2-UNIT",
    severity=Severity.WARNING,
    forms=("2021",),
    basis="国办公开办函〔2021〕30号表样：行政事业性收费“本年收费金额（单位：万元）”",
    message="行政事业性收费填的是 {amount} 万元，合 {expected} 亿元，数额过大，可能是按“元”填的。",
    fix="表头单位是万元，请核对；按元统计的，请除以 10000 后再填（即 {expected}）。",
    also={
        "year": Wording(
            message="行政事业性收费填的是 {amount} 万元，上一年度是 {before} 万元，正好相差一万倍，"
            "可能有一年填错了单位。",
            fix="表头单位是万元，请与上一年度核对，把按元填的改为万元。",
        )
    },
)
def t2_unit(subject: Subject) -> Iterator[Hit]:
    """行政事业性收费按万元填写

    为什么：表头的单位是万元，按元填写会使金额大一万倍，汇总后整个地区的数都不对。
    错例：某镇全年收费 95.3 万元，表里填 953000
    对例：某镇全年收费 95.3 万元，表里填 95.3
    改法：把以元为单位的金额除以 10000；小数照实保留。
    """
    amount = subject.number(_AMOUNT)
    before = _last_years(subject)
    params = {
        "amount": figure(amount),
        "before": figure(before),
        "expected": figure(Decimal(amount) / _MYRIAD),
    }
    found = figure(amount)
    if amount and before and (amount == before * _MYRIAD or before == amount * _MYRIAD):
        yield Hit(params, cells=(_AMOUNT,), case="year", found=found)
    elif amount > _IMPLAUSIBLE and _is_small(subject.report.unit or ""):
        yield Hit(params, cells=(_AMOUNT,), found=found)


def _is_small(unit: str) -> bool:
    level = standing(unit)
    return level in _SMALL and (level is Standing.TOWNSHIP or not _COLLECTS_MUCH.search(unit))


def _last_years(subject: Subject) -> Number:
    """The amount of the year before; 0 where it is not known, so that the size alone decides."""
    try:
        last = subject.previous
        return last.number(_AMOUNT) if _AMOUNT in last.report.cells else 0
    except CannotJudge:
        return 0
