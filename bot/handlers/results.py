"""`/results`: which units had problems in a year, or in one table of it; also as a workbook."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.desk import present_year
from bot.handlers.kinds import NUMBER, Handlers
from bot.looking import TABLES, Wanted, no_unit, sought_by, units_named, units_under, wanted
from bot.pressing import worked_off
from bot.render.results import FILE_NAME, results, workbook
from bot.reply import Media, MediaKind, Reply
from bot.services import Context, Turn, look, services_of, take_turn
from bot.views import ProblemLine
from domain.finding import Check, Finding, Severity
from domain.unit import Unit
from domain.upload import Upload
from storage.records import check_from_json
from storage.rows import StoredCheck

_BUTTON = rf"^resultsx?:{NUMBER}:\d{{4}}::(?:{'|'.join(TABLES)})?:"


@dataclass(frozen=True, slots=True)
class Versions:
    """The answered versions of a unit's report, newest first."""

    unit: Unit
    checked: tuple[tuple[Upload, StoredCheck], ...]


async def list_problems(update: Update, context: Context) -> None:
    words = list(context.args or [])
    sought, gathered = await look(update, context, lambda turn: _gather(turn, _asked(turn, words)))
    lines = await asyncio.to_thread(_problems, gathered, sought)
    await take_turn(update, context, lambda turn: _say(turn, sought, lines))


def _asked(turn: Turn, words: Sequence[str]) -> Wanted:
    sought = wanted(words, turn.texts)
    present = present_year(turn.services)
    return replace(sought, year=sought.year or present, outcome=None)


def _gather(turn: Turn, sought: Wanted) -> tuple[Wanted, list[Versions]]:
    units = units_under(turn, sought.name) if turn.memberships else []
    return sought, [_versions(turn, unit, sought.year or 0) for unit in units]


def _versions(turn: Turn, unit: Unit, year: int) -> Versions:
    found = (
        (u, turn.uow.checks.for_upload(u.id)) for u in turn.uow.uploads.versions(unit.id, year)
    )
    return Versions(unit, tuple((upload, stored) for upload, stored in found if stored))


def _problems(gathered: Sequence[Versions], sought: Wanted) -> list[ProblemLine]:
    """The units that had problems, each with its newest version that has some."""
    lines = (_line(versions, sought.table) for versions in gathered)
    return [line for line in lines if line is not None]


def _line(versions: Versions, table: str | None) -> ProblemLine | None:
    for place, (upload, stored) in enumerate(versions.checked):
        found = _found(check_from_json(stored.check_json), table)
        if found:
            return ProblemLine(versions.unit, upload, stored.report_json, found, place > 0)
    return None


def _found(check: Check, table: str | None) -> tuple[Finding, ...]:
    """The open errors of a check; within a table also what is to be looked at."""
    if table is None:
        return tuple(f for f in check.open if f.severity is Severity.ERROR)
    return tuple(f for f in check.open if f.severity is not Severity.INFO and _is_in(f, table))


def _is_in(finding: Finding, table: str) -> bool:
    cells = finding.where.cells
    return finding.where.table == table or any(name.startswith(f"{table}.") for name in cells)


def _say(turn: Turn, sought: Wanted, lines: list[ProblemLine]) -> None:
    if not turn.memberships:
        turn.tell("start.stranger")
    elif sought.name and not units_named(turn, sought.name):
        turn.say(no_unit(turn, sought.name))
    else:
        turn.say(results(lines, sought, 0, turn.texts))


async def press(update: Update, context: Context) -> None:
    async def listed(message_id: int, parts: list[str]) -> str | None:
        page, wished = sought_by(parts)
        sought, gathered = await look(update, context, lambda turn: _gather(turn, wished))
        lines = await asyncio.to_thread(_problems, gathered, sought)
        if parts[0] != "results":
            return await _export(update, context, sought, lines)
        return await take_turn(
            update, context, lambda turn: _show(turn, message_id, sought, lines, page)
        )

    await worked_off(update, listed)


def _show(
    turn: Turn, message_id: int, sought: Wanted, lines: list[ProblemLine], page: int
) -> str | None:
    if not turn.memberships:
        return turn.texts.plain("button.stale")
    turn.say(replace(results(lines, sought, page, turn.texts), edits=message_id))
    return None


async def _export(
    update: Update, context: Context, sought: Wanted, lines: list[ProblemLine]
) -> str | None:
    """Sends the list as a workbook; returns what to say instead where there is none."""
    texts = await look(update, context, lambda turn: turn.texts)
    if not lines:
        await take_turn(update, context, lambda turn: None)
        return texts.plain("button.stale")
    content = await asyncio.to_thread(workbook, lines, texts)
    sha256 = await asyncio.to_thread(services_of(context).files.put, content)
    media = Media(MediaKind.DOCUMENT, sha256, FILE_NAME.format(year=sought.year))
    caption = texts.html("results.file", count=len(lines))
    await take_turn(update, context, lambda turn: turn.say(Reply(caption, media=media)))
    return None


def handlers() -> Handlers:
    return [
        CommandHandler("results", list_problems),
        CallbackQueryHandler(press, _BUTTON),
    ]
