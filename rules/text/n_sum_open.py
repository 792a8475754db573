import re
from collections.abc import Iterator
from decimal import Decimal

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.language.apposition import ABOUT
from rules.language.division import Division, admits_overlap, divisions, shown
from rules.language.nearness import has_exchanged, is_near, is_one_slip
from rules.language.parts import name_of
from rules.language.passages import referring
from rules.language.quantities import AND_SO_ON
from rules.language.sentences import Sentence
from rules.subject import Subject

_OVERLAPS = re.compile(
    r"(?<!许)可|最多跑|不见面|实现|同时|既|涉及|均|占|以上|学历|党员|女|兼|已|答复|办结|回复"
)
_EXAMPLES = re.compile(rf"{AND_SO_ON}|主要|重点(?!领域|工作|建设|项目|民生|任务)|特别|例如")
_NEARLY_ALL = {2: Decimal("0.97"), 3: Decimal("0.9"), 4: Decimal("0.8")}
"""Of the total, by the number of parts: where so much is listed, what the rest is is asked for."""
_COUNTED_EACH_TIME = frozenset({"条次", "人次", "件次", "篇次", "场次", "批次"})
_PERSONS = frozenset({"人", "名"})
_CHANNEL = re.compile(
    r"网站|微信|微博|公众号|抖音|头条|客户端|新媒体|平台|公报|公示栏|公开栏|APP|视频号|媒体"
)
"""The same item is often published in several of these, and counted in each."""


@rule(
    id="N-SUM-OPEN",
    severity=Severity.WARNING,
    basis="《政府信息公开条例》第五十条；国办公开办函〔2021〕30号：年度报告内容应准确、全面",
    message="“{parts}”合计超过总数：{sum}，总数写 {total}。",
    fix="请核对总数和各项；如各项之间有重复，请写明。",
    also={
        "nearly": Wording(
            message="“{parts}”合计比总数少 {difference}：{sum}，总数写 {total}，"
            "多半是写错了一个数字。",
            fix="请核对各项和总数；没有列全的，请在最后加“等”。",
        ),
        "rest": Wording(
            message="“{parts}”合计比总数少 {difference}：{sum}，总数写 {total}。",
            fix="请核对各项和总数；没有列全的，请写明其余是什么，或在最后加“等”。",
        ),
    },
)
def n_sum_open(subject: Subject) -> Iterator[Hit]:
    """正文“其中”后面各项之和不超过总数

    为什么：各项是总数的一部分，加起来可以少，不会多；多了就是有一处写错，或者各项有重复。
    只少一点点，或者改一个打错的数字就能对上的，也请核对。
    错例：全年公开环境信息 90 条，其中环评类 60 条，监测类 20 条，执法类 15 条。（合计 95）
    对例：全年公开环境信息 95 条，其中环评类 60 条，监测类 20 条，执法类 15 条。
    改法：查台账改正；同一件事在几项里都计了的，写明“有重复”。
    """
    sentences = subject.text.of_sections
    for sentence in sentences:
        for division in divisions(sentence.plain):
            if not _is_complete(division):
                yield from _judge(division, sentence, sentence.plain)
    for passage in referring(sentences):
        second = passage.sentences[1]
        for division in divisions(passage.plain):
            first_part = passage.at(division.parts[0].start)
            if (
                division.kinds is None
                and first_part is second
                and passage.at(division.total.start) is not second
            ):
                yield from _judge(division, second, passage.plain)


def _judge(division: Division, sentence: Sentence, text: str) -> Iterator[Hit]:
    if division.is_explained:
        return
    nearly = _is_nearly_all(division, text)
    if not nearly and not _exceeds(division, text):
        return
    difference = abs(Decimal(division.sum) - division.total.number)
    yield Hit(
        params={
            "parts": "、".join(name_of(part) for part in division.parts),
            "sum": division.shown_sum,
            "total": division.total.written,
            "difference": shown(difference, division.total),
        },
        quote=sentence.text,
        section=sentence.section,
        place=sentence.place,
        case=("nearly" if _is_likely_slip(division) else "rest") if nearly else None,
        severity=_severity(division),
        found=str(division.total.number),
        expected=shown(division.sum, division.total),
    )


def _is_complete(division: Division) -> bool:
    """Whether N-SUM-CLOSED judges it."""
    if division.certainty is Severity.INFO:
        return division.sum < division.total.number
    return division.certainty is not None


def _exceeds(division: Division, sentence: str) -> bool:
    if division.sum <= division.total.number or admits_overlap(sentence):
        return False
    names = "".join(part.before + part.after for part in division.parts)
    if any(part.number > division.total.number for part in division.parts):
        return True
    is_close = is_near(division.total, division.parts)
    if ABOUT.search(names):
        if not is_close:
            return False
        names = ABOUT.sub("", names)
    if _OVERLAPS.search(names):
        return False
    is_channel = any(_CHANNEL.search(name_of(part)) for part in division.parts)
    are_halves = all(part.number * 2 > division.total.number for part in division.parts)
    return is_channel or not are_halves or is_close or is_one_slip(division.total, division.parts)


def _is_nearly_all(division: Division, sentence: str) -> bool:
    """Whether so little lacks, of a list that does not call itself one of examples, that a slip is
    likely, or that what lacks should be named."""
    if len(division.parts) < 2 or division.sum >= division.total.number:
        return False
    first, last = division.parts[0], division.parts[-1]
    words = sentence[first.start - len(first.before) : last.end + len(last.after)]
    names = "".join(part.before + part.after for part in division.parts)
    if _EXAMPLES.search(words) or _OVERLAPS.search(names):
        return False
    number = len(division.parts) + has_exchanged(division.total, division.parts)
    share = _NEARLY_ALL[min(number, max(_NEARLY_ALL))]
    return _is_likely_slip(division) or division.sum >= share * division.total.number


def _is_likely_slip(division: Division) -> bool:
    return division.lacks_little or division.is_one_slip_away


def _severity(division: Division) -> Severity | None:
    if division.sum < division.total.number and not _is_likely_slip(division):
        return Severity.INFO
    is_sure = _exclude_each_other(division) and (not division.is_loose or _is_likely_slip(division))
    return None if is_sure else Severity.INFO


def _exclude_each_other(division: Division) -> bool:
    """Whether nothing can well be counted in two of the parts."""
    parts = division.parts
    if division.kinds or any(part.number > division.total.number for part in parts):
        return True
    if all(part.measure in _COUNTED_EACH_TIME for part in parts):
        return True
    if any(part.measure in _PERSONS for part in parts):
        return False
    return not any(_CHANNEL.search(name_of(part)) or ABOUT.search(part.before) for part in parts)
