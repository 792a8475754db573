import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.language.division import (
    Division,
    admits_overlap,
    begins_with_part,
    divisions,
    is_kin,
    is_known_part,
    shown,
)
from rules.language.passages import Passage, passages
from rules.language.sentences import Sentence
from rules.subject import Subject

_ENDS = re.compile(r"[。！？；：]$")
_RESULT = re.compile(r"不予|无法提供")
"""What was decided in some cases is no total of all."""

_MOST_TIMES = 10
"""A sum further than so many times from the total that ends the sentence before is not about it."""

_LONGEST_PASSAGE = 3
"""Over how many sentences a total and its parts may be spread."""


@rule(
    id="N-SUM-CLOSED",
    severity=Severity.ERROR,
    basis="《政府信息公开条例》第五十条；国办公开办函〔2021〕30号：年度报告内容应准确、全面",
    message="{name}各项相加：{sum}，与 {total} 相差 {difference}。",
    fix="请查{register}，改总数或其中一项。",
)
def n_sum_closed(subject: Subject) -> Iterator[Hit]:
    """正文里列全了的分类，各项相加等于总数

    为什么：公文属性、申请渠道、申请人等分类互不重叠，列全之后加起来应当就是总数；不等，必有一处写错。
    句子自己说列全了的（“分别为”“分为”“三类 20 项”、最后一项是“其他”），也这样核对。
    错例：共印发文件 60 份，其中主动公开 35 份，依申请公开 5 份，不予公开 18 份。（合计 58）
    对例：共印发文件 60 份，其中主动公开 35 份，依申请公开 5 份，不予公开 20 份。
    改法：查登记簿或台账，改总数或写错的一项；没有列全的，写明其余是什么。
    """
    sentences = subject.text.of_sections
    told: set[tuple[str | None, str | None]] = set()
    for sentence in sentences:
        told.clear()
        for division in divisions(sentence.plain):
            if not _may_be_judged(division) or division.is_explained:
                continue
            is_too_much = division.sum > division.total.number
            if is_too_much and division.kinds is None and admits_overlap(sentence.plain):
                continue
            hit = _hit(division, sentence, _severity(division))
            # A wrong total fails every division of it: that is one mistake.
            if (hit.found, hit.expected) not in told:
                told.add((hit.found, hit.expected))
                yield hit
    yield from _spread_out(sentences, subject)


def _may_be_judged(division: Division) -> bool:
    """What a bare bracket holds may be examples, so that only too much of it is wrong, which
    N-SUM-OPEN tells."""
    if division.certainty is Severity.INFO:
        return division.sum < division.total.number
    return division.certainty is not None


def _severity(division: Division) -> Severity | None:
    is_slip = division.certainty is Severity.INFO and division.lacks_little
    return Severity.WARNING if is_slip else division.certainty


def _spread_out(sentences: tuple[Sentence, ...], subject: Subject) -> Iterator[Hit]:
    """A total in one sentence, its parts in the next ones."""
    goes_on = {
        second.text
        for first, second in pairwise(sentences)
        if not _ENDS.search(first.plain) or begins_with_part(second.plain)
    }
    if not goes_on:
        return
    for size in range(2, _LONGEST_PASSAGE + 1):
        for passage in passages(sentences, size):
            first, *following = passage.sentences
            if not all(sentence.text in goes_on for sentence in following):
                continue
            for division in divisions(passage.plain):
                whole = passage.at(division.total.start)
                reaches = passage.at(division.parts[-1].start) is following[-1]
                if whole is first and reaches and _is_certain(division, passage.plain):
                    hit = _hit(division, whole, Severity.WARNING)
                    yield replace(hit, quote=_quote(passage, subject))


def _quote(passage: Passage, subject: Subject) -> str:
    """The sentences together where they stand so in one paragraph, else the first."""
    together = "".join(sentence.text for sentence in passage.sentences)
    paragraphs = (each for section in subject.report.sections for each in section.paragraphs)
    is_printed = any(together in paragraph.text for paragraph in paragraphs)
    return together if is_printed else passage.sentences[0].text


def _is_certain(division: Division, text: str) -> bool:
    """Whether it cannot well be another total that sentences further on divide."""
    total, parts = division.total, division.parts
    kin = [q for q in division.others if total.start < q.start and is_kin(q, total)]
    ends_sentence = text[total.end : total.end + 1] == "。"
    times = _MOST_TIMES if ends_sentence else 2
    return (
        division.certainty is not None
        and division.kinds is not None
        and not division.is_explained
        and not is_known_part(total)
        and not _RESULT.search(total.before)
        and not any(quantity.start < parts[-1].start for quantity in kin)
        and all(part.measure_class == total.measure_class for part in parts)
        and total.number <= times * division.sum <= times**2 * total.number
    )


def _hit(division: Division, sentence: Sentence, severity: Severity | None) -> Hit:
    difference = abs(Decimal(division.sum) - division.total.number)
    return Hit(
        params={
            "name": division.name,
            "register": division.register,
            "sum": division.shown_sum,
            "total": division.total.written,
            "difference": shown(difference, division.total),
        },
        quote=sentence.text,
        section=sentence.section,
        place=sentence.place,
        severity=severity,
        found=str(division.total.number),
        expected=str(division.sum),
    )
