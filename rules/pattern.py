"""Words that should not stand in a report: how the data of ``patterns/*.toml`` judges its text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rules.definition import Hit
from rules.language.sentences import Sentence
from rules.subject import Subject

MOST_HITS = 5
"""Beyond so many different slips of one kind a clerk mends the rest without being told each."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """`words` is what is looked for in a sentence without spaces. `corrections` maps what is found
    to what it should be, where that is known word by word. A sentence in which `unless` is found
    is left alone. `section` limits the search to one section. `most` is how many slips are told."""

    words: re.Pattern[str]
    corrections: Mapping[str, str]
    unless: re.Pattern[str] | None
    section: str | None
    most: int = MOST_HITS

    def judge(self, subject: Subject) -> Iterator[Hit]:
        """Yields one hit for each different slip, at the first sentence that has it."""
        subject.judged += 1
        told: set[str] = set()
        for sentence in self._sentences(subject):
            for match in self.found(sentence.plain):
                if match not in told and len(told) < self.most:
                    told.add(match)
                    yield self._hit(match, sentence)

    def found(self, plain: str) -> list[str]:
        """What stands in a sentence (see `Sentence.plain`) and should not."""
        if self.unless is not None and self.unless.search(plain):
            return []
        return [match.group() for match in self.words.finditer(plain)]

    def _sentences(self, subject: Subject) -> Iterator[Sentence]:
        text = subject.text
        yield from text.everywhere if self.section is None else text.sentences(section=self.section)

    def _hit(self, match: str, sentence: Sentence) -> Hit:
        return Hit(
            params={"match": match, "right": self.corrections.get(match, "")},
            quote=sentence.text,
            section=sentence.section,
            place=sentence.place,
            found=match,
            expected=self.corrections.get(match),
        )
