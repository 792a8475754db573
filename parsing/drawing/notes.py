"""What is written beside each problem in the file itself; the file's own words and numbers stay
as they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.document import Place
from domain.finding import Check, Severity
from domain.report import Report
from parsing.drawing.marks import marks, numbered
from parsing.drawing.words import Words


@dataclass(frozen=True, slots=True)
class Note:
    """The number of a finding, who says so, its words, where it stands, and the other cells of its
    relation."""

    number: int
    severity: Severity
    author: str
    text: str
    place: Place
    others: tuple[Place, ...]


def notes(report: Report, check: Check, words: Words) -> Iterator[Note]:
    """One note for each open finding whose place is known."""
    found = marks(report, check)
    for number, finding in numbered(check):
        places = [mark.place for mark in found if mark.number == number]
        if not places:
            continue
        lines = [words("note", number=number, message=finding.message)]
        lines += [words("fix", fix=finding.fix)] if finding.fix else []
        text = _printable("\n".join(lines))
        author, others = words("author"), tuple(places[1:])
        yield Note(number, finding.severity, author, text, places[0], others)


def _printable(text: str) -> str:
    """Without control characters, which XML cannot hold; a message may quote the file."""
    return "".join(each for each in text if each >= " " or each == "\n")
