"""The button of supervisors: which rules fail most often in the newest versions of those below."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import worked_off
from bot.render.frequent import frequent
from bot.services import Context, Turn, look, services_of, take_turn
from bot.views import Frequent
from domain.finding import Severity
from domain.unit import Unit, supervised_units, unit_with
from rules.definition import RuleInfo
from storage.records import check_from_json


async def press(update: Update, context: Context) -> None:
    async def listed(_: int, parts: list[str]) -> str | None:
        unit_id, year = int(parts[1]), int(parts[2])
        unit, checks = await look(update, context, lambda turn: _gather(turn, unit_id, year))
        found = await asyncio.to_thread(_counted, checks, services_of(context).rule)
        return await take_turn(
            update, context, lambda turn: _say(turn, unit, year, found, len(checks))
        )

    await worked_off(update, listed)


def _gather(turn: Turn, unit_id: int, year: int) -> tuple[Unit | None, list[str]]:
    """The unit if the person supervises it, and as JSON the checks of the newest versions below
    that have errors."""
    unit = unit_with(unit_id, supervised_units(turn.memberships))
    states = turn.uow.reminders.status(unit.id, year) if unit is not None else []
    newest = [state.latest.id for state in states if state.latest is not None and state.errors]
    stored = [turn.uow.checks.for_upload(upload_id) for upload_id in newest]
    return unit, [each.check_json for each in stored if each is not None]


def _counted(checks: Sequence[str], rule: Callable[[str], RuleInfo]) -> list[Frequent]:
    """The rules by how many units have open errors by them, the most frequent first."""
    units: Counter[str] = Counter()
    for check in map(check_from_json, checks):
        units.update({f.rule for f in check.open if f.severity is Severity.ERROR})
    found = [Frequent(_title(each, rule), count) for each, count in units.items()]
    return sorted(found, key=lambda each: (-each.units, each.title))


def _title(rule_id: str, rule: Callable[[str], RuleInfo]) -> str:
    """Of a rule that an office took out of its pack only the id is known."""
    try:
        return rule(rule_id).title
    except KeyError:
        return rule_id


def _say(turn: Turn, unit: Unit | None, year: int, found: list[Frequent], count: int) -> str | None:
    if unit is None:
        return turn.texts.plain("button.stale")
    turn.say(frequent(unit, year, found, count, turn.texts))
    return None


def handlers() -> Handlers:
    return [CallbackQueryHandler(press, rf"^frequent:{NUMBER}:\d{{4}}$")]
