import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.language.digits import is_longer, is_transposed
from rules.language.indicator import indicator
from rules.language.numerals import NUMBER, parse_number
from rules.language.scope import Scope, clause_before, scope_at
from rules.language.sentences import Sentence
from rules.subject import Subject

_WHOLE_YEAR = r"(?:20\d\d年度?|全年|本年度?|年内|今年)"
_NUMBER = rf"(?:共计|共|累计|总计|合计|为|达|了)*(?P<number>{NUMBER})(?![\d.%])"
_APPLICATIONS = re.compile(
    r"(?:新收到?|收到|接收到?)(?:各类|的|书面|有效)*(?:政府信息公开|依申请公开|信息公开)(?:政府信息|的)*申请"
    rf"(?:事项|件|数量|总数)?{_NUMBER}[件份宗条]"
)
_POSTS = re.compile(
    r"(?P<where>(?:门户|政府)?网站|(?:官方)?(?:微信)?公众号|(?:政务|官方)?微博|抖音号?|今日头条)"
    rf"(?:平台)?(?:{_WHOLE_YEAR}|共|累计)*(?:发布|推送|更新|转载|公开)(?:各类|政务|政府|工作|相关)*(?:信息|文章|稿件)"
    rf"{_NUMBER}(?P<measure>条次|条|篇|期)"
)
_FEWEST_DIGITS = 3
_FEWEST_LOST = 2
_NEARLY = 10
"""Two numbers of a whole year that differ by a tenth at most are of one thing."""
_PART = re.compile(
    r"其中|通过|网上|网络|线上|线下|信函|邮寄|当面|现场|传真|窗口|自然人|企业|法人|比|较|含|日常|专栏|栏目"
)


@rule(
    id="N-SAME",
    severity=Severity.WARNING,
    basis="国办公开办函〔2021〕30号：年度报告内容应准确",
    message="{what}，前面写 {first}，这里写 {second}。",
    fix="请查台账，把两处改成一致；口径不同的，请写明。",
)
def n_same(subject: Subject) -> Iterator[Hit]:
    """同一个全年数在正文前后一致

    为什么：同一年的同一件事只有一个数，前后两处不同，必有一处写错。
    错例：前面写“全年公众号推送信息 305 条”，后面写“公众号全年共推送信息 350 条”。
    对例：两处都写 305 条。
    改法：以台账或后台数据为准，改成一致；统计口径不同的，写明口径。
    """
    first_said: dict[str, _Said] = {}
    for sentence in subject.text.of_sections:
        for said in _said(sentence, subject):
            first = first_said.setdefault(said.what, said)
            if first.number == said.number or not _may_be_the_same(first, said):
                continue
            yield Hit(
                params={"what": said.what, "first": first.number, "second": said.number},
                quote=sentence.text,
                section=sentence.section,
                place=sentence.place,
                found=str(said.number),
                expected=str(first.number),
            )
            break


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says of one indicator. `is_of_all` where it has only one value a year; other
    numbers may be of a part of the work. `is_of_year` where it says that it is of the whole year.
    """

    what: str
    number: int | Decimal
    is_of_all: bool
    is_of_year: bool = True


def _said(sentence: Sentence, subject: Subject) -> Iterator[_Said]:
    text = sentence.plain
    if "信息" in text:
        yield from _usual(text, subject)
    counted = indicator(sentence, subject.report)
    if counted is not None:
        yield _Said(counted.name, counted.number, counted.is_specific, counted.is_of_year)


def _usual(text: str, subject: Subject) -> Iterator[_Said]:
    """What reports usually say twice, wherever in a sentence it stands."""
    for match in _APPLICATIONS.finditer(text):
        if _is_of_all(match, subject):
            yield _Said("收到的政府信息公开申请", int(parse_number(match["number"]) or 0), True)
    for match in _POSTS.finditer(text):
        clause = clause_before(text, match.start()) + match.group()
        if _is_of_all(match, subject) and re.search(_WHOLE_YEAR, clause):
            what = f"{match['where']}发布信息数（{match['measure']}）"
            yield _Said(what, int(parse_number(match["number"]) or 0), False)


def _is_of_all(match: re.Match[str], subject: Subject) -> bool:
    """Whether the number is of the whole year and unit, and of no single channel."""
    if _PART.search(clause_before(match.string, match.start())):
        return False
    return scope_at(match.string, match.start(), subject.report) is Scope.WHOLE


def _may_be_the_same(first: _Said, second: _Said) -> bool:
    """Whether the numbers are of one thing: it has only one, or a slip of the hand makes one of the
    other."""
    is_of_year = first.is_of_year and second.is_of_year
    if first.is_of_all and second.is_of_all and is_of_year:
        return True
    one, other = Decimal(first.number), Decimal(second.number)
    if is_of_year and abs(one - other) * _NEARLY <= max(one, other):
        return True
    is_said = first.is_of_year or second.is_of_year
    fewest = _FEWEST_LOST if is_of_year else _FEWEST_DIGITS
    return is_said and _is_slip(str(first.number), str(second.number), fewest)


def _is_slip(one: str, other: str, fewest: int) -> bool:
    """Whether two neighbouring digits are exchanged, or of three or more digits one differs, or one
    is too many for the other, which has `fewest` at least."""
    if len(one) != len(other):
        shortest = min(len(one), len(other))
        return shortest >= fewest and (is_longer(one, other) or is_longer(other, one))
    if len(one) < _FEWEST_DIGITS:
        return False
    differing = sum(a != b for a, b in zip(one, other, strict=True))
    return differing == 1 or is_transposed(one, other)
