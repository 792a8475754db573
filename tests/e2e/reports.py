"""Reports in which nothing is wrong but what a test wants to be."""

from domain.form import load_form
from tests.parsing.specimen import Specimen


def word(unit: str, year: int, *, carried: int = 0, **wrong: int) -> bytes:
    """A Word file whose tables hold zeros, apart from the totals of table 4 that are given, and the
    applications that came in and are carried over."""
    form = load_form("2021")
    cells = {name: 0 for table in form.tables.values() for name in table.cell_names()}
    cells |= {
        f"applications.{row}.{column}": carried
        for row in ("received", "carried_out")
        for column in ("natural_person", "total")
    }
    cells |= {f"reviews.{row}.total": value for row, value in wrong.items()}
    texts = {
        "一": ["公开专栏由专人维护，公文发布前逐件审核，开展工作考核和社会评议。"],
        "五": ["公开栏更新不够及时。下一步按月核对目录，明确专人更新。"],
        "六": [f"本机关{year}年没有收取信息处理费。"],
    }
    return Specimen(unit, year, "2021", cells, texts).docx()
