"""A report while it is written: pieces of text, texts of cells; and the finished report."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from benchmarks.rules.corpus.narrative import Sentence
from benchmarks.rules.corpus.people import Unit
from domain.document import Place
from domain.form import Form
from domain.report import Cell, Paragraph, PrintedLabel, Report, Section

ORDER = "一二三四五六"
_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])(\d+(?:\.\d+)?)(?=[\u4e00-\u9fff])")

Piece = Sentence | str
Words = list[Piece]
"""One paragraph in pieces."""


@dataclass(slots=True)
class Draft:
    """What is to be printed. `cells` holds texts; `form` is the one whose tables are printed;
    `misprints` are labels printed otherwise (none where empty), by table and key; `is_spaced`
    prints a space on either side of a number, as some programs do."""

    unit: Unit
    year: int
    form: Form
    title: str
    introduction: Words
    sections: dict[str, list[Words]]
    cells: dict[str, str]
    headings: dict[str, str] = field(default_factory=dict)
    misprints: dict[tuple[str, str], str] = field(default_factory=dict)
    order: str = ORDER
    is_spaced: bool = False

    def sentences(self) -> Iterator[tuple[Words, int, Sentence]]:
        """Every sentence with numbers, with the paragraph and the index where it stands."""
        for paragraphs in self.sections.values():
            for words in paragraphs:
                for index, piece in enumerate(words):
                    if isinstance(piece, Sentence):
                        yield words, index, piece

    def value(self, name: str) -> int:
        return int(Decimal(self.cells[name]))

    def printed(self, words: Words) -> str:
        text = "".join(piece if isinstance(piece, str) else piece.text for piece in words)
        return _NUMBER.sub(r" \1 ", text) if self.is_spaced else text

    def report(self) -> Report:
        official = {section.number: section.heading for section in self.form.sections}
        headings = official | self.headings
        return Report(
            title=self.title,
            unit=self.unit.name,
            year=self.year,
            form=self.form.key,
            pages=5,
            introduction=self._paragraphs([self.introduction], 0),
            sections=tuple(
                Section(
                    number,
                    headings[number],
                    Place(page=2, path=f"paragraph {100 * at}"),
                    self._paragraphs(self.sections.get(number, []), 100 * at),
                )
                for at, number in enumerate(self.order, 1)
            ),
            cells={name: cell(name, text) for name, text in self.cells.items()},
            labels=tuple(self._labels()),
            title_place=Place(page=1, path="paragraph 0"),
        )

    def _paragraphs(self, texts: list[Words], first: int) -> tuple[Paragraph, ...]:
        return tuple(
            Paragraph(self.printed(words), Place(page=2, path=f"paragraph {first + number}"))
            for number, words in enumerate(texts, 1)
        )

    def _labels(self) -> Iterator[PrintedLabel]:
        place = Place(page=3)
        present = {(name.split(".")[0], key) for name in self.cells for key in name.split(".")[1:]}
        for table in self.form.tables.values():
            rows = [*(row for part in table.parts for row in part.rows), *table.merged]
            columns = {c.key: c for part in table.parts for c in part.columns}.values()
            for axis, lines in (("row", rows), ("column", columns)):
                for line in lines:
                    printed = self.misprints.get((table.key, line.key), line.label)
                    if printed and (table.key, line.key) in present:
                        yield PrintedLabel(table.key, line.key, axis, printed, place)


def cell(name: str, text: str) -> Cell:
    """A cell as a reader would give it: its number where it holds one."""
    value: int | Decimal | None = None
    try:
        value = Decimal(text.removesuffix("万元"))
    except InvalidOperation:
        value = None
    if value is not None and "." not in text:
        value = int(value)
    return Cell(name, value, text, Place(page=3))


def texts_of(cells: Mapping[str, int | Decimal]) -> dict[str, str]:
    """How a clerk prints the numbers; the 2019 form names no unit for procurement."""
    return {
        name: f"{value}万元" if name == "disclosure.procurement.amount" else str(value)
        for name, value in cells.items()
    }
