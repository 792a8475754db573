"""Random but consistent reports in our own words."""

import random
from collections.abc import Callable

from domain.form import form_for_year
from tests.parsing.specimen import Specimen, Value, consistent_cells

_PLACES = ("清河县", "云岭市", "松溪区", "临江县", "白石市", "南屏县", "东湖新区", "青禾自治县")
_OFFICES = (
    "人民政府", "水务局", "教育局", "民政局", "自然资源局", "柳泉镇人民政府", "城北街道办事处",
    "卫生健康委员会", "市场监督管理局", "人民政府办公室",
)  # fmt: skip
_YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025)
_OPENINGS = ("一年来，", "按照统一部署，", "围绕群众关切，", "结合本地实际，", "")
_DOINGS = (
    "本机关完善公开制度，明确专人负责发布与答复",
    "我们修订了办事指南，把流程图放到网站首页",
    "各科室按月核对应公开的目录，缺项当月补齐",
    "工作人员参加了两次业务培训，答复文书更加规范",
    "网站检索功能作了改进，查找文件更加方便",
    "公开专栏由办公室审核后上网，未发生错发漏发",
)
_ENDINGS = (
    "，公开质量有所提高。",
    "，得到来访群众认可。",
    "；遇有疑问，由值班人员当场解释。",
    "。今后还将继续完善。",
)
_DIGITS = (1, 1, 2, 2, 3, 4)


def invent(chance: random.Random, *, long: bool = False) -> Specimen:
    """A report with all cells filled and all sums right; `long` gives section 一 so much text that
    the tables stand anywhere on their pages."""
    year = chance.choice(_YEARS)
    form = form_for_year(year)
    assert form is not None
    unit = chance.choice(_PLACES) + chance.choice(_OFFICES)
    cells = consistent_cells(form.key, chance.randrange(2**32), chance.choice(_DIGITS))
    sections = {
        "一": _paragraphs(chance, chance.randrange(6, 28) if long else chance.randrange(1, 6)),
        "五": _paragraphs(chance, chance.randrange(1, 4)),
        "六": _paragraphs(chance, chance.randrange(1, 3)),
    }
    return Specimen(unit, year, form.key, cells, sections)


def with_blanks(report: Specimen, chance: random.Random) -> Specimen:
    """The report with a good part of its cells left empty."""
    share = chance.choice((0.1, 0.4, 0.8))
    cells = {name: None if chance.random() < share else v for name, v in report.cells.items()}
    return Specimen(report.unit, report.year, report.form, cells, report.sections)


def unsplit(report: Specimen, chance: random.Random) -> Specimen:
    """A report of the 2021 form that prints group （六） of table 3 as one row."""
    cells = consistent_cells("2021", chance.randrange(2**32), chance.choice(_DIGITS))
    merged: dict[str, Value] = {}
    for name, value in cells.items():
        table, row, column = name.split(".")
        if row in ("other_not_corrected", "other_fee_unpaid"):
            continue
        one_row = f"{table}.other_processing.{column}"
        merged[one_row if row == "other_remaining" else name] = value
    return Specimen(report.unit, max(report.year, 2021), "2021", merged, report.sections)


Change = Callable[[Specimen, random.Random], Specimen]


def _paragraphs(chance: random.Random, count: int) -> list[str]:
    return [_paragraph(chance) for _ in range(count)]


def _paragraph(chance: random.Random) -> str:
    doings = chance.sample(_DOINGS, chance.randrange(1, len(_DOINGS)))
    return "".join(chance.choice(_OPENINGS) + doing + chance.choice(_ENDINGS) for doing in doings)
