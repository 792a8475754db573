from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.language.period import statistics_period, title_year
from rules.subject import Subject


@rule(
    id="P-YEAR",
    severity=Severity.ERROR,
    basis="《政府信息公开条例》第四十九条：公布上一年度的政府信息公开工作年度报告",
    message="标题写的是 {title} 年，数据统计期限却是 {period} 年。",
    fix="请确认这是哪一年的报告，把标题和统计期限改成同一年。",
)
def p_year(subject: Subject) -> Iterator[Hit]:
    """标题年度与数据统计期限年度一致

    为什么：沿用上一年的文稿时，标题或统计期限常有一处忘了改，读者就分不清数字是哪一年的。
    错例：标题为2023年，正文写“统计期限为2022年1月1日至2022年12月31日”。
    对例：标题为2023年，正文写“统计期限为2023年1月1日至2023年12月31日”。
    改法：先确认表格里的数字是哪一年的，再改写错的一处。
    """
    year, period = title_year(subject.report), statistics_period(subject.text)
    if year is None or period is None or year in (period.first[0], period.last[0]):
        return
    shown = "—".join(dict.fromkeys((str(period.first[0]), str(period.last[0]))))
    yield Hit(
        params={"title": year, "period": shown},
        quote=period.quote,
        section=period.section,
        place=period.place,
        found=shown,
        expected=str(year),
    )
