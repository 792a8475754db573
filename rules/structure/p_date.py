from calendar import monthrange
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.language.signature import Signature, signature
from rules.subject import Subject

_HANDED_IN_EARLY = 12
"""From December on some places want the report of the ending year."""

_LATE = 2
"""So many years after the report's year it is an old report published again."""


@rule(
    id="P-DATE",
    severity=Severity.WARNING,
    basis="《政府信息公开条例》第四十九条：公布上一年度的政府信息公开工作年度报告",
    message="落款日期是{date}，早于{year}年年底，这一年的报告还写不出来。",
    fix="请核对落款的年份；报告年度写错的，改标题。",
    also={
        "late": Wording(
            message="落款日期是{date}，比报告年度{year}年晚了两年以上。",
            fix="补发或更正旧年报的不用改；否则请核对落款的年份。",
        ),
        "impossible": Wording(
            message="落款日期是{date}，没有这一天。",
            fix="请核对落款日期。",
        ),
    },
)
def p_date(subject: Subject) -> Iterator[Hit]:
    """落款日期在报告年度之后

    为什么：年报写的是上一年度的全年情况，沿用旧文稿时落款的年份常常忘了改。
    错例：2023年的年报，落款日期是2023年1月18日。
    对例：2023年的年报，落款日期是2024年1月18日。
    改法：先确认是哪一年度的报告，再改写错的年份。
    """
    signed, year = signature(subject.report), subject.report.year
    if signed is None or year is None:
        return
    case = _case(signed, year)
    if case is not None:
        yield Hit(
            params={"date": signed.written, "year": year},
            quote=signed.text,
            section=signed.section,
            place=signed.place,
            case=None if case == "early" else case,
            severity=Severity.INFO if case == "late" else None,
            found=signed.written,
        )


def _case(signed: Signature, year: int) -> str | None:
    """What is wrong with the date, as the case of its wording (``"early"`` is the usual one)."""
    if not _exists(signed):
        return "impossible"
    if (signed.year, signed.month) < (year, _HANDED_IN_EARLY):
        return "early"
    return "late" if signed.year - year > _LATE else None


def _exists(signed: Signature) -> bool:
    if not 1 <= signed.month <= 12:
        return False
    return signed.day is None or 1 <= signed.day <= monthrange(signed.year, signed.month)[1]
