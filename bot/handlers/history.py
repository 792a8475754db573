"""`/history` and `/result`: everything that was sent and answered, again."""

from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.desk import history_lines, latest_answer, units_below, upload_view
from bot.handlers.kinds import NUMBER, Handlers
from bot.looking import (
    Wanted,
    asked_for,
    sought_by,
    spoken,
    tell_none,
    turning,
    units_under,
    wanted,
)
from bot.pressing import pressed
from bot.render.lists import history
from bot.render.progress import upload_message
from bot.reply import Reply
from bot.services import Context, Turn, take_turn
from domain.unit import own_units
from storage.rows import Outcome

PAGE_SIZE = 9


async def list_uploads(update: Update, context: Context) -> None:
    words = list(context.args or [])
    await take_turn(update, context, lambda turn: _list_uploads(turn, words))


def _list_uploads(turn: Turn, words: list[str]) -> None:
    if turn.memberships:
        turn.say(_page(turn, wanted(words, turn.texts), 0))
    else:
        turn.tell("start.stranger")


async def turn_page(update: Update, context: Context) -> None:
    await pressed(update, context, _turn_page)


def _turn_page(turn: Turn, message_id: int, parts: list[str]) -> str | None:
    if not turn.memberships:
        return turn.texts.plain("button.stale")
    page, sought = sought_by(parts)
    turn.say(replace(_page(turn, sought, page), edits=message_id))
    return None


def _page(turn: Turn, sought: Wanted, page: int) -> Reply:
    ids = [unit.id for unit in units_under(turn, sought.name)]
    # One more than is shown tells whether there is another page.
    found = turn.uow.uploads.search(
        ids, PAGE_SIZE + 1, page * PAGE_SIZE, year=sought.year, outcome=sought.outcome
    )
    if not found:
        return _nothing(turn, sought)
    lines = history_lines(turn.uow, found[:PAGE_SIZE])
    first = page * PAGE_SIZE + 1
    reply = history(_head(turn, sought), lines, first, turn.services.zone, turn.texts)
    is_last = len(found) <= PAGE_SIZE
    turns = turning("history", page, is_last, sought, turn.texts)
    return replace(reply, buttons=(*reply.buttons, *turns))


def _head(turn: Turn, sought: Wanted) -> str:
    if criteria := spoken(sought, turn.texts):
        return turn.texts.html("history.head_sought", criteria=criteria)
    if units_below(turn.uow, turn.memberships):
        return turn.texts.html("history.head_below")
    names = turn.texts.plain("list.comma").join(u.name for u in own_units(turn.memberships))
    return turn.texts.html("history.head", unit=names)


def _nothing(turn: Turn, sought: Wanted) -> Reply:
    if criteria := spoken(sought, turn.texts):
        return Reply(turn.texts.html("history.none_sought", criteria=criteria))
    below = units_below(turn.uow, turn.memberships)
    return Reply(turn.texts.html("history.none_below" if below else "history.none"))


async def show_result(update: Update, context: Context) -> None:
    words = list(context.args or [])
    await take_turn(update, context, lambda turn: _show_result(turn, words))


def _show_result(turn: Turn, words: list[str]) -> None:
    asked = asked_for(turn, words)
    if asked is None:
        return
    sought, units = asked
    upload = latest_answer(turn.uow, units, sought.year)
    if upload is None:
        tell_none(turn, sought.year, units if sought.name else ())
    else:
        view = upload_view(turn.uow, turn.services, upload, turn.memberships)
        turn.say(upload_message(view, turn.texts))


def handlers() -> Handlers:
    page = rf"^history:{NUMBER}:(?:\d{{4}})?:(?:{'|'.join(Outcome)})?::"
    return [
        CommandHandler("history", list_uploads),
        CommandHandler("result", show_result),
        CallbackQueryHandler(turn_page, page),
    ]
