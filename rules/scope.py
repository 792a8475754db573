"""Whether words say something of the reporting unit's whole year, or of a part or someone else."""

import re

from domain.report import Report
from domain.wording import fold

CLAUSE_END = re.compile(r"[，。；：]")
_PART_OF_YEAR = re.compile(
    r"上年|去年|上一年|往年|季度|上半年|下半年|截至目前|近[\d一二三四五]年|以来"
    r"|(?<!\d)(?:[1-9]|1[01])月"
)
_YEAR = re.compile(r"20\d{2}(?=年)")
_ORGANISATION = re.compile(
    r"[^，。；：、\d]*?(?:局|委员会|委|办公室|办|中心|乡|镇|街道|部门|单位|政府|院)"
)
_WHOLE = re.compile(r"[本我全]|^各级")
_DATE_WORDS = re.compile(r"^[年度]+")


def is_whole(clause: str, report: Report) -> bool:
    """Whether a clause (without spaces, up to its verb) speaks of all of the report's year and of
    the unit that reports, as far as its words tell."""
    if _PART_OF_YEAR.search(clause):
        return False
    years = {int(year) for year in _YEAR.findall(clause)}
    if report.year is not None and years - {report.year}:
        return False
    unit = fold(report.unit or "")
    return all(_is_own(name.group(), unit) for name in _ORGANISATION.finditer(clause))


def clause_before(text: str, position: int) -> str:
    """The words of the clause up to `position`."""
    return CLAUSE_END.split(text[:position])[-1]


def _is_own(name: str, unit: str) -> bool:
    plain = _DATE_WORDS.sub("", name)
    return bool(_WHOLE.search(plain)) or plain in unit or (bool(unit) and unit in plain)
