from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, units_rule
from rules.differences import CELL_MESSAGE, OTHER_CASES, differences
from rules.units import Units


@units_rule(
    id="RU-T4",
    severity=Severity.WARNING,
    basis="国办公开办函〔2021〕30号、〔2019〕60号表四",
    message=CELL_MESSAGE,
    fix="请对照各单位的表四逐家相加；政府作共同被告或复议机关的案件不要重复计。",
    also=OTHER_CASES,
)
def ru_t4(units: Units) -> Iterator[Hit]:
    """汇总年报的表四等于各单位之和

    为什么：复议和诉讼由各单位分别应对，汇总时容易漏掉，也容易把政府作共同被告的案件算两次。
    错例：各单位行政复议结果维持共 6 件，汇总表填 5。
    对例：各单位行政复议结果维持共 6 件，汇总表填 6。
    改法：逐案核对；共同被告的案件只由一家填报，或在第六部分说明。
    """
    yield from differences(units, "reviews", Severity.WARNING)
