from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.relation import figure
from rules.standing import Standing, standing
from rules.subject import Subject

_CANNOT_MAKE = {
    Standing.TOWNSHIP: Severity.WARNING,
    Standing.COUNTY: Severity.WARNING,
    Standing.DEPARTMENT: Severity.WARNING,
    Standing.UPPER_DEPARTMENT: Severity.INFO,
    Standing.AGENT: Severity.INFO,
}
"""A department of a province or city may count what it drafted for its government."""

_PUBLISHED = frozenset({"newly_disclosed", "total_disclosed"})
"""Columns of the form of 2019 that may also count rules which another authority made."""


@rule(
    id="T2-REG-LEVEL",
    severity=Severity.WARNING,
    basis="《中华人民共和国立法法》：规章由国务院部门，省、自治区、直辖市和设区的市、自治州的人民政府制定",
    message="{unit}的表二“规章”一行填了数（{filled}）。规章只能由国务院部门、"
    "省级和设区的市、自治州政府制定。",
    fix="请核对是不是把规范性文件填到了“规章”一行；是的，请移到下一行，“规章”填 0。",
)
def t2_reg_level(subject: Subject) -> Iterator[Hit]:
    """县级及以下和政府部门没有规章

    为什么：乡镇、街道、县级政府和地方政府的部门制发的是行政规范性文件，不是规章。
    错例：某县教育局“规章”本年制发件数填 2。
    对例：某县教育局“规章”各格填 0，2 件填在“行政规范性文件”一行。
    改法：把件数移到“行政规范性文件”一行，“规章”一行填 0。
    """
    level = standing(subject.report.unit)
    if level not in _CANNOT_MAKE:
        return
    cells = [
        cell
        for cell in subject.readable_cells("disclosure")
        if cell.name.split(".")[1] == "rules" and cell.value
    ]
    if not cells:
        return
    columns = {cell.name.split(".")[2] for cell in cells}
    filled = (f"{subject.form.column_label(each.name)} {figure(each.value or 0)}" for each in cells)
    yield Hit(
        params={"unit": subject.report.unit, "filled": "、".join(filled)},
        cells=tuple(cell.name for cell in cells),
        severity=Severity.INFO if columns <= _PUBLISHED else _CANNOT_MAKE[level],
    )
