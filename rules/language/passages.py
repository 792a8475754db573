"""Neighbouring sentences read as one, for what a writer says over several of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from rules.language.sentences import Sentence

_REFERS_BACK = re.compile(
    r"(?:从[^，。；、\d]{1,8}看|在?[^，。；、\d]{2,14}[中里])，"
    r"|[^，。；、\d]{0,6}(?:包括|涵盖|涉及|分为|分别为|如下)[，：]?"
)
"""How a sentence begins that divides what the one before counted: 从形式看，图解5篇."""

_BEGINS_LIST = re.compile(
    r"[^，。；、\d]{2,12}\d+[^，。；、\d]{1,2}[，；、][^，。；、\d]{2,12}\d+[^，。；、\d]{1,2}[，；、]"
)
_LAST_READ = 6
_ENDS_WITH_COUNT = re.compile(r"\d+[^，。；、\d]{1,2}。$")


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that follow each other in one section; `plain` is theirs together."""

    sentences: tuple[Sentence, ...]
    plain: str

    def at(self, offset: int) -> Sentence:
        """The sentence that stands at an offset of `plain`."""
        ends = accumulate(len(sentence.plain) for sentence in self.sentences)
        pairs = zip(self.sentences, ends, strict=True)
        return next((each for each, end in pairs if offset < end), self.sentences[-1])


def passages(sentences: Sequence[Sentence], size: int) -> Iterator[Passage]:
    """Every run of `size` sentences of one section, in order."""
    for start in range(len(sentences) - size + 1):
        some = tuple(sentences[start : start + size])
        if some[0].section == some[-1].section:
            yield Passage(some, "".join(sentence.plain for sentence in some))


def referring(sentences: Sequence[Sentence]) -> Iterator[Passage]:
    """Each two neighbouring sentences of a paragraph whose second one looks back at the first."""
    for first, second in pairwise(sentences):
        if first.place != second.place or first.section != second.section:
            continue
        ends_with_count = _ENDS_WITH_COUNT.search(first.plain[-_LAST_READ:])
        is_list = ends_with_count and _BEGINS_LIST.match(second.plain)
        if is_list or _REFERS_BACK.match(second.plain):
            yield Passage((first, second), first.plain + second.plain)
