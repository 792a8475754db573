"""Sentences with numbers: drawn from the shapes in ``shapes/``, so that what they say is true.

A shape is described at the head of each file there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

from benchmarks.rules.corpus.people import load

Value = int | Decimal
_SLOT = re.compile(r"\{(\w+)\}")
_HUNDREDS = 100
_WAN = 10_000
_DIGITS = "零一二三四五六七八九"
_ITEM_OF_REQUESTS = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """One way of saying something; `kind` is the file it stands in: sums, cross or decoys."""

    kind: str
    topic: str
    text: str
    item: int = _ITEM_OF_REQUESTS
    draw: Mapping[str, Sequence[int]] = field(default_factory=dict)
    splits: Sequence[str] = ()
    overlaps: Sequence[str] = ()
    percents: Sequence[str] = ()
    growths: Sequence[str] = ()
    closed: bool = True
    numerals: str = "arabic"
    levels: Sequence[str] = ()
    form: str | None = None
    needs: Sequence[str] = ()
    zero: Sequence[str] = ()
    none: str | None = None
    plain: bool = True

    def slots(self) -> list[str]:
        return _SLOT.findall(self.text)

    def fits(self, facts: Mapping[str, Value], level: str, form: str) -> bool:
        """Whether a report with these facts can say this."""
        return (
            (not self.levels or level in self.levels)
            and self.form in (None, form)
            and all(facts[fact] > 0 for fact in self.needs)
            and all(facts[fact] == 0 for fact in self.zero)
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A shape with its numbers. `words` are what stands in the other braces."""

    shape: Shape
    values: Mapping[str, Value]
    words: Mapping[str, str]

    @property
    def text(self) -> str:
        return _SLOT.sub(lambda slot: self._printed(slot[1]), self.shape.text)

    def with_value(self, slot: str, value: Value) -> "Sentence":
        return replace(self, values={**self.values, slot: value})

    def _printed(self, slot: str) -> str:
        if slot in self.words:
            return self.words[slot]
        value = self.values[slot]
        if slot in (name for growth in self.shape.growths for name in growth.split()[:1]):
            return f"{'增长' if value >= 0 else '下降'}{abs(value)}%"
        if self.shape.numerals == "chinese":
            return chinese(int(value))
        if self.shape.numerals == "wan":
            return f"{value / _WAN:.2f}万"
        return str(value)


@cache
def shapes(kind: str) -> tuple[Shape, ...]:
    """The shapes of one file: ``"sums"``, ``"cross"`` or ``"decoys"``."""
    entries: list[dict[str, Any]] = load(f"shapes/{kind}.toml")["shape"]
    return tuple(Shape(kind=kind, **entry) for entry in entries)


def fill(
    chance: Random, shape: Shape, facts: Mapping[str, Value], words: Mapping[str, str]
) -> Sentence:
    """The shape with numbers that make it true."""
    values = dict(facts)
    step = _HUNDREDS if shape.numerals == "wan" else 1
    for name, (low, high) in shape.draw.items():
        values[name] = chance.randrange(low // step, high // step + 1) * step
    for split in shape.splits:
        whole, *parts = split.split()
        values.update(
            zip(parts, _divided(chance, int(values[whole]), len(parts), step), strict=True)
        )
    for overlap in shape.overlaps:
        whole, *parts = overlap.split()
        for part in parts:
            values[part] = round(int(values[whole]) * chance.uniform(0.6, 0.95))
    for percent in shape.percents:
        name, part, whole = percent.split()
        values[name] = _share(chance, values[part], values[whole])
    for growth in shape.growths:
        name, new, old = growth.split()
        values[name] = _share(chance, values[new] - values[old], values[old])
    return Sentence(shape, {slot: values[slot] for slot in shape.slots() if slot in values}, words)


def _divided(chance: Random, whole: int, parts: int, step: int) -> list[int]:
    """Parts of a whole, none of them 0 where it is large enough for all."""
    units = whole // step
    least = 1 if units >= parts else 0
    cuts = sorted(chance.randrange(units - least * parts + 1) for _ in range(parts - 1))
    edges = [0, *cuts, units - least * parts]
    return [(high - low + least) * step for low, high in pairwise(edges)]


def _share(chance: Random, part: Value, whole: Value) -> Decimal:
    places = chance.choice((Decimal("0.1"), Decimal("0.01")))
    return (Decimal(part) * 100 / Decimal(whole)).quantize(places, ROUND_HALF_UP)


def chinese(number: int) -> str:
    """A number of things, from 0 to 9999, in Chinese characters."""
    if number == 2:
        return "两"
    if number < 10:
        return _DIGITS[number]
    said, is_gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            said += ("零" if is_gap and said else "") + _DIGITS[digit] + name
        is_gap = not digit
    return said.removeprefix("一") if said.startswith("一十") else said
