"""Rectangles put together."""

from collections.abc import Iterable

from domain.document import Box


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all boxes. Raises ValueError where there is none."""
    each = list(boxes)
    return Box(
        x0=min(box.x0 for box in each),
        top=min(box.top for box in each),
        x1=max(box.x1 for box in each),
        bottom=max(box.bottom for box in each),
    )
