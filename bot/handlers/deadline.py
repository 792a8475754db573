"""`/deadline`: when the report is due, and for supervisors how far the units below are."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.desk import deadline_view, present_year, progress_below
from bot.handlers.kinds import Handlers
from bot.render.lists import deadlines, progress
from bot.reply import Reply
from bot.services import Context, Turn, take_turn
from domain.unit import Role, own_units


async def tell_deadline(update: Update, context: Context) -> None:
    await take_turn(update, context, _tell_deadline)


def _tell_deadline(turn: Turn) -> None:
    if not turn.memberships:
        turn.tell("start.stranger")
        return
    services = turn.services
    year = present_year(services, services.clock.now())
    units = own_units(turn.memberships)
    views = [deadline_view(turn.uow, services, unit, year) for unit in units]
    parts = [deadlines(year, views, turn.texts)]
    for membership in turn.memberships:
        if membership.role is Role.SUPERVISOR:
            below = progress_below(turn.uow, membership.unit.id, year)
            if below.total:
                parts.append(progress(year, below, turn.texts))
    turn.say(Reply("\n\n".join(parts)))


def handlers() -> Handlers:
    return [CommandHandler("deadline", tell_deadline)]
