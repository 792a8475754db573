"""`/invite 单位名`: a supervisor hands out a code that binds clerks to a unit."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.desk import units_below
from bot.handlers.kinds import Handlers
from bot.render.lists import names_of
from bot.services import Context, Turn, take_turn
from domain.unit import Role, Unit
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
    units = [u for u in below if fold(u.name) == fold(name)] or [
        u for u in below if fold(name) in fold(u.name)
    ]
    if not units:
        turn.tell("invite.unknown_unit", unit=name)
    elif len(units) > 1:
        names = names_of([unit.name for unit in units], turn.texts)
        turn.tell("result.several", unit=name, units=names)
    else:
        _hand_out(turn, units[0], bot_name)


def _hand_out(turn: Turn, unit: Unit, bot_name: str) -> None:
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
