import re
from collections.abc import Iterator
from decimal import Decimal

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.language.division import Division, divisions, shown
from rules.language.enumeration import name_of
from rules.subject import Subject

_OVERLAPS = re.compile(r"可|实现|同时|既|涉及|均|占|以上|学历|党员|女|兼|已|答复|办结|回复")
_EXAMPLES = re.compile(r"等|主要|重点|特别|例如")
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
        )
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
    for sentence in subject.text.of_sections:
        for division in divisions(sentence.plain):
            if _is_complete(division) or division.is_explained:
                continue
            nearly = _is_nearly_all(division, sentence.plain)
            if not nearly and not _exceeds(division):
                continue
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
                case="nearly" if nearly else None,
                severity=None if _exclude_each_other(division) else Severity.INFO,
                found=str(division.total.number),
                expected=shown(division.sum, division.total),
            )


def _is_complete(division: Division) -> bool:
    """Whether N-SUM-CLOSED judges it."""
    if division.certainty is Severity.INFO:
        return division.sum < division.total.number
    return division.certainty is not None


def _exceeds(division: Division) -> bool:
    if division.sum <= division.total.number:
        return False
    names = "".join(part.before + part.after for part in division.parts)
    is_one_too_many = any(part.number > division.total.number for part in division.parts)
    return is_one_too_many or not _OVERLAPS.search(names)


def _is_nearly_all(division: Division, sentence: str) -> bool:
    first, last = division.parts[0], division.parts[-1]
    words = sentence[first.start - len(first.before) : last.end + len(last.after)]
    is_slip = division.lacks_little or (
        len(division.parts) > 1 and division.is_one_slip_away and not _exceeds(division)
    )
    names = "".join(part.before + part.after for part in division.parts)
    return is_slip and not (_EXAMPLES.search(words) or _OVERLAPS.search(names))


def _exclude_each_other(division: Division) -> bool:
    """Whether nothing can well be counted in two of the parts."""
    parts = division.parts
    if division.kinds or any(part.number > division.total.number for part in parts):
        return True
    if all(part.measure in _COUNTED_EACH_TIME for part in parts):
        return True
    is_person = any(part.measure in _PERSONS for part in parts)
    return not is_person and not any(_CHANNEL.search(name_of(part)) for part in parts)
