import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, permutations

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.language.division import divisions
from rules.language.percentage import fits, percentage, rounded
from rules.language.quantities import Quantity, quantities
from rules.language.sentences import Sentence
from rules.subject import Subject

_PERCENT = r"(?P<percent>\d+(?:\.\d+)?)%"
_SHARE = re.compile(
    r"[^，。；、\d()]{0,10}[，(]?[^，。；、\d()%约近超]{0,6}占[^，。；、\d()%约近超]{0,12}"
    + _PERCENT
)
_TOGETHER = re.compile(r"[二两三四五六几各]?(?:类|项|者|种)[^占]{0,2}占|合计|共计|以上|上述|均")
"""A share of several parts together: 三类占总量的75%."""

_OF = re.compile(
    rf"(?P<all>\d+)(?P<measure>[件条份项人户个])[^。；，\d()]{{0,10}}，[^，。；、\d()]{{0,12}}?"
    rf"(?P<some>\d+)(?P=measure)[^，。；、\d()]{{0,6}}，(?:占比?|所占比例)(?:为|达)?{_PERCENT}"
)
"""回访20户，满意的19户，占95%; 办理的50件建议中，已解决40件，占80%."""

_NUMBER = re.compile(r"\d+(?=[件条份项人户个])")
_RATE = re.compile(rf"(?P<what>[一-鿿]{{2}})率[^，。；、\d约近超%和]{{0,4}}{_PERCENT}")
"""收到留言20条，办结19条，办结率95%."""

_HANDLED = re.compile("办结|答复|回复|办复|解决")

_OF_NAMED = re.compile(
    r"占[^，。；、\d()%约近超]{0,12}\(?(?P<all>\d+)(?P<measure>[件条份项篇次个户人])\)?"
    rf"[^，。；、\d()%约近超]{{0,8}}{_PERCENT}"
)
"""图解9篇，占解读总数(12篇)的75%."""


@rule(
    id="N-PCT",
    severity=Severity.INFO,
    basis="国办公开办函〔2021〕30号：年度报告内容应准确",
    message="{part} 占 {total} 应为 {right}%，写的是 {written}%。",
    fix="请核对百分比和件数；为凑足 100% 调整的，可不改。",
)
def n_pct(subject: Subject) -> Iterator[Hit]:
    """正文里的百分比与写出的件数相符

    为什么：分项、总数和百分比同时写出来，读者一除就知道对不对。
    错例：收到申请 8 件，其中网络申请 6 件，占 70%。
    对例：收到申请 8 件，其中网络申请 6 件，占 75%。
    改法：重新计算，小数位数前后一致。
    """
    for sentence in subject.text.of_sections:
        if "%" not in sentence.plain:
            continue
        yield from _rates(sentence)
        yield from _of_whole(sentence)
        for division in divisions(sentence.plain):
            if division.total.is_rough or not division.total.number:
                continue
            for part in division.parts:
                share = _SHARE.match(sentence.plain, part.end)
                if (
                    share is not None
                    and not _TOGETHER.search(share.group())
                    and _is_exact(part, division.total)
                ):
                    whole = Decimal(division.total.number)
                    yield from _judge(Decimal(part.number), whole, share["percent"], sentence)


def _rates(sentence: Sentence) -> Iterator[Hit]:
    """Rates of what was done with the number just before, and shares of a number named with them;
    not where any two numbers before give the percentage."""
    text = sentence.plain
    for match in (*_RATE.finditer(text), *_OF_NAMED.finditer(text)):
        numbers = [q for q in quantities(text[: match.end()]) if _is_exact(q) and q.number]
        pairs = _pair(match, [q for q in numbers if q.end <= match.start()])
        if pairs is None or any(
            fits(match["percent"], percentage(Decimal(one.number), Decimal(other.number)))
            for one, other in permutations(numbers, 2)
        ):
            continue
        yield from _judge(*pairs, match["percent"], sentence)


def _pair(match: re.Match[str], before: list[Quantity]) -> tuple[Decimal, Decimal] | None:
    """The part and the whole that a percentage is of."""
    if "all" in match.re.groupindex:
        some, whole = before[-1:], Decimal(match["all"])
        is_kin = bool(some) and some[0].measure == match["measure"]
        return (Decimal(some[0].number), whole) if is_kin and some[0].number <= whole else None
    what = _HANDLED if _HANDLED.fullmatch(match["what"]) else re.compile(match["what"] + "(?!度)")
    for whole_number, done in reversed(list(pairwise(before))):
        is_done = what.search(done.before + done.after) and not what.search(whole_number.before)
        is_kin = done.measure == whole_number.measure and done.number <= whole_number.number
        if is_done and is_kin and not done.is_beside:
            return Decimal(done.number), Decimal(whole_number.number)
    return None


def _of_whole(sentence: Sentence) -> Iterator[Hit]:
    """A share of the number just before, where it is none of an earlier one either."""
    for match in _OF.finditer(sentence.plain):
        some = Decimal(match["some"])
        earlier = (Decimal(n.group()) for n in _NUMBER.finditer(sentence.plain, 0, match.end()))
        parts = {part.start for each in divisions(sentence.plain) for part in each.parts}
        is_right = any(n and fits(match["percent"], percentage(some, n)) for n in earlier)
        if not is_right and match.start("some") not in parts:
            yield from _judge(some, Decimal(match["all"]), match["percent"], sentence)


def _is_exact(*numbers: Quantity) -> bool:
    return all(not number.is_rough and not number.step for number in numbers)


def _judge(part: Decimal, whole: Decimal, written: str, sentence: Sentence) -> Iterator[Hit]:
    if not whole or fits(written, percentage(part, whole)):
        return
    right = rounded(percentage(part, whole), written)
    yield Hit(
        params={"part": part, "total": whole, "right": right, "written": written},
        quote=sentence.text,
        section=sentence.section,
        place=sentence.place,
        found=f"{written}%",
        expected=f"{right}%",
    )
