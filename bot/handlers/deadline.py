"""`/deadline`: when the report is due; a supervisor sets a date for the units below."""

import re
from collections.abc import Sequence
from datetime import date

from telegram import Update
from telegram.ext import CommandHandler

from bot.desk import deadline_view, present_year, units_below
from bot.handlers.kinds import Handlers
from bot.render.lists import day_with_year, deadlines, names_of
from bot.render.naming import weekday
from bot.reply import Reply
from bot.services import Context, Turn, take_turn
from domain.deadline import last_day, report_year_on
from domain.unit import Unit, own_units
from domain.wording import fold

_DATE = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_LIKE_DATE = re.compile(r"\d+[-/.年月]\d")


async def tell_deadline(update: Update, context: Context) -> None:
    words = list(context.args or [])
    await take_turn(update, context, lambda turn: _tell(turn, words))


def _tell(turn: Turn, words: Sequence[str]) -> None:
    if not turn.memberships:
        turn.tell("start.stranger")
    elif words:
        _set(turn, words)
    else:
        year = present_year(turn.services)
        units = own_units(turn.memberships)
        views = [deadline_view(turn.uow, turn.services, unit, year) for unit in units]
        turn.say(Reply(deadlines(year, views, _below(turn, year), turn.texts)))


def _below(turn: Turn, year: int) -> dict[date, list[str]]:
    """The names of the units below by the day on which they are due."""
    below = units_below(turn.uow, turn.memberships)
    due = turn.uow.deadlines.for_units(below, year)
    names: dict[date, list[str]] = {}
    for unit in below:
        names.setdefault(due[unit.id].due, []).append(unit.name)
    return names


def _set(turn: Turn, words: Sequence[str]) -> None:
    """Decides a date, or says why it cannot be."""
    below = units_below(turn.uow, turn.memberships)
    today = turn.services.today()
    dates = [word for word in words if _LIKE_DATE.match(word)]
    name = "".join(word for word in words if word not in dates)
    units = [unit for unit in below if fold(name) in fold(unit.name)]
    due = _date(dates)
    if not below:
        turn.tell("deadline.not_allowed")
    elif due is None:
        turn.tell("deadline.no_date", example=f"{report_year_on(today) + 1}-01-25")
    elif not units:
        turn.tell("result.unknown_unit", unit=name)
    elif due <= today:
        turn.tell("deadline.gone", due=day_with_year(due, today, turn.texts))
    else:
        _decide(turn, units, due, today)


def _date(words: Sequence[str]) -> date | None:
    found = _DATE.fullmatch(words[0]) if len(words) == 1 else None
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _decide(turn: Turn, units: Sequence[Unit], due: date, today: date) -> None:
    """A report of one year is due in the next; no local date can be later than the regulation's."""
    year, texts = due.year - 1, turn.texts
    late = [unit for unit in units if due > last_day(unit, year)]
    if late:
        last = min(last_day(unit, year) for unit in late)
        names = names_of([unit.name for unit in late], texts)
        turn.tell("deadline.too_late", units=names, due=day_with_year(last, today, texts))
        return
    for unit in units:
        turn.uow.deadlines.set_local(unit.id, year, due)
    turn.tell(
        "deadline.decided",
        year=year,
        count=len(units),
        due=day_with_year(due, today, texts),
        weekday=weekday(due, texts),
        units=names_of([unit.name for unit in units], texts),
    )


def handlers() -> Handlers:
    return [CommandHandler("deadline", tell_deadline)]
