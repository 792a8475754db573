"""`/rules`: what is checked and why; supervisors switch a rule off or grade it for their units."""

from collections.abc import Sequence
from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.desk import rule_of
from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import pressed
from bot.render.rules import OFF, USUAL, page_of, rule_card, rule_list
from bot.reply import Reply, clip
from bot.services import Context, Turn, take_turn
from bot.views import RuleDecision
from domain.finding import Severity
from domain.unit import Unit, supervised_units, unit_with
from rules.definition import RuleInfo


async def show(update: Update, context: Context) -> None:
    words = list(context.args or [])
    await take_turn(update, context, lambda turn: _show(turn, words))


def _show(turn: Turn, words: Sequence[str]) -> None:
    if not turn.memberships:
        turn.tell("start.stranger")
        return
    if not words:
        turn.say(rule_list(turn.services.rules(), 0, turn.texts))
        return
    info = rule_of(turn, words[0].upper())
    if info is None:
        turn.tell("rules.unknown", rule=clip(words[0], 40))
    else:
        turn.say(_card(turn, info))


async def press(update: Update, context: Context) -> None:
    await pressed(update, context, _press)


def _press(turn: Turn, message_id: int, parts: list[str]) -> str | None:
    """Shows what the button asks for; returns what to say instead if it cannot."""
    reply = _page(turn, parts) if turn.memberships else None
    if reply is None:
        return turn.texts.plain("button.stale")
    turn.say(replace(reply, edits=message_id))
    return None


def _page(turn: Turn, parts: list[str]) -> Reply | None:
    action, *about = parts
    if action == "rules":
        return rule_list(turn.services.rules(), int(about[0]), turn.texts)
    info = rule_of(turn, about[-1])
    if info is None or action == "rule":
        return _card(turn, info) if info is not None else None
    unit = unit_with(int(about[0]), supervised_units(turn.memberships))
    return _grade(turn, info, unit, about[1]) if unit is not None else None


def _grade(turn: Turn, info: RuleInfo, unit: Unit, choice: str) -> Reply:
    if choice == USUAL:
        turn.uow.policies.reset_rule(unit.id, info.id)
    else:
        severity = None if choice == OFF else Severity(choice)
        turn.uow.policies.set_rule(unit.id, info.id, severity)
    return _card(turn, info, is_changed=True)


def _card(turn: Turn, info: RuleInfo, *, is_changed: bool = False) -> Reply:
    page = page_of(turn.services.rules(), info.id)
    decisions = [
        RuleDecision(unit, _decided(turn, unit, info))
        for unit in supervised_units(turn.memberships)
    ]
    return rule_card(info, page, decisions, turn.texts, is_changed=is_changed)


def _decided(turn: Turn, unit: Unit, info: RuleInfo) -> str:
    settings = turn.uow.policies.settings(unit.id)
    if info.id not in settings:
        return USUAL
    severity = settings[info.id]
    return OFF if severity is None else severity.value


def handlers() -> Handlers:
    choices = "|".join((OFF, USUAL, *Severity))
    return [
        CommandHandler("rules", show),
        CallbackQueryHandler(press, rf"^(?:rules:{NUMBER}|rule:[^:]+)$"),
        CallbackQueryHandler(press, rf"^grade:{NUMBER}:(?:{choices}):[^:]+$"),
    ]
