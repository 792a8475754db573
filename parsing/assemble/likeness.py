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
    if max(len(set(left) - set(right)), len(set(right) - set(left))) > bound:
        return 0.0
    distance = _distance(left, right, bound)
    return 0.0 if distance > bound else 1 - distance / longer


def _distance(left: str, right: str, bound: int) -> int:
    """Levenshtein's edit distance, or any number above `bound` once it must exceed it."""
    before = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        now = [i]
        for j, b in enumerate(right, 1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (a != b)))
        if min(now) > bound:
            return bound + 1
        before = now
    return before[-1]
