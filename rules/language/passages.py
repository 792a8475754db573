"""Neighbouring sentences read as one, for what a writer says over several of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rules.language.sentences import Sentence


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
