from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, units_rule
from rules.relation import figure
from rules.subject import CannotJudge
from rules.units import Units


@units_rule(
    id="RU-LT",
    severity=Severity.ERROR,
    basis="《政府信息公开条例》第四十九条、第五十条；汇总数不会小于其中一家的数",
    message="“{cell}”填的是 {found}，“{unit}”一家就有 {part}（{count} 家合计 {expected}）。",
    fix="请查汇总时有没有加上“{unit}”；汇总口径不含它的，请在引言里写明。",
)
def ru_lt(units: Units) -> Iterator[Hit]:
    """汇总数不小于任何一家单位的数

    为什么：汇总年报包含每一家单位，总数比其中一家还小，一定漏加了，或者填串了格。
    错例：全县本年新收填 3 件，青石镇一家就收到 5 件。
    对例：全县本年新收填 8 件，青石镇 5 件，民政局 3 件。
    改法：查点名的单位；汇总口径确实不含它的，在引言里写明“不含乡镇”等。
    """
    is_certain = units.is_complete or units.states_scope
    for key in units.form.tables:
        try:
            table = units.table(key)
        except CannotJudge as stop:
            units.doubts.append(stop.doubt)
            continue
        counted = units.counted(table)
        for each in units.sums(table):
            unit = each.greatest
            if unit is not None:
                yield Hit(
                    params={
                        "cell": units.form.cell_label(each.name),
                        "found": figure(each.own),
                        "unit": unit,
                        "part": figure(each.parts[unit]),
                        "count": len(counted),
                        "expected": figure(each.total),
                    },
                    cells=(each.name,),
                    severity=None if is_certain else Severity.WARNING,
                    found=figure(each.own),
                    expected=figure(each.total),
                )
