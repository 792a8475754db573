import re
from collections.abc import Iterator
from functools import reduce
from itertools import combinations

from domain.finding import Severity
from domain.wording import fold
from rules.definition import Hit, Wording, rule
from rules.language.numerals import years_in_figures
from rules.subject import Subject

_NORM = re.compile(r"(?P<unit>.*?)(?P<year>20\d{2})(?:年度|年)(?P<name>.*)")
_NAME = "政府信息公开工作年度报告"


@rule(
    id="P-TITLE",
    severity=Severity.INFO,
    basis="《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号格式名称",
    message="标题是“{title}”，{faults}。",
    fix="改为“{expected}”。",
    also={
        "missing": Wording(
            message="没有找到报告的标题。",
            fix="请在正文前加上标题，写明机关名称和年度，名称为“{name}”。",
        )
    },
)
def p_title(subject: Subject) -> Iterator[Hit]:
    """标题应为“〈机关〉〈年度〉年政府信息公开工作年度报告”

    为什么：公众和上级主管部门按标题检索年报；标题的机关、年度、名称要与法定名称一致。
    错例：某镇人民政府2023年政府信息公开年度报告（少了“工作”）
    对例：某镇人民政府2023年政府信息公开工作年度报告
    改法：照规范名称补齐机关全称、年度和“工作”“年度”等字。
    """
    report = subject.report
    if report.title is None:
        yield Hit({"name": _NAME}, case="missing", severity=Severity.WARNING)
        return
    unit, year, name = _parts(years_in_figures(fold(report.title)))
    faults = []
    if year is None:
        faults.append("没有写明年度")
    elif unit is not None and unit.endswith(_NAME) and not name:
        unit, name = unit.removesuffix(_NAME), _NAME
        faults.append("年度应写在机关名称后面")
    elif unit is None and name.endswith(_NAME) and name != _NAME:
        unit, name = name.removesuffix(_NAME), _NAME
        faults.append("机关名称应写在年度前面")
    elif unit is None:
        faults.append("没有写机关名称")
    if name != _NAME:
        faults.append(_difference(name))
    if faults:
        unit = unit or fold(report.unit or "〈机关〉")
        expected = f"{unit}{year or report.year or '〈年度〉'}年{_NAME}"
        yield Hit(
            params={"title": report.title, "faults": "，".join(faults), "expected": expected},
            quote=report.title,
            place=report.title_place,
            found=report.title,
            expected=expected,
        )


def _parts(title: str) -> tuple[str | None, str | None, str]:
    """Unit, year and name as the title has them."""
    match = _NORM.fullmatch(title)
    if match is not None:
        return match["unit"].rstrip("(") or None, match["year"], match["name"].removeprefix(")")
    if title.endswith(_NAME):
        return title.removesuffix(_NAME) or None, None, _NAME
    return None, None, title


def _difference(name: str) -> str:
    for count in (1, 2, 3):
        for lost in combinations(("政府", "信息", "工作", "年度"), count):
            if name == reduce(lambda text, word: text.replace(word, ""), lost, _NAME):
                return "少了" + "".join(f"“{word}”" for word in lost)
    return f"规范名称是“{_NAME}”"
