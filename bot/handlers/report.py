"""`/report`: a report as it was sent, its state, and the way to its file, result and versions."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.desk import latest_answer, upload_view, visible_upload
from bot.handlers.kinds import NUMBER, Handlers
from bot.looking import asked_for, tell_none
from bot.pressing import pressed
from bot.render.report import original, report_card
from bot.services import Context, Turn, take_turn


async def show(update: Update, context: Context) -> None:
    words = list(context.args or [])
    await take_turn(update, context, lambda turn: _show(turn, words))


def _show(turn: Turn, words: list[str]) -> None:
    asked = asked_for(turn, words)
    if asked is None:
        return
    sought, units = asked
    latest = turn.uow.uploads.search([unit.id for unit in units], 1, year=sought.year)
    upload = latest_answer(turn.uow, units, sought.year) or next(iter(latest), None)
    if upload is None:
        tell_none(turn, sought.year, units if sought.name else ())
        return
    view = upload_view(turn.uow, turn.services, upload, turn.memberships)
    turn.say(report_card(view, turn.services.zone, turn.texts))


async def send_original(update: Update, context: Context) -> None:
    await pressed(update, context, _send_original)


def _send_original(turn: Turn, _: int, parts: list[str]) -> str | None:
    view = visible_upload(turn, int(parts[1]))
    if view is None:
        return turn.texts.plain("button.stale")
    turn.say(original(view.upload, turn.services.zone, turn.texts))
    return None


def handlers() -> Handlers:
    return [
        CommandHandler("report", show),
        CallbackQueryHandler(send_original, rf"^original:{NUMBER}$"),
    ]
