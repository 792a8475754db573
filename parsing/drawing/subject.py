"""What is drawn, and what comes of it."""

from dataclasses import dataclass

from domain.drawing import Shown
from domain.finding import Check
from domain.form import Form, naming_form
from domain.report import Report
from parsing.drawing.words import LANGUAGES, Words, words_in


@dataclass(frozen=True, slots=True)
class Subject:
    """What is drawn: the file's name, what was read from it, what was found in that, and the
    language of whoever asks."""

    file_name: str
    report: Report
    check: Check
    language: str = LANGUAGES[0]

    @property
    def form(self) -> Form:
        return naming_form(self.report.form, self.report.year)

    @property
    def words(self) -> Words:
        return words_in(self.language)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture or an annotated file, with its name and what it shows."""

    name: str
    content: bytes
    shown: Shown
