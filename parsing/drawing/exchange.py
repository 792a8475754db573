"""How a drawing child is asked and how it answers: a line of JSON, then the bytes it tells of."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from domain.drawing import DrawingKind, Shown
from parsing.drawing.subject import Drawn, Subject


@dataclass(frozen=True, slots=True)
class _Part:
    """A drawing in an answer; `size` in bytes."""

    name: str
    size: int
    shown: Shown


_SUBJECT = TypeAdapter(Subject)
_PARTS = TypeAdapter(list[_Part])


def question(content: bytes, subject: Subject) -> bytes:
    return _SUBJECT.dump_json(subject) + b"\n" + content


def answered(asked: bytes, kind: DrawingKind) -> bytes:
    """Draws what is asked for; `drawings` reads the answer. Raises FileRefused."""
    from parsing.drawing.drawing import draw

    head, _, content = asked.partition(b"\n")
    drawn = draw(kind, content, _SUBJECT.validate_json(head))
    parts = [_Part(each.name, len(each.content), each.shown) for each in drawn]
    return b"\n".join([_PARTS.dump_json(parts), b"".join(each.content for each in drawn)])


def drawings(answer: bytes) -> list[Drawn]:
    """Raises ValueError for anything that `answered` did not write."""
    head, _, contents = answer.partition(b"\n")
    drawn, start = [], 0
    for part in _PARTS.validate_json(head):
        end = start + part.size
        drawn.append(Drawn(part.name, contents[start:end], part.shown))
        start = end
    if start != len(contents):
        raise ValueError("the answer of a drawing child is not as long as it says")
    return drawn
