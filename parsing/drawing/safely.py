"""Draws files from people in a child process with limited time and memory."""

from domain.drawing import DrawingKind
from domain.refusal import FileRefused, Refusal
from parsing.drawing.exchange import drawings, question
from parsing.drawing.subject import Drawn, Subject
from parsing.office import as_ooxml
from parsing.sandbox import ReadingLimits, Waiting, drawn

LIMITS = ReadingLimits(seconds=60)
_NOBODY_WAITS = Waiting()


def draw_safely(
    kind: DrawingKind,
    content: bytes,
    subject: Subject,
    limits: ReadingLimits = LIMITS,
    waiting: Waiting = _NOBODY_WAITS,
) -> list[Drawn]:
    """The drawings of one kind, made where a hostile or broken file can do no harm; an old Word
    file or workbook is annotated as DOCX or XLSX.

    Raises FileRefused: what `parsing.drawing.drawing.draw` raises, and TOO_SLOW,
    TOO_MUCH_MEMORY or BROKEN where the child came to an end of its own. ChildFailedError as
    `parsing.sandbox.drawn` does.
    """
    if kind is DrawingKind.ANNOTATED:
        content = as_ooxml(content, limits.seconds, waiting.on_wait)
    answer = drawn(question(content, subject), kind.value, limits, waiting)
    try:
        return drawings(answer)
    except ValueError as error:
        raise FileRefused(Refusal.BROKEN) from error
