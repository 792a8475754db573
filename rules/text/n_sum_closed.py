import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from domain.finding import Severity
from rules.classification import Classification, load_classifications
from rules.definition import Hit, rule
from rules.quantities import Level, Quantity, levels
from rules.sentences import Sentence
from rules.subject import Subject

_TOTAL_WORD = re.compile(r"(?<![公中])共(?![同享建产青])|累计|合计|总计|总数|总量")
_DIVIDES = re.compile(
    r"[^，、；]{0,12}[，、；：。]?\s*(?:其中|包括|分别|分为|按[^，。]{1,12}分|含)"
)
_NUMBER = re.compile(r"\d+")
_FEWEST_NUMBERS = 3
"""A total and two parts."""
_FEWEST_PARTS = 2
_MOST_EXTRA = 6
"""More quantities of no kind in a sentence than this are not tried as the missing part."""


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
    错例：共印发文件 60 份，其中主动公开 35 份，依申请公开 5 份，不予公开 18 份。（合计 58）
    对例：共印发文件 60 份，其中主动公开 35 份，依申请公开 5 份，不予公开 20 份。
    改法：查登记簿或台账，改总数或写错的一项；没有列全的，写明其余是什么。
    """
    classifications = load_classifications("n_sum_closed.toml")
    for sentence in subject.text.sentences():
        if len(_NUMBER.findall(sentence.plain)) < _FEWEST_NUMBERS:
            continue
        told: set[tuple[str | None, str | None]] = set()
        for level in levels(sentence.plain):
            if len(level.quantities) < _FEWEST_PARTS:
                continue
            for classification in classifications:
                for hit in _judge(classification, level, sentence):
                    # A wrong total fails every division of it: that is one mistake.
                    if (hit.found, hit.expected) not in told:
                        told.add((hit.found, hit.expected))
                        yield hit


@dataclass(frozen=True, slots=True)
class _Division:
    """A total with the parts it is divided into, and other quantities said beside them."""

    total: Quantity
    parts: Sequence[Quantity]
    others: Sequence[Quantity]


def _judge(kinds: Classification, level: Level, sentence: Sentence) -> Iterator[Hit]:
    parts = {
        quantity.start: member
        for quantity in level.quantities
        if (member := kinds.member(quantity.before or quantity.after)) is not None
    }
    certainty = kinds.certainty(set(parts.values()))
    if certainty is None or len(set(parts.values())) != len(parts):
        return
    division = _division([q for q in level.quantities if q.start in parts], level)
    if division is None or _is_explained(division) or "等" in _span(division, level):
        return
    if kinds.silences(sentence.plain, division.total.before):
        return
    numbers = [part.number for part in division.parts]
    yield Hit(
        params={
            "name": kinds.name,
            "register": kinds.register,
            "sum": f"{'＋'.join(map(str, numbers))}＝{sum(numbers)}",
            "total": division.total.number,
            "difference": abs(sum(numbers) - division.total.number),
        },
        quote=sentence.text,
        section=sentence.section,
        place=sentence.place,
        severity=certainty,
        found=str(division.total.number),
        expected=str(sum(numbers)),
    )


def _division(parts: list[Quantity], level: Level) -> _Division | None:
    """The parts with their total, or None where it is not certain what they divide."""
    before = [q for q in level.quantities if q.start < parts[0].start]
    total = level.lead or next((q for q in reversed(before) if _is_total(q, level)), None)
    if total is None or any(q.is_rough for q in (total, *parts)):
        return None
    measures = {q.measure_class for q in parts} - {None}
    if len(measures) > 1 or (measures and total.measure_class not in (None, *measures)):
        return None
    return _Division(total, parts, [q for q in level.quantities if q not in (total, *parts)])


def _is_total(quantity: Quantity, level: Level) -> bool:
    return (
        _TOTAL_WORD.search(quantity.before) is not None
        or _DIVIDES.match(level.text, quantity.end) is not None
    )


def _is_explained(division: _Division) -> bool:
    """Whether the numbers agree, or may agree in a way that the sentence leaves open."""
    total = sum(part.number for part in division.parts)
    missing = division.total.number - total
    first, last = division.parts[0], division.parts[-1]
    kin = [q for q in division.others if _is_kin(q, division.total)]
    between = [q for q in kin if first.start < q.start < last.start]
    earlier = [q.number for q in kin if q.start < first.start]
    extra = [q.number for q in kin if q.start > division.total.start][:_MOST_EXTRA]
    sums = {sum(some) for size in range(1, len(extra) + 1) for some in combinations(extra, size)}
    return missing == 0 or bool(between) or total in earlier or missing in sums


def _is_kin(quantity: Quantity, total: Quantity) -> bool:
    return None in (quantity.measure, total.measure) or (
        quantity.measure_class == total.measure_class
    )


def _span(division: _Division, level: Level) -> str:
    """From the first part to the end of the clause of the last."""
    end = re.compile(r"[，；。]").search(level.text, division.parts[-1].end)
    return level.text[division.parts[0].start : end.start() if end else len(level.text)]
