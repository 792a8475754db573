"""The buttons of a reminder: the report is in hand, or the person wants to be reminded again."""

from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import pressed
from bot.reminding import reminder_view
from bot.render.reminders import in_hand, put_off
from bot.services import Context, Turn
from bot.views import ReminderView
from domain.deadline import AGAIN, office_time
from domain.unit import own_units, unit_with
from storage.rows import ReminderKind, ReminderRow


async def press(update: Update, context: Context) -> None:
    await pressed(update, context, _press)


def _press(turn: Turn, message_id: int, parts: list[str]) -> str | None:
    """Does what the button asks for; returns what to say instead if it cannot."""
    action, number = parts
    row = _own(turn, int(number))
    if row is None:
        return turn.texts.plain("button.stale")
    view = reminder_view(turn.uow, turn.services, row)
    if view is None:
        return turn.texts.plain("reminder.settled")
    if action == "inhand":
        turn.uow.reminders.in_hand(row)
        reply = in_hand(view, turn.texts)
    else:
        _plan_again(turn, row, view)
        reply = put_off(view, turn.texts)
    turn.say(replace(reply, edits=message_id))
    return None


def _own(turn: Turn, reminder_id: int) -> ReminderRow | None:
    """The reminder, where it was to this person, who still works for the unit."""
    try:
        row = turn.uow.reminders.get(reminder_id)
    except LookupError:
        return None
    is_theirs = row.chat_id == turn.chat_id and row.kind is ReminderKind.REMINDER
    return row if is_theirs and unit_with(row.unit_id, own_units(turn.memberships)) else None


def _plan_again(turn: Turn, row: ReminderRow, view: ReminderView) -> None:
    """The same plan made twice is one."""
    at = office_time(view.again_on, turn.services.zone)
    turn.uow.reminders.plan(
        turn.chat_id, row.unit_id, row.report_year, AGAIN, ReminderKind.REMINDER, at
    )


def handlers() -> Handlers:
    return [CallbackQueryHandler(press, rf"^(?:inhand|again):{NUMBER}$")]
