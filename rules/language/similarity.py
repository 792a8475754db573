"""How much of one text stands in another: by runs of characters, without what any two reports
share (numbers, names of laws and documents, the unit's own name, set phrases)."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.language.sentences import Sentence
from rules.organisation import short_forms

_RUN = 4
"""Characters in a run: two words, so that only like phrases share one."""
_SAME_FROM = 0.75
"""A sentence of which this share of runs stands in another is that sentence: one word of a
usual sentence of 40 characters may differ."""
_FEWEST_CHARACTERS = 10
"""What remains of a shorter sentence is a heading or says nothing."""

_LEFT_OUT = re.compile(
    r"《[^》]*》"
    r"|第?[\d一二三四五六七八九十百零〇两]+(?=[年月日件条份项个次篇期人家名场批部类户章款])"
    r"|[^\u4e00-\u9fffA-Za-z]"
)
_SET_PHRASE = re.compile(
    r"(?:未|没有|无)(?:收到|发生|收取|涉及|产生|出现|接到|发出)|不涉及|无此类|编制本报告|欢迎.{0,12}联系"
    r"|依据.{0,40}(?:要求|规定).{0,20}编制"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that says something of its own; `bare` is what of it is compared."""

    sentence: Sentence
    bare: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """The passages of a text that stand in another, each with the one it is like. `share` is
    their part of the text, in characters compared, from 0 to 1; `length` all characters."""

    copied: tuple[tuple[Passage, Passage], ...]
    passages: int
    length: int
    share: float


def passages(sentences: Iterable[Sentence], unit: str | None) -> tuple[Passage, ...]:
    """What is to be compared of a text of `unit`."""
    found = []
    names = short_forms(unit)
    for sentence in sentences:
        if _SET_PHRASE.search(sentence.plain):
            continue
        text = sentence.plain
        for name in names:
            text = text.replace(name, "")
        bare = _LEFT_OUT.sub("", text)
        if len(bare) >= _FEWEST_CHARACTERS:
            found.append(Passage(sentence, bare))
    return tuple(found)


def runs(bare: str) -> frozenset[str]:
    """All runs of `_RUN` characters."""
    return frozenset(bare[at : at + _RUN] for at in range(len(bare) - _RUN + 1))


def overlap(own: Sequence[Passage], other: Sequence[Passage]) -> Overlap:
    """How much of `own` stands in `other`."""
    standing: dict[str, list[int]] = {}
    for number, passage in enumerate(other):
        for run in runs(passage.bare):
            standing.setdefault(run, []).append(number)
    copied = []
    for passage in own:
        of_passage = runs(passage.bare)
        enough = _SAME_FROM * len(of_passage)
        known = of_passage & standing.keys()
        if len(known) < enough:
            continue
        shared = Counter(number for run in known for number in standing[run])
        (number, count), *_ = shared.most_common(1)
        if count >= enough:
            copied.append((passage, other[number]))
    length = sum(len(passage.bare) for passage in own)
    same = sum(len(passage.bare) for passage, _ in copied)
    return Overlap(tuple(copied), len(own), length, same / length if length else 0.0)
