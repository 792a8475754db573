from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, units_rule
from rules.differences import CELL_MESSAGE, OTHER_CASES, differences
from rules.units import Units


@units_rule(
    id="RU-T2",
    severity=Severity.WARNING,
    basis="国办公开办函〔2021〕30号、〔2019〕60号表二；联合制发的只由牵头单位计一次",
    message=CELL_MESSAGE,
    fix="请对照各单位的表二逐家相加；联合发文只算牵头单位，规章只算一次。",
    also=OTHER_CASES,
)
def ru_t2(units: Units) -> Iterator[Hit]:
    """汇总年报的表二等于各单位之和

    为什么：许可、处罚、收费都由各单位分别填报，汇总时漏一家，差额就是那一家的数。
    错例：各单位行政处罚共 380 件，汇总表填 350。
    对例：各单位行政处罚共 380 件，汇总表填 380。
    改法：先查提示里点名的单位；联合发文在各单位重复填报的，以牵头单位为准。
    """
    yield from differences(units, "disclosure", Severity.WARNING)
