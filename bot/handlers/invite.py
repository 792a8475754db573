"""`/invite 单位名`: a supervisor hands out a code that binds clerks to a unit."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.desk import units_below
from bot.handlers.kinds import Handlers
from bot.services import Context, Turn, take_turn
from domain.unit import Role
from domain.wording import fold

USES = 3


async def invite(update: Update, context: Context) -> None:
    name = "".join(context.args or [])
    bot_name = context.bot.username
    await take_turn(update, context, lambda turn: _invite(turn, name, bot_name))


def _invite(turn: Turn, name: str, bot_name: str) -> None:
    below = units_below(turn.uow, turn.memberships)
    if not below:
        turn.tell("invite.not_allowed" if turn.memberships else "start.stranger")
        return
    if not name:
        turn.tell("invite.usage", example=below[0].name)
        return
    unit = next((u for u in below if fold(u.name) == fold(name)), None)
    if unit is None:
        turn.tell("invite.unknown_unit", unit=name)
        return
    now, life = turn.services.clock.now(), turn.services.invitation_life
    invitation = turn.uow.members.invite(unit.id, Role.CLERK, USES, now + life, now)
    turn.tell(
        "invite.made",
        unit=unit.name,
        days=life.days,
        uses=USES,
        code=invitation.code,
        link=f"https://t.me/{bot_name}?start={invitation.code}",
    )


def handlers() -> Handlers:
    return [CommandHandler("invite", invite)]
