"""A report on the desk: where an error can still be planted, and what was planted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from benchmarks.rules.corpus.draft import Draft, Words
from benchmarks.rules.corpus.narrative import Sentence
from benchmarks.rules.corpus.sections import Pair
from domain.finding import Severity


@dataclass(frozen=True, slots=True)
class Planted:
    """One error; `what` is for people. A finding tells of it if its rule's id begins with one of
    `rules`, it is at least `least` severe, and it names one of `cells` or quotes from `sentence`;
    where both are empty the rule alone says enough."""

    kind: str
    rules: tuple[str, ...]
    what: str
    cells: frozenset[str] = frozenset()
    sentence: str = ""
    least: Severity = Severity.WARNING


@dataclass(slots=True)
class Desk:
    """`touched` names the cells, sentences and parts that an error already stands in."""

    chance: Random
    pair: Pair
    touched: set[str] = field(default_factory=set)

    @property
    def draft(self) -> Draft:
        return self.pair.report

    def claim(self, *parts: str) -> bool:
        """Takes the parts for one error; False where one of them already has one."""
        if self.touched.intersection(parts):
            return False
        self.touched.update(parts)
        return True

    def sentence(self, fits: Callable[[Sentence], bool]) -> tuple[Words, int, Sentence] | None:
        """One of the sentences that fit and are as they were written, with its paragraph and its
        index in it."""
        found = [
            (words, at, sentence)
            for words, at, sentence in self.draft.sentences()
            if fits(sentence) and sentence.text not in self.touched
        ]
        return self.chance.choice(found) if found else None

    def replace(self, words: Words, at: int, sentence: Sentence) -> None:
        words[at] = sentence
        self.touched.add(sentence.text)


Planter = Callable[[Desk], Planted | None]
"""Plants an error, or gives None where the report has no place for it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of error. `group` is the line of the table of targets that it counts for; `parts` are
    what it changes: tables, general (section 一), last (year), or a number of a section. Where it
    is `alone`, no other error can be looked for in the same parts."""

    name: str
    group: str
    plant: Planter
    parts: tuple[str, ...]
    weight: int = 1
    alone: bool = False

    def goes_with(self, other: "Kind") -> bool:
        return not (self.alone or other.alone) or not set(self.parts) & set(other.parts)


def slip(chance: Random, value: int) -> int:
    """Another number, as fingers and eyes make it of this one."""
    digits = str(value)
    at = chance.randrange(len(digits))
    swapped = list(digits)
    if len(digits) > 1:
        left = chance.randrange(len(digits) - 1)
        swapped[left], swapped[left + 1] = swapped[left + 1], swapped[left]
    candidates = [
        str(value + chance.choice((1, 2))),
        str(max(0, value - chance.choice((1, 2)))),
        "".join(swapped),
        digits[:at] + digits[at + 1 :] or "0",
        digits[: at + 1] + digits[at:],
        digits[:at] + str(chance.randrange(10)) + digits[at + 1 :],
    ]
    wrong = [text for text in candidates if text != digits and text == str(int(text))]
    return int(chance.choice(wrong))
