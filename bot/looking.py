"""What a person looks for: unit, year, outcome and table, from the words behind a command or from
the data of a button."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.render.lists import names_of
from bot.reply import BUTTON_DATA_LIMIT, Button, Reply
from bot.services import Turn
from bot.texts import Catalogue
from domain.form import FORM_YEARS, load_form
from domain.unit import Unit, own_units, supervised_units
from domain.wording import fold
from storage.rows import Outcome

TABLES = tuple(load_form(FORM_YEARS[-1]).tables)
"""The keys of the tables, the same in every form."""

_YEAR = re.compile(r"((?:19|20)\d\d)年?度?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`name` is part of the names of the units, empty for all that the person may see; `table` is
    the key of a table. None stands for any."""

    name: str = ""
    year: int | None = None
    outcome: Outcome | None = None
    table: str | None = None


def wanted(words: Sequence[str], texts: Catalogue) -> Wanted:
    """Reads the words in any order; what is no year, outcome or table names a unit."""
    year, outcome, table, name = None, None, None, []
    for word in words:
        if spoken := _YEAR.fullmatch(word):
            year = int(spoken[1])
        elif found := _meant(word, [each.value for each in Outcome], texts):
            outcome = Outcome(found)
        elif found := _meant(word, TABLES, texts):
            table = found
        else:
            name.append(word)
    return Wanted("".join(name), year, outcome, table)


def year_in(words: Sequence[str]) -> int | None:
    """The first year among the words."""
    return next((int(found[1]) for found in map(_YEAR.fullmatch, words) if found), None)


def _meant(word: str, keys: Sequence[str], texts: Catalogue) -> str | None:
    spoken = fold(word).lower()
    return next((key for key in keys if spoken in texts.plain(f"find.{key}").split("|")), None)


def data_of(action: str, page: int, sought: Wanted) -> str:
    """The data of a button that shows a page of what is sought; read by `sought_by`."""
    numbers = f"{action}:{page}:{sought.year or ''}"
    return f"{numbers}:{sought.outcome or ''}:{sought.table or ''}:{sought.name}"


def sought_by(parts: Sequence[str]) -> tuple[int, Wanted]:
    """The page, and what is sought. Raises ValueError for data that `data_of` did not make."""
    _, page, year, outcome, table, *name = parts
    return int(page), Wanted(
        name=":".join(name),
        year=int(year) if year else None,
        outcome=Outcome(outcome) if outcome else None,
        table=table or None,
    )


def turning(
    action: str, page: int, is_last: bool, sought: Wanted, texts: Catalogue
) -> tuple[tuple[Button, ...], ...]:
    """A row of buttons to the pages beside this one. A name too long for a button's data has none;
    the name in full leaves one unit, whose list is short."""
    beside = [("previous", page - 1)] if page else []
    beside += [] if is_last else [("next", page + 1)]
    row = [Button(texts.plain(f"button.{key}"), data_of(action, to, sought)) for key, to in beside]
    fitting = tuple(b for b in row if len(b.data.encode()) <= BUTTON_DATA_LIMIT)
    return (fitting,) if fitting else ()


def asked_for(turn: Turn, words: Sequence[str]) -> tuple[Wanted, list[Unit]] | None:
    """What is sought and of which units: the named ones, else the person's own. Where there are
    none the person is told why, and there is nothing to look for."""
    if not turn.memberships:
        turn.tell("start.stranger")
        return None
    sought = wanted(words, turn.texts)
    units = units_named(turn, sought.name) if sought.name else own_units(turn.memberships)
    if not units:
        turn.say(no_unit(turn, sought.name))
        return None
    return sought, units


def no_unit(turn: Turn, name: str) -> Reply:
    """That none of the units that the person may see is called so."""
    key = "unknown_unit" if supervised_units(turn.memberships) else "not_yours"
    return Reply(turn.texts.html(f"result.{key}", unit=name))


def tell_none(turn: Turn, year: int | None, named: Sequence[Unit] = ()) -> None:
    """Says that there is no result, of a year or of units `named` if they were asked for."""
    units = names_of([unit.name for unit in named], turn.texts)
    if units and year is not None:
        turn.tell("result.none_of_year", units=units, year=year)
    elif units:
        turn.tell("result.none_of", units=units)
    elif year is not None:
        turn.tell("result.none_year", year=year)
    else:
        turn.tell("result.none")


def units_named(turn: Turn, name: str) -> list[Unit]:
    """The units that a person may see and whose name is `name` or, failing that, contains it."""
    visible = turn.uow.units.seen_by(turn.memberships)
    exact = [unit for unit in visible if fold(unit.name) == fold(name)]
    return exact or [unit for unit in visible if fold(name) in fold(unit.name)]


def units_under(turn: Turn, name: str) -> list[Unit]:
    """The same, and with a unit that the person supervises those below it."""
    named = units_named(turn, name)
    supervised = [unit for unit in supervised_units(turn.memberships) if unit in named]
    below = [child for unit in supervised for child in turn.uow.units.children(unit.id)]
    return [*named, *(unit for unit in below if unit not in named)]


def spoken(sought: Wanted, texts: Catalogue) -> str:
    """What is sought, in words; empty where everything is."""
    parts = [
        texts.plain("history.of_year", year=sought.year) if sought.year else "",
        sought.name,
        texts.plain(f"outcome.{sought.outcome}") if sought.outcome else "",
    ]
    return " · ".join(part for part in parts if part)
