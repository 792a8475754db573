from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, units_rule
from rules.units import Units


@units_rule(
    id="RU-MISSING",
    severity=Severity.ERROR,
    basis="《政府信息公开条例》第四十九条：县级以上部门于 1 月 31 日前公布上一年度年报",
    message="{state}{count} 家没有交：{units}。",
    fix="请催交；已撤并或不具行政主体资格的，请从名单里去掉。",
)
def ru_missing(units: Units) -> Iterator[Hit]:
    """名单里的单位都交了年报

    为什么：少一家，汇总数就少一家；逾期不公布是主管部门通报最多的问题。
    错例：截止日期已过，名单里的白鹭镇还没有交。
    对例：名单里的单位都已交来。
    改法：催交；没有到期的只作提示。
    """
    waiting = tuple(name for name in units.missing if name not in units.overdue)
    if units.overdue:
        yield _hit("已到期，", units.overdue, None)
    if waiting:
        yield _hit("还有 ", waiting, Severity.INFO)


def _hit(state: str, names: tuple[str, ...], severity: Severity | None) -> Hit:
    params = {"state": state, "count": len(names), "units": "、".join(names)}
    return Hit(params=params, severity=severity, found=str(len(names)))
