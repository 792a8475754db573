from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, units_rule
from rules.differences import CELL_MESSAGE, OTHER_CASES, differences
from rules.units import Units


@units_rule(
    id="RU-T3",
    severity=Severity.ERROR,
    basis="《政府信息公开条例》第四十九条、第五十条；汇总年报各项为本级与下级各单位之和",
    message=CELL_MESSAGE,
    fix="请对照各单位的表三逐家相加；汇总口径不含某类单位的，请在引言里写明。",
    also=OTHER_CASES,
)
def ru_t3(units: Units) -> Iterator[Hit]:
    """汇总年报的表三等于各单位之和

    为什么：县、市政府的年报汇总各单位的申请数，漏加一家，全县的数就不对，而单看汇总表各行各列仍可能是平的。
    错例：三家单位予以公开共 52 件，汇总表填 50；差额正好是青石镇的 2 件。
    对例：三家单位予以公开共 52 件，汇总表填 52。
    改法：先查提示里点名的单位有没有漏加或重复加；政府与政府办的同一件申请只计一次。
    """
    yield from differences(units, "applications", Severity.ERROR)
