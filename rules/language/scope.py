"""Whether words say something of the reporting unit's whole year, or of a part or someone else."""

import re
from enum import Enum

from domain.report import Report
from domain.wording import fold
from rules.organisation import is_same

CLAUSE_END = re.compile(r"[，。；：()]")
_LEFT_OUT = re.compile(
    r"(?:自|从)?(?:20\d{2}年)?1月1日?起?(?:至|到|-|—+|~)(?:20\d{2}年)?12月(?:31日)?(?:止|期间)?"
    r"|《[^》]*》|(?:上一?年度?|去年|20\d{2}年度?)结转|结转(?:至|到|自|上)?(?:上一?年|20\d{2}年)度?"
)
"""Neither a full year, nor the name of a document, nor 上年结转 tells of what a clause speaks."""

_COMPARES = re.compile(r"同比|环比|相比|[较比][^，]{0,8}年|增长|增加|减少|下降|持平")
_PART_OF_YEAR = re.compile(
    r"上年|去年|上一年|往年|历年|季度|上半年|下半年|截至目前|近[\d一二三四五]年|以来"
    r"|(?<!\d)(?:[1-9]|1[01])月"
)
_YEAR = re.compile(r"20\d{2}(?=年)")
_THIS_YEAR = re.compile(r"全年|本年|今年|年度内")
_ENDING = (
    r"(?:局(?![面势部])|委员会|委(?!托|派)|办公室|办事处|(?<![举承开主协督交经催申创])办(?![理结件法好公复事])"
    r"|中心(?!工作|任务|的)|乡(?!村)|镇(?!村)|街道|部门|单位|政府(?!信息|网|门户|公报|文件|采购|工作)|法院)"
)
_ORGANISATION = re.compile(rf"[^，。；：、\d]*?{_ENDING}")
_WHEN = r"(?:其中|20\d{2}年度?|全年|本年度?|今年)*"
_ACTS = (
    r"(?:本年度?|全年|[共新另也均]|累计|总共)*"
    r"(?:收|受理|接|办|答复|处理|被|发生|制发|制定|印发|出台|废止|有)"
)
_ACTING = re.compile(rf"{_WHEN}(?P<name>[^，。；：、\d]{{1,20}}?{_ENDING}){_ACTS}")
"""An earlier clause is about an organisation only where that does something with applications."""

_ALL_ACTING = re.compile(rf"{_WHEN}(?P<name>[全我][省市县区州旗]){_ACTS}")
_WHOLE = re.compile(r"[本我全]|^各级")
_WIDE_CIRCLE = re.compile(r"[全我][省市县区州旗]|全系统|各级|政府系统")
_NARROW_CIRCLE = re.compile(
    r"本级|代表[^，]{0,8}政府|[省市县区州旗乡镇]政府办|政府办公[厅室]"
    r"|[省市县区州旗]政府(?!信息|网|门户|公报|文件|采购|工作)"
)
_UNITS_APART = re.compile(r"部门|乡镇|镇街|街道|单位|园区")
"""Where these follow, the number of a narrow circle is one of several parts."""

_DATE_WORDS = re.compile(r"^[年度]+")


class Scope(Enum):
    """Of whom and when words speak: WHOLE of the reporting unit and its year; UNSURE of a circle
    of units that may or may not be that of the tables (本级, 全县, 代表区政府); OTHER of a part of
    the year, another year or another unit."""

    WHOLE = "whole"
    UNSURE = "unsure"
    OTHER = "other"


def scope_at(text: str, position: int, report: Report) -> Scope:
    """Of what a sentence (without spaces) speaks at `position`, as far as its words tell.

    The clause itself tells it, or else the nearest one before that names a year or a unit;
    comparisons with other years are passed over.
    """
    clauses = CLAUSE_END.split(_LEFT_OUT.sub("", text[:position]))
    is_divided = _UNITS_APART.search(text, position) is not None
    scope = _of_clause(clauses[-1], report, is_divided=is_divided)
    for clause in reversed(clauses[:-1]):
        if scope is not None:
            break
        if not _COMPARES.search(clause):
            match = _ACTING.match(clause) or _ALL_ACTING.match(clause)
            scope = _of_time(clause, report)
            if match is not None and scope is not Scope.OTHER:
                scope = _of_clause(match["name"], report, is_divided=is_divided)
    return scope or Scope.WHOLE


def clause_before(text: str, position: int) -> str:
    """The words of the clause up to `position`."""
    return CLAUSE_END.split(text[:position])[-1]


def _of_clause(clause: str, report: Report, *, is_divided: bool) -> Scope | None:
    """None where it says neither when nor of whom."""
    when = _of_time(clause, report)
    if when is Scope.OTHER:
        return when
    if _WIDE_CIRCLE.search(clause):
        return Scope.UNSURE
    if _NARROW_CIRCLE.search(clause):
        return Scope.OTHER if is_divided else Scope.UNSURE
    names = [match.group() for match in _ORGANISATION.finditer(clause)]
    unit = _short(report.unit or "")
    if not all(_is_own(name, unit) for name in names):
        return Scope.OTHER
    return Scope.WHOLE if names else when


def _of_time(clause: str, report: Report) -> Scope | None:
    years = {int(year) for year in _YEAR.findall(clause)}
    if _PART_OF_YEAR.search(clause) or (report.year is not None and years - {report.year}):
        return Scope.OTHER
    return Scope.WHOLE if years or _THIS_YEAR.search(clause) else None


def _is_own(name: str, unit: str) -> bool:
    plain = _short(_DATE_WORDS.sub("", name))
    if _WHOLE.search(plain) or plain in unit:
        return True
    return bool(unit) and (unit in plain or is_same(plain, unit))


def _short(name: str) -> str:
    return fold(name).replace("人民政府", "政府")
