from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.language.period import statistics_period, title_year
from rules.subject import Subject


@rule(
    id="P-RANGE",
    severity=Severity.WARNING,
    basis="《政府信息公开条例》第四十九条（上一年度）；国办公开办函〔2021〕30号、〔2019〕60号",
    message="数据统计期限写的是 {first} 至 {last}，年报应统计全年。",
    fix="请改为“{year}年1月1日至{year}年12月31日”，并确认表格里的数字是全年数。",
)
def p_range(subject: Subject) -> Iterator[Hit]:
    """数据统计期限为1月1日至12月31日

    为什么：年报反映一整年的工作；统计期限短了，各表的数字就与上下年度接不上。
    错例：统计期限为2023年1月1日至2023年11月30日。
    对例：统计期限为2023年1月1日至2023年12月31日。
    改法：补齐未统计的月份，再改期限；若数字已是全年，只改期限。
    """
    period = statistics_period(subject.text)
    if period is None or period.is_full_year:
        return
    yield Hit(
        params={
            "first": _date(period.first),
            "last": _date(period.last),
            "year": title_year(subject.report) or period.last[0],
        },
        quote=period.quote,
        section=period.section,
        place=period.place,
        found=f"{_date(period.first)}至{_date(period.last)}",
    )


def _date(date: tuple[int, int, int | None]) -> str:
    year, month, day = date
    return f"{year}年{month}月" + (f"{day}日" if day is not None else "")
