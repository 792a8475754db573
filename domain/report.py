"""What a report means: its unit, year, form, sections and the cells of its three tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from domain.document import Place

UNCERTAIN_BELOW = 0.5
"""A cell whose confidence is below this cannot be judged: rules report it as unassessed."""

CONFIRM_BELOW = 0.9
"""What has a confidence below this was recognised in a picture without certainty: a cell keeps its
value, a paragraph or label its words, but a finding that rests on it asks for a look at the
original instead of accusing."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    `name` is ``table.row.column`` as in the public list of cell names. `value` is the number that
    the cell holds (counts as `int`, money as `Decimal`), or None where it is blank, holds no
    number or could not be placed; `text` keeps what stood there. `confidence` is 1 for a cell read
    from text in a known row and column, below `CONFIRM_BELOW` where its value is to be confirmed,
    and below `UNCERTAIN_BELOW` where it could not be placed or recognised.
    """

    name: str
    value: int | Decimal | None
    text: str
    place: Place
    confidence: float = 1.0

    @property
    def is_readable(self) -> bool:
        return self.confidence >= UNCERTAIN_BELOW

    @property
    def is_to_confirm(self) -> bool:
        return UNCERTAIN_BELOW <= self.confidence < CONFIRM_BELOW

    @property
    def is_blank(self) -> bool:
        """Nothing, or a mark that stands for nothing, where the form wants a number."""
        return self.is_readable and self.value is None and self.text.strip() in BLANK_MARKS


BLANK_MARKS = frozenset({"", "/", "／", "-", "－", "—", "——", "–", "\\", "无"})
"""What clerks write for "nothing" in a number cell (rule T3-BLANK)."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    place: Place
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six top-level sections. `number` and `heading` are as printed, without marks."""

    number: str
    heading: str
    place: Place
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """A row or column label of a table as the report prints it, and the key it was read as."""

    table: str
    key: str
    axis: str
    """``"row"`` or ``"column"``."""
    printed: str
    place: Place
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something that could not be placed or read with certainty."""

    code: str
    message: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One annual report.

    `title` is normalised (no stray spaces); `unit` and `year` come from it or, failing that, from
    the introduction. `form` is the official form whose tables the report uses (``"2019"`` or
    ``"2021"``), or None where it cannot be told. `introduction` is the text between title and
    first section.
    """

    title: str | None
    unit: str | None
    year: int | None
    form: str | None
    pages: int | None
    introduction: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    cells: Mapping[str, Cell]
    labels: tuple[PrintedLabel, ...] = ()
    warnings: tuple[ReadingWarning, ...] = field(default=())
    title_place: Place | None = None

    @property
    def unread(self) -> int:
        """How many cells hold something that could not be read."""
        return sum(not cell.is_readable for cell in self.cells.values())
