"""The levels of a sentence: what stands outside all brackets, and what stands in each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.language.distribution import distributed
from rules.language.quantities import LAST_CHARACTERS, MEASURES, Quantity, quantities

OUTSIDE = "\u3000"
"""Stands for characters that do not belong to the level being read."""

_COUNT_ONLY = re.compile(
    r"(?<![\d，。；、：()])(?<!\d.)(?<!\d..)"
    rf"\((共?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?万?(?:{MEASURES}))\)"
)
"""A number in brackets behind what it counts: 治安(8件)、消防(5件)."""


@dataclass(frozen=True, slots=True)
class Level:
    """The quantities outside all brackets, or those of one bracket; `lead` is the quantity that
    stands directly before the bracket. `text` is as long as the sentence, blank elsewhere."""

    text: str
    quantities: tuple[Quantity, ...]
    lead: Quantity | None


def levels(sentence: str) -> Iterator[Level]:
    """The levels of a sentence (in half width, see `Sentence.plain`), the outermost first. Brackets
    that hold nothing but a number of what stands before them belong to the outer level."""
    if "(" in sentence and len(_COUNT_ONLY.findall(sentence)) > 1:
        sentence = _COUNT_ONLY.sub(rf"{OUTSIDE}\1{OUTSIDE}", sentence)
    if "(" not in sentence:
        yield Level(sentence, _read(sentence), None)
        return
    depth_of = _depths(sentence)
    outer = "".join(c if not d else OUTSIDE for c, d in zip(sentence, depth_of, strict=True))
    yield Level(outer, _read(outer), None)
    for start, end in _brackets(sentence):
        inner = [
            c if start < i < end and depth_of[i] == depth_of[start] else OUTSIDE
            for i, c in enumerate(sentence)
        ]
        text = "".join(inner)
        yield Level(text, _read(text), _before_bracket(sentence, start))


def _read(text: str) -> tuple[Quantity, ...]:
    return distributed(text, tuple(quantities(text)))


def _before_bracket(sentence: str, bracket: int) -> Quantity | None:
    before = sentence[:bracket].rstrip()
    if before[-1:] not in LAST_CHARACTERS:
        return None
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
