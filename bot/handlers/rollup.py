"""`/rollup`: for supervisors, the report that sums up held against those of the units below."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.desk import present_year
from bot.handlers.kinds import NUMBER, Handlers
from bot.looking import year_in
from bot.pressing import worked_off
from bot.render.rollup import rollup_answer, rollup_listing
from bot.reply import Reply
from bot.services import Context, Turn, look, take_turn
from bot.views import RollupView
from domain.policy import Policy
from domain.unit import Unit, supervised_units, unit_with
from parsing.report_json import report_from_json
from rules.check_units import check_units
from rules.units import Units


@dataclass(frozen=True, slots=True)
class Material:
    """What the store has of a unit and those below it for one year: reports as JSON."""

    unit: Unit
    year: int
    own: str | None
    children: dict[str, str]
    missing: tuple[str, ...]
    overdue: tuple[str, ...]
    policy: Policy


Answer = Callable[[Turn], Reply]


async def roll_up(update: Update, context: Context) -> None:
    words = list(context.args or [])
    gathered = await look(update, context, lambda turn: _gather_all(turn, words))
    # Hundreds of reports take seconds: not in the event loop, and not within a transaction.
    answers = [await asyncio.to_thread(_answer, each) for each in gathered]
    await take_turn(update, context, lambda turn: _say(turn, answers))


async def turn_page(update: Update, context: Context) -> None:
    async def turned(message_id: int, parts: list[str]) -> str | None:
        unit_id, year, *rest = map(int, parts[1:])
        page = rest[0] if rest else None
        material = await look(update, context, lambda turn: _gather_pressed(turn, unit_id, year))
        view = await asyncio.to_thread(_judge, material) if material else None
        return await take_turn(update, context, lambda turn: _show(turn, message_id, view, page))

    await worked_off(update, turned)


def _gather_all(turn: Turn, words: list[str]) -> list[Material]:
    services = turn.services
    year = year_in(words) or present_year(services)
    return [_gather(turn, unit, year) for unit in supervised_units(turn.memberships)]


def _gather_pressed(turn: Turn, unit_id: int, year: int) -> Material | None:
    """What a button asks for, or None where this person may not see it."""
    unit = unit_with(unit_id, supervised_units(turn.memberships))
    return _gather(turn, unit, year) if unit else None


def _gather(turn: Turn, unit: Unit, year: int) -> Material:
    below = turn.uow.units.children(unit.id)
    reports = turn.uow.checks.newest_reports([unit.id, *(child.id for child in below)], year)
    missing = [child for child in below if child.id not in reports]
    today = turn.services.today()
    overdue = [each for each in missing if turn.uow.deadlines.for_unit(each, year).due < today]
    return Material(
        unit=unit,
        year=year,
        own=reports.get(unit.id),
        children={child.name: reports[child.id] for child in below if child.id in reports},
        missing=tuple(child.name for child in missing),
        overdue=tuple(child.name for child in overdue),
        policy=turn.uow.policies.for_unit(unit),
    )


def _answer(material: Material) -> Answer:
    """What to say about a unit: why there is nothing to compare, or what was found."""
    unit, year = material.unit, material.year
    if not material.children and not material.missing:
        return lambda turn: Reply(turn.texts.html("rollup.no_units", unit=unit.name))
    if not material.children and material.own is None:
        return lambda turn: Reply(turn.texts.html("rollup.nothing", unit=unit.name, year=year))
    view = _judge(material)
    return lambda turn: rollup_answer(view, turn.texts)


def _judge(material: Material) -> RollupView:
    units = Units(
        report_from_json(material.own) if material.own else None,
        {name: report_from_json(text) for name, text in material.children.items()},
        unit=material.unit.name,
        year=material.year,
        missing=material.missing,
        overdue=material.overdue,
    )
    check = check_units(units, material.policy)
    return RollupView(material.unit, material.year, units.report, check, len(units.children))


def _say(turn: Turn, answers: list[Answer]) -> None:
    if not turn.memberships:
        turn.tell("start.stranger")
    elif not answers:
        turn.tell("rollup.not_allowed")
    for part, answer in enumerate(answers):
        turn.say(answer(turn), part)


def _show(turn: Turn, message_id: int, view: RollupView | None, page: int | None) -> str | None:
    """Puts the page in place of the message; returns what to say instead if it cannot."""
    if view is None:
        return turn.texts.plain("button.stale")
    reply = (
        rollup_answer(view, turn.texts) if page is None else rollup_listing(view, page, turn.texts)
    )
    turn.say(replace(reply, edits=message_id))
    return None


def handlers() -> Handlers:
    return [
        CommandHandler("rollup", roll_up),
        CallbackQueryHandler(turn_page, rf"^rollup:{NUMBER}:\d{{4}}(?::{NUMBER})?$"),
    ]
