"""One document checked: which errors were told, which cells found, how long it took."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.rules.documents import WRONG_NUMBER, Document
from benchmarks.rules.plant.desk import Planted
from domain.finding import Finding, Severity
from domain.wording import fold
from rules.check import check

_SEVERITIES = tuple(Severity)
_ARITHMETIC = "T3-"
_CLAUSE = re.compile(r"[。；]")
_LEAST_QUOTED = 6


@dataclass(frozen=True, slots=True)
class Score:
    """What came of one document. `missed` are planted errors that no finding tells of; `located`
    says whether exactly the wrong cells are suspected, None where table 3 has none or more than two
    wrong numbers or something else is wrong too. `seconds` are of the processor, so that other
    programs on the machine do not count."""

    document: Document
    findings: tuple[Finding, ...]
    missed: tuple[Planted, ...]
    located: bool | None
    seconds: float

    @property
    def accusations(self) -> list[Finding]:
        """Findings that ask for something to be changed or looked at."""
        return [each for each in self.findings if each.severity is not Severity.INFO]


def examine(document: Document) -> Score:
    start = time.process_time()
    result = check(document.report, previous=document.previous)
    seconds = time.process_time() - start
    missed = [
        error
        for error in document.planted
        if not any(tells(finding, error) for finding in result.findings)
    ]
    return Score(
        document, result.findings, tuple(missed), _located(document, result.findings), seconds
    )


def tells(finding: Finding, error: Planted) -> bool:
    """Whether the finding is about the error: the right rule, severe enough, at the right place."""
    if not finding.rule.startswith(error.rules):
        return False
    if _SEVERITIES.index(finding.severity) > _SEVERITIES.index(error.least):
        return False
    cells, quote = set(finding.where.cells), finding.where.quote
    for explained in finding.explains:
        cells.update(explained.cells)
    if not (error.cells or error.sentence) or not (cells or quote):
        return True
    if cells & error.cells:
        return True
    return bool(error.sentence and quote) and _overlap(quote or "", error.sentence)


def _overlap(quote: str, sentence: str) -> bool:
    quote, sentence = fold(quote), fold(sentence)
    if quote in sentence or sentence in quote:
        return True
    # A heading that runs into the sentence belongs to the quote, not to what was planted.
    return _shares_clause(quote, sentence) or _shares_clause(sentence, quote)


def _shares_clause(text: str, other: str) -> bool:
    return any(len(clause) >= _LEAST_QUOTED and clause in other for clause in _CLAUSE.split(text))


def _located(document: Document, findings: Iterable[Finding]) -> bool | None:
    errors = document.planted
    if not 1 <= len(errors) <= 2 or any(error.kind != WRONG_NUMBER.name for error in errors):
        return None
    wrong = {cell for error in errors for cell in error.cells}
    sums = [each for each in findings if each.rule.startswith(_ARITHMETIC) and each.where.cells]
    if len(sums) == 1:
        return set(sums[0].where.cells[: len(wrong)]) == wrong
    return {each.where.cells[0] for each in sums} == wrong
