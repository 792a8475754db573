"""What the tables have yielded so far: cells, the labels as printed, and warnings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.document import GridCell, Place
from domain.report import BLANK_MARKS, Cell, PrintedLabel, ReadingWarning
from domain.wording import tidy
from parsing.numbers import parse_number

TABLE_NAMES = {"disclosure": "表二", "applications": "表三", "reviews": "表四"}
_QUOTED = 60
_NO_NUMBER = 0.6


@dataclass(slots=True)
class Harvest:
    """Gathers one report's cells; a cell that is already there is never overwritten.

    `forms` counts the column heads seen that only one form prints; `strange_sections` are the
    numbers of sections with a table that was not recognised.
    """

    cells: dict[str, Cell] = field(default_factory=dict)
    labels: dict[tuple[str, str, str, str], PrintedLabel] = field(default_factory=dict)
    warnings: list[ReadingWarning] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    strange_sections: set[str] = field(default_factory=set)

    def put(self, name: str, source: GridCell) -> None:
        """A cell read from a known row and column. What was recognised in a picture and is no
        number is to be confirmed, however sure it is: a blot after a 2 looks like “2、”."""
        text = tidy(source.text)
        value, sure = parse_number(text), source.confidence
        if value is None and sure < 1.0 and text not in BLANK_MARKS:
            sure = min(sure, _NO_NUMBER)
        self.cells.setdefault(name, Cell(name, value, text, source.place, sure))

    def put_uncertain(self, table: str, names: Sequence[str], text: str, place: Place) -> None:
        """A row whose numbers cannot be told apart: its cells hold no value, and a warning."""
        for name in names:
            self.cells.setdefault(name, Cell(name, None, text, place, confidence=0.0))
        message = f"{TABLE_NAMES[table]}“{text[:_QUOTED]}”一行的数字与列对不上，请核对原件。"
        self.warnings.append(ReadingWarning("row_misaligned", message, tuple(names)))

    def label(self, table: str, axis: str, key: str, cell: GridCell) -> None:
        """A row or column label as printed; the same print of the same label counts once."""
        printed = tidy(cell.text)
        self.labels.setdefault(
            (table, axis, key, printed),
            PrintedLabel(table, key, axis, printed, cell.place, cell.confidence),
        )

    def unplaced_row(self, table: str, text: str) -> None:
        message = f"{TABLE_NAMES[table]}“{text[:_QUOTED]}”一行对不上表样中的任何一行。"
        self.warnings.append(ReadingWarning("unplaced_row", message))

    def unplaced_table(self, section: str, text: str) -> None:
        self.strange_sections.add(section)
        message = f"第{section}部分有一张表认不出来，开头是“{text[:_QUOTED]}”。"
        self.warnings.append(ReadingWarning("unplaced_table", message))
