"""How alike two printed labels are, when spaces, widths and numbering do not count."""

import re
from functools import lru_cache

from domain.wording import fold

_NUMBERING = re.compile(
    r"^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.,,:]|\d{1,2}[、.,:]?(?!\d)|第[一二三四五六七八九十]{1,3}部分[、.,:]?)"
)
_LONGEST = 80
ALIKE = 0.65
"""Labels less alike than this (a third of the characters differ) are not the same label."""


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """A label folded and without its leading number (``（一）``, ``3.``, ``二、``)."""
    folded = fold(text)
    return _NUMBERING.sub("", folded) or folded


@lru_cache(maxsize=16384)
def likeness(left: str, right: str) -> float:
    """1.0 for equal strings down to 0.0: one minus the edit distance over the longer length.

    Anything below `ALIKE` may be reported as 0.0.
    """
    if left == right:
        return 1.0
    longer = max(len(left), len(right))
    if longer == 0 or longer > _LONGEST:
        return 0.0
    bound = int(longer * (1 - ALIKE) + 1e-9)
    if abs(len(left) - len(right)) > bound:
        return 0.0
    # Every letter that the other label lacks costs at least one edit.
    letters, others = _letters(left), _letters(right)
    if max(len(letters), len(others)) - len(letters & others) > bound:
        return 0.0
    distance = _distance(left, right)
    return 0.0 if distance > bound else 1 - distance / longer


@lru_cache(maxsize=4096)
def _letters(text: str) -> frozenset[str]:
    return frozenset(text)


def _distance(left: str, right: str) -> int:
    """Levenshtein's edit distance, none of the strings empty.

    The table is computed column by column, a column in the bits of one number: `rises` and `falls`
    say where it is one more or one less than the field above (Myers 1999, Hyyrö 2003).
    """
    places: dict[str, int] = {}
    for i, letter in enumerate(left):
        places[letter] = places.get(letter, 0) | 1 << i
    column = (1 << len(left)) - 1
    lowest = 1 << len(left) - 1
    rises, falls = column, 0
    distance = len(left)
    for letter in right:
        same = places.get(letter, 0) | falls
        diagonal = (((same & rises) + rises) ^ rises) | same
        more = falls | ~(diagonal | rises) & column
        less = rises & diagonal
        distance += bool(more & lowest) - bool(less & lowest)
        more = more << 1 | 1
        rises = (less << 1 | ~(diagonal | more)) & column
        falls = more & diagonal & column
    return distance
