import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.language.numerals import NUMBER, parse_number
from rules.language.quantities import quantities
from rules.subject import Subject

_YEAR = r"(?:(?P<year{n}>20\d\d)年度?)?"
_UNTIL = re.compile(
    rf"截[至止]到?{_YEAR.format(n=1)}(?P<until>{NUMBER})月(?:份|底|末|初|[上中下]旬|{NUMBER}日)*(?!.{{0,3}}前)"
    rf"|{_YEAR.format(n=2)}(?<![\d一二三四五六七八九十])[1一]月?份?(?:[-—至到~～―–]+)(?P<through>{NUMBER})月份?"
)
_NOT_A_FIGURE = re.compile(r"要求|规划|方案|计划|任务|期限|整改|目标|7[-—至到]12月|其中$")
_FIRST_CERTAIN_MONTH = 4
"""Without a year, an earlier month may well be that of the year in which the report is written."""
_LAST_MONTH = 12


@rule(
    id="N-PERIOD",
    severity=Severity.WARNING,
    basis="《政府信息公开条例》第四十九条、第五十条（上一年度）；国办公开办函〔2021〕30号",
    message="这里的数字是“{period}”的，年报应写全年的数。",
    fix="请补齐到 12 月 31 日，再改写这一句。",
)
def n_period(subject: Subject) -> Iterator[Hit]:
    """正文里的数字是全年的，不是截至某月的

    为什么：年报反映一整年的工作；初稿里“截至10月”的数没有更新，就会与全年的表格对不上。
    错例：截至10月，公开行政许可信息 358 条。
    对例：截至12月底，公开行政许可信息 402 条。
    改法：补上后几个月的数；确实只有这几个月有的工作，写明是哪几个月开展的。
    """
    year = subject.report.year
    for sentence in subject.text.sentences(section="一", about="月"):
        match = _UNTIL.search(sentence.plain)
        if match is None or not _is_part_of(year, match):
            continue
        before, after = sentence.plain[: match.start()], sentence.plain[match.end() :]
        if _NOT_A_FIGURE.search(before) or _NOT_A_FIGURE.search(after) or _UNTIL.search(after):
            continue
        if next(quantities(after), None) is None:
            continue
        yield Hit(
            params={"period": match.group()},
            quote=sentence.text,
            section=sentence.section,
            place=sentence.place,
            found=match.group(),
        )


def _is_part_of(year: int | None, match: re.Match[str]) -> bool:
    """Whether the period ends within the report's year, before its last month."""
    month = parse_number(match["until"] or match["through"])
    said = match["year1"] or match["year2"]
    if month is None or not 1 <= month < _LAST_MONTH:
        return False
    if said is not None:
        return int(said) == year
    return month >= _FIRST_CERTAIN_MONTH
