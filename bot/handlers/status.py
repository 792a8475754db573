"""`/status`: where one's own report stands and what comes next; for supervisors who is missing,
and a reminder to them, once a day."""

from dataclasses import replace
from datetime import datetime, time

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.desk import below_view, deadline_view, present_year
from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import pressed
from bot.render.status import ask_nudging, missing, status
from bot.reply import Reply
from bot.services import Context, Turn, take_turn
from bot.views import BelowView, MissingUnit, OwnStatus, Submitted
from domain.deadline import ASKED
from domain.unit import Role, Unit, own_units, supervised_units, unit_with
from storage.rows import Outcome, ReminderKind, Standing


async def show(update: Update, context: Context) -> None:
    await take_turn(update, context, _show)


def _show(turn: Turn) -> None:
    if not turn.memberships:
        turn.tell("start.stranger")
        return
    year = present_year(turn.services)
    own = [_own(turn, unit, year) for unit in own_units(turn.memberships)]
    below = [below_view(turn.uow, unit, year) for unit in supervised_units(turn.memberships)]
    told = [each for each in below if each.progress.total]
    turn.say(status(own, told, turn.uow.uploads.waiting(), turn.texts))


def _own(turn: Turn, unit: Unit, year: int) -> OwnStatus:
    state = turn.uow.reminders.unit_status(unit.id, year)
    under_way = turn.uow.uploads.search([unit.id], 1, outcome=Outcome.UNDER_WAY)
    waiting = next(iter(under_way), None)
    return OwnStatus(
        unit=unit,
        deadline=deadline_view(turn.uow, turn.services, unit, year),
        standing=state.standing,
        version=state.latest.version if state.latest else None,
        errors=state.errors,
        shown=state.latest.id if state.latest else None,
        submitted=_submitted(turn, unit, year),
        file_name=waiting.file_name if waiting else None,
        ahead=turn.uow.uploads.queue_position(waiting.id) if waiting else 0,
    )


def _submitted(turn: Turn, unit: Unit, year: int) -> Submitted | None:
    submission = turn.uow.submissions.standing(unit.id, year)
    if submission is None:
        return None
    stored = turn.uow.checks.for_upload(submission.upload_id)
    return Submitted(submission, stored.errors if stored else 0, stored.unread if stored else 0)


async def press(update: Update, context: Context) -> None:
    await pressed(update, context, _press)


def _press(turn: Turn, message_id: int, parts: list[str]) -> str | None:
    """Does what the button asks for; returns what to say instead if it cannot."""
    action, unit_id, year, *page = parts
    unit = unit_with(int(unit_id), supervised_units(turn.memberships))
    if unit is None:
        return turn.texts.plain("button.stale")
    below = below_view(turn.uow, unit, int(year))
    units = _missing(turn, below)
    if not units and action != "unnudged":
        return turn.texts.plain("nudge.none_left")
    match action:
        case "missing":
            turn.say(missing(below, units, int(page[0]), turn.texts))
        case "nudge":
            turn.say(ask_nudging(below, units, turn.texts))
        case "nudged":
            turn.say(replace(_nudge(turn, below, units), edits=message_id))
        case _:
            turn.say(Reply(turn.texts.html("nudge.left"), edits=message_id))
    return None


def _missing(turn: Turn, below: BelowView) -> list[MissingUnit]:
    clerks = turn.uow.members.by_unit(Role.CLERK)
    states = turn.uow.reminders.status(below.unit.id, below.year)
    return [
        MissingUnit(state.unit, len(clerks.get(state.unit.id, ())), state.is_in_hand)
        for state in states
        if state.standing is Standing.MISSING
    ]


def _nudge(turn: Turn, below: BelowView, units: list[MissingUnit]) -> Reply:
    """Has the clock remind the clerks at its next turn; the day is part of what makes a reminder
    the same, so nobody is reminded twice on one day."""
    today = turn.services.today()
    morning = datetime.combine(today, time(), turn.services.zone)
    clerks = turn.uow.members.by_unit(Role.CLERK)
    planned = [
        turn.uow.reminders.plan(
            member.chat_id, each.unit.id, below.year, ASKED, ReminderKind.REMINDER, morning
        )
        for each in units
        for member in clerks.get(each.unit.id, ())
    ]
    lines = [turn.texts.html("nudge.sent", clerks=sum(planned))] if any(planned) else []
    if again := planned.count(False):
        lines.append(turn.texts.html("nudge.again", clerks=again))
    return Reply("\n".join(lines))


def handlers() -> Handlers:
    about = rf"{NUMBER}:\d{{4}}"
    return [
        CommandHandler("status", show),
        CallbackQueryHandler(
            press, rf"^(?:missing:{about}:{NUMBER}|(?:nudge|nudged|unnudged):{about})$"
        ),
    ]
