"""Pictures and annotated files made of an upload, for people who would rather look than read."""

from dataclasses import dataclass
from enum import StrEnum

CELL_NUMBERS = "①②③④"
"""How the cells that are shown at once to be confirmed are numbered."""


class DrawingKind(StrEnum):
    """CROPS shows cells that were recognised without certainty, PICTURES the pages or tables with
    problems and, where there are many, the list of them; ANNOTATED is the file itself with a note
    at each problem. The value is the name of the step that makes them."""

    CROPS = "crop"
    PICTURES = "draw"
    ANNOTATED = "annotate"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a drawing shows: a page, a table by its name (``"表四"``) or neither, and the numbers
    that the problems in it have in the list of the answer, from 1; for crops the names of the cells
    in the order of `CELL_NUMBERS`."""

    page: int | None = None
    table: str | None = None
    numbers: tuple[int, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing in the file store under `sha256`, with the name that it has in the chat."""

    kind: DrawingKind
    sha256: str
    name: str
    shown: Shown
