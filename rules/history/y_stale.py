import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.language.period import statistics_period, title_year
from rules.language.sentences import Sentence
from rules.subject import Subject

_DOCUMENT = re.compile(r"《[^》]*》|“[^”]*”|[〔\[(（]20\d{2}[〕\])）]")
_LAST_YEAR = re.compile(r"上年|去年|上一年")
_CLAUSES = re.compile(r"[。；]")
_LOOKS_BACK = re.compile(
    r"较|(?<![同占])比|同期|上年|去年|上一年|往年|今年|本年|以来|历年|连续|结转|遗留"
    r"|决算|预算|审计|整改|回头看|反馈|考核结果|通报|评估|指出|年报|年度报告"
    r"|修订|起施行|施行的|实施的|印发的|出台的|制定的|颁布|成立|启用|建成|始于|起[，、]|自20|从20"
)
_ACTS = (
    r"共|累计|收到|受理|办理|答复|公开|发布|印发|制发|开展|召开|举办|组织|推送|更新|公示|未(?:发生|收|产生|发出|出现)|没有"
    r"|坚持|认真|严格|持续|深入|全面|围绕|按照|以习近平|不断|扎实|积极|着力"
)
_NAME = r"[^，。；：、\d]{0,20}"
_OTHERS = r"国务院|中共|党中央|全国|全省|省|自治区|市委|市政府|县委|县政府|上级"
_MADE_PUBLIC = r"(?:已|均|及时|按时|按期|全部|依法|按规定)(?:主动|向社会)*(?:公开|公布|公示|发布)$"


@rule(
    id="Y-STALE",
    severity=Severity.WARNING,
    basis="《政府信息公开条例》第四十九条：年度报告反映上一年度的工作",
    message="这是 {year} 年度的报告，这句写的却是 {stale} 年的情况，可能是去年文稿里没有改的年份。",
    fix="请确认数字是哪一年的；确是 {year} 年的，把 {stale} 改为 {year}。",
    also={
        "introduction": Wording(
            message="这是 {year} 年度的报告，引言里写的却是 {stale} 年的年度报告。",
            fix="请把 {stale} 改为 {year}。",
        )
    },
)
def y_stale(subject: Subject) -> Iterator[Hit]:
    """正文里没有留下去年的年份

    为什么：在去年的文稿上改写时，常有一两处年份忘了改，读者会以为数字是去年的。
    错例：2023 年度的报告里写“2022年，本镇共收到政府信息公开申请5件”。
    对例：写“2023年，本镇共收到政府信息公开申请5件”；或写明比较：“比2022年增加2件”。
    改法：先确认数字是哪一年的，再改年份；公开去年决算、与去年比较的句子不用改。
    """
    year = subject.report.year
    if year is None or _names_another_year(subject, year):
        return
    stale, words = str(year - 1), _words(year - 1)
    for sentence in subject.text.introduction:
        if stale in sentence.plain and str(year) not in sentence.plain:
            plain = _DOCUMENT.sub("", sentence.plain)
            if words.own_report.search(plain) and not _LAST_YEAR.search(plain):
                yield _hit(sentence, year, "introduction")
    for sentence in subject.text.of_sections:
        if stale in sentence.plain and _is_stale(sentence, year, words):
            yield _hit(sentence, year, None)


class _Words(NamedTuple):
    """How sentences name a year: as that of an activity, of a document of that year made public
    (which may happen a year later), of an annual report."""

    activity: re.Pattern[str]
    made_public: re.Pattern[str]
    own_report: re.Pattern[str]


@cache
def _words(year: int) -> _Words:
    return _Words(
        re.compile(
            rf"(?:^|[，：、)]|[一二三四五六七八九十]是)(?:截至|在)?{year}年"
            rf"(?:度|全年|底|末|12月(?:31日|底))?(?:[，、](?!{_OTHERS})|{_NAME}?(?:{_ACTS}))"
        ),
        re.compile(rf"{year}年[^，]{{0,30}}{_MADE_PUBLIC}"),
        re.compile(rf"{year}年度?{_NAME}(?:工作)?年度?报告"),
    )


def _names_another_year(subject: Subject, year: int) -> bool:
    """Whether title or period are of another year: rule P-YEAR reports that, or the year is not
    certain."""
    period = statistics_period(subject.text)
    return title_year(subject.report) not in (None, year) or (
        period is not None and year not in (period.first[0], period.last[0])
    )


def _is_stale(sentence: Sentence, year: int, words: _Words) -> bool:
    plain = _DOCUMENT.sub("", sentence.plain)
    if _LOOKS_BACK.search(sentence.subheading):
        return False
    return any(
        words.activity.search(clause) is not None
        and str(year) not in clause
        and str(year + 1) not in clause
        and _LOOKS_BACK.search(clause) is None
        and not any(words.made_public.search(part) for part in clause.split("，"))
        for clause in _CLAUSES.split(plain)
    )


def _hit(sentence: Sentence, year: int, case: str | None) -> Hit:
    return Hit(
        params={"year": year, "stale": year - 1},
        quote=sentence.text,
        section=sentence.section,
        place=sentence.place,
        case=case,
        found=str(year - 1),
        expected=str(year),
    )
