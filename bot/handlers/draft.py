"""`/draft` and the button of reminders: this year's report with what is known filled in."""

import asyncio
from dataclasses import dataclass

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.desk import present_year
from bot.handlers.kinds import NUMBER, Handlers
from bot.looking import no_unit, units_named, wanted
from bot.pressing import worked_off
from bot.render.draft import drafts
from bot.render.lists import names_of
from bot.reply import Media, MediaKind, Reply
from bot.services import Context, Turn, look, services_of, take_turn
from domain.ports import FileStore
from domain.unit import Unit, own_units, unit_with, usual_unit
from drafting.basis import FIRST_YEAR, DraftBasis
from drafting.word import docx_draft
from drafting.workbook import xlsx_draft
from parsing.report_json import report_from_json


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose draft for which year is asked for, last year's report as JSON if there is one, and the
    name of the files without their endings. `latest` is the last year that has drafts."""

    unit: Unit
    year: int
    latest: int
    last: str | None
    file_name: str

    @property
    def is_drafted(self) -> bool:
        return FIRST_YEAR <= self.year <= self.latest


@dataclass(frozen=True, slots=True)
class Drafts:
    """What was made, in the file store."""

    basis: DraftBasis
    word: Media
    workbook: Media


async def send_draft(update: Update, context: Context) -> None:
    words = list(context.args or [])
    wish = await look(update, context, lambda turn: _said(turn, words))
    if isinstance(wish, Reply):
        await take_turn(update, context, lambda turn: turn.say(wish))
        return
    made = await _made(wish, context)
    await take_turn(update, context, lambda turn: _answer(turn, wish, made))


async def press(update: Update, context: Context) -> None:
    async def sent(_: int, parts: list[str]) -> str | None:
        unit_id, year = map(int, parts[1:])
        wish = await look(update, context, lambda turn: _pressed(turn, unit_id, year))
        made = await _made(wish, context)
        return await take_turn(update, context, lambda turn: _answer_button(turn, wish, made))

    await worked_off(update, sent)


def _said(turn: Turn, words: list[str]) -> Wish | Reply:
    """What is asked for, of the unit that is named or else the usual one; or why there is none."""
    if not turn.memberships:
        return Reply(turn.texts.html("start.stranger"))
    sought = wanted(words, turn.texts)
    if not sought.name:
        return _wish(turn, usual_unit(turn.memberships), sought.year)
    units = units_named(turn, sought.name)
    if len(units) == 1:
        return _wish(turn, units[0], sought.year)
    if not units:
        return no_unit(turn, sought.name)
    names = names_of([unit.name for unit in units], turn.texts)
    return Reply(turn.texts.html("result.several", unit=sought.name, units=names))


def _pressed(turn: Turn, unit_id: int, year: int) -> Wish | None:
    unit = unit_with(unit_id, own_units(turn.memberships))
    return _wish(turn, unit, year) if unit else None


def _wish(turn: Turn, unit: Unit, said: int | None) -> Wish:
    services = turn.services
    latest = present_year(services)
    year = said or latest
    last = turn.uow.checks.newest_reports([unit.id], year - 1).get(unit.id)
    name = turn.texts.plain("draft.file", unit=unit.name, year=year)
    return Wish(unit, year, latest, last, name)


async def _made(wish: Wish | None, context: Context) -> Drafts | None:
    if wish is None or not wish.is_drafted:
        return None
    return await asyncio.to_thread(_make, wish, services_of(context).files)


def _make(wish: Wish, files: FileStore) -> Drafts:
    last = report_from_json(wish.last) if wish.last else None
    basis = DraftBasis(wish.unit.name, wish.year, last)

    def kept(content: bytes, ending: str) -> Media:
        return Media(MediaKind.DOCUMENT, files.put(content), f"{wish.file_name}.{ending}")

    return Drafts(basis, kept(docx_draft(basis), "docx"), kept(xlsx_draft(basis), "xlsx"))


def _answer(turn: Turn, wish: Wish, made: Drafts | None) -> None:
    if made is None:
        turn.tell("draft.other_year", year=wish.year, first=FIRST_YEAR, latest=wish.latest)
    else:
        for part, reply in enumerate(drafts(made.basis, made.word, made.workbook, turn.texts)):
            turn.say(reply, part)


def _answer_button(turn: Turn, wish: Wish | None, made: Drafts | None) -> str | None:
    """Sends the drafts; returns what to say instead if this person may not have them."""
    if wish is None:
        return turn.texts.plain("button.stale")
    _answer(turn, wish, made)
    return None


def handlers() -> Handlers:
    return [
        CommandHandler("draft", send_draft),
        CallbackQueryHandler(press, rf"^draft:{NUMBER}:\d{{4}}$"),
    ]
