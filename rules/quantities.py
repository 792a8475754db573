"""Counted things in a sentence: the number, its measure word, and the words it counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MEASURES = (
    "条次|人次|场次|户次|件次|篇次|期次|件|条|份|项|个|篇|次|宗|起|封|台|家|户|期|张|本|册|幅"
    "|组|例|人"
)
_NUMBER = re.compile(
    r"(?<![\dA-Za-z.〔\[第\-—/])(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?![\d.])\s*"
    rf"(?P<rough>余|多|来|几)?\s*(?P<measure>{_MEASURES})?(?P<more>余|多)?"
)
_END = re.compile(r"\s*(?:$|[，、；。！？：()])")
_BOUNDARY = re.compile(r"[，、；。：()“”‘’\"]")
_ROUGH_BEFORE = re.compile(r"(?:近|约|超|超过|逾|大约|约为|不足|至少|将近|突破)\s*$")
_ROUGH_AFTER = re.compile(r"\s*(?:以上|左右|上下|以内|有余)")
_OUTSIDE = "\u3000"
"""Stands for characters that do not belong to the level being read."""

_SAME_CLASS = {"条次": "条", "件次": "件", "篇次": "篇"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """`number` things. `measure` is the measure word or None; `before` are the words between the
    last punctuation and the number, `after` those between the measure word and the next
    punctuation, both without spaces. `is_rough` is true for 余, 多, 近, 约. `start` and `end` are
    offsets into the sentence."""

    number: int
    measure: str | None
    before: str
    after: str
    is_rough: bool
    start: int
    end: int

    @property
    def measure_class(self) -> str | None:
        return _SAME_CLASS.get(self.measure or "", self.measure)


@dataclass(frozen=True, slots=True)
class Level:
    """The quantities outside all brackets, or those of one bracket; `lead` is the quantity that
    stands directly before the bracket. `text` is as long as the sentence, blank elsewhere."""

    text: str
    quantities: tuple[Quantity, ...]
    lead: Quantity | None


def levels(sentence: str) -> Iterator[Level]:
    """The levels of a sentence (in half width, see `Sentence.plain`), the outermost first."""
    depth_of = _depths(sentence)
    outer = "".join(c if not d else _OUTSIDE for c, d in zip(sentence, depth_of, strict=True))
    found = tuple(quantities(outer))
    yield Level(outer, found, None)
    for start, end in _brackets(sentence):
        inner = [
            c if start < i < end and depth_of[i] == depth_of[start] else _OUTSIDE
            for i, c in enumerate(sentence)
        ]
        text = "".join(inner)
        yield Level(text, tuple(quantities(text)), _before_bracket(sentence, start))


def quantities(text: str) -> Iterator[Quantity]:
    """Numbers that count something: not years, dates, percentages, sums of money or ordinals."""
    last = 0
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        before = _squeeze(_BOUNDARY.split(text[last:start].rstrip(" ："))[-1])
        if match["measure"] is None and not (before and _END.match(text, end)):
            continue
        if before.endswith("第"):
            continue
        rough = (
            bool(match["rough"] or match["more"])
            or _ROUGH_BEFORE.search(text, last, start) is not None
            or _ROUGH_AFTER.match(text, end) is not None
        )
        yield Quantity(
            number=int(match["number"].replace(",", "")),
            measure=match["measure"],
            before=before,
            after=_squeeze(re.split(r"\d", _BOUNDARY.split(text[end:], maxsplit=1)[0])[0]),
            is_rough=rough,
            start=start,
            end=end,
        )
        last = end


def _before_bracket(sentence: str, bracket: int) -> Quantity | None:
    before = sentence[:bracket].rstrip()
    for quantity in quantities(before):
        if quantity.end == len(before):
            return quantity
    return None


def _depths(sentence: str) -> list[int]:
    """How many brackets are open at each character; a bracket belongs to its inside."""
    depths: list[int] = []
    depth = 0
    for character in sentence:
        if character == "(":
            depth += 1
        depths.append(depth)
        if character == ")" and depth:
            depth -= 1
    return depths


def _brackets(sentence: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for index, character in enumerate(sentence):
        if character == "(":
            opened.append(index)
        elif character == ")" and opened:
            yield opened.pop(), index


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)
