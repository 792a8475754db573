"""Rectangles put together."""

from collections.abc import Iterable

from domain.document import Box


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all boxes. Raises ValueError where there is none."""
    sides = [(box.x0, box.top, box.x1, box.bottom) for box in boxes]
    lefts, tops, rights, bottoms = zip(*sides, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
