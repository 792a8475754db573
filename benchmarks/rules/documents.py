"""The documents of a run: clean reports, and reports with one to three errors planted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from random import Random

from benchmarks.rules.corpus.sections import draw_pair
from benchmarks.rules.plant import disclosure, structure, tables, text, wording, years
from benchmarks.rules.plant.desk import Desk, Kind, Planted
from domain.report import Report

KINDS: tuple[Kind, ...] = (
    *tables.KINDS,
    *disclosure.KINDS,
    *text.KINDS,
    *years.KINDS,
    *structure.KINDS,
    *wording.KINDS,
)
WRONG_NUMBER = tables.KINDS[0]
_NUMBERS = (1, 1, 2, 2, 3)
_TRIES = 60
_TABLES_ONLY = 4
"""Every fourth report has wrong numbers in table 3 only."""


@dataclass(frozen=True, slots=True)
class Document:
    """A report, last year's where there is one, and what was planted. `seed` makes it again."""

    seed: str
    report: Report
    previous: Report | None
    planted: tuple[Planted, ...]


def clean(seed: int, number: int) -> Iterator[Document]:
    """Reports in which nothing is wrong."""
    for index in range(number):
        name = f"{seed}:clean:{index}"
        pair = draw_pair(_chance(name))
        last = pair.last.report() if pair.last else None
        yield Document(name, pair.report.report(), last, ())


def planted(seed: int, number: int, groups: Sequence[str] = ()) -> Iterator[Document]:
    """Reports with one to three errors of `groups` (all where none are named); every kind gets its
    turn. Some have wrong numbers in table 3 only, to see whether the cells are found."""
    kinds = [kind for kind in KINDS if not groups or kind.group in groups]
    turns = cycle([kind for kind in kinds for _ in range(kind.weight)])
    for index in range(number):
        name = f"{seed}:planted:{index}"
        if WRONG_NUMBER in kinds and index % _TABLES_ONLY == 0:
            yield _document(name, WRONG_NUMBER, [WRONG_NUMBER])
        else:
            yield _document(name, next(turns), kinds)


def _document(name: str, first: Kind, pool: Sequence[Kind]) -> Document:
    """Raises LookupError where no report drawn has a place for the first error."""
    chance = _chance(name)
    for _ in range(_TRIES):
        desk = Desk(chance, draw_pair(chance))
        error = first.plant(desk)
        if error is None:
            continue
        done, errors = [first], [error]
        for _ in range(chance.choice(_NUMBERS) - 1):
            more = chance.choice(pool)
            if all(more.goes_with(each) for each in done):
                error = more.plant(desk)
                if error is not None:
                    done.append(more)
                    errors.append(error)
        last = desk.pair.last.report() if desk.pair.last else None
        return Document(name, desk.draft.report(), last, tuple(errors))
    raise LookupError(f"no report has a place for: {first.name}")


def _chance(name: str) -> Random:
    return Random(name)  # noqa: S311 - the same documents for the same seed
