"""The versions of one report: listed, compared with the one before, judged again."""

import re
from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.desk import latest_answer, visible_upload
from bot.handlers.kinds import Handlers
from bot.render.versions import comparison, versions
from bot.reply import Reply, reply_to_json
from bot.services import Context, Turn, services_of, take_turn
from bot.versions import version_lines
from bot.views import UploadView
from domain.notice import Notice, NoticeKind, recheck_key
from domain.unit import own_units
from domain.upload import Upload, UploadState
from rules.registry import RULES_VERSION

_YEAR = re.compile(r"(?:19|20)\d\d")


async def list_versions(update: Update, context: Context) -> None:
    words = list(context.args or [])
    await take_turn(update, context, lambda turn: _list(turn, words))


def _list(turn: Turn, words: list[str]) -> None:
    if not turn.memberships:
        turn.tell("start.stranger")
        return
    year = next((int(word) for word in words if _YEAR.fullmatch(word)), None)
    upload = latest_answer(turn.uow, own_units(turn.memberships), year)
    reply = _versions(turn, upload, 0) if upload is not None else None
    if reply is not None:
        turn.say(reply)
    elif year is not None:
        turn.tell("result.none_year", year=year)
    else:
        turn.tell("result.none")


def _versions(turn: Turn, upload: Upload, page: int) -> Reply | None:
    """The versions of the report that an upload is one of; None where it is of none."""
    if upload.year is None:
        return None
    lines = version_lines(turn.uow, upload.unit_id, upload.year, RULES_VERSION)
    if not lines:
        return None
    unit = turn.uow.units.get(upload.unit_id)
    return versions(unit, lines, page, turn.services.zone, turn.texts)


async def turn_page(update: Update, context: Context) -> None:
    query = update.callback_query
    if query is None or query.message is None:
        return
    message_id, data = query.message.message_id, query.data or ""
    stale = await take_turn(update, context, lambda turn: _show(turn, message_id, data))
    await query.answer(text=stale)


def _show(turn: Turn, message_id: int, data: str) -> str | None:
    """Shows what the button asks for; returns what to say instead if it cannot."""
    action, upload_id, *page = data.split(":")
    view = visible_upload(turn, int(upload_id))
    if view is None:
        return turn.texts.plain("button.stale")
    if action == "compare":
        reply = comparison(view, turn.texts)
    else:
        reply = _versions(turn, view.upload, int(page[0]) if page else 0)
    if reply is None:
        return turn.texts.plain("button.stale")
    turn.say(replace(reply, edits=message_id))
    return None


async def recheck(update: Update, context: Context) -> None:
    query = update.callback_query
    if query is None:
        return
    upload_id = int((query.data or "").partition(":")[2])
    job_id = await take_turn(update, context, lambda turn: _recheck(turn, upload_id))
    if isinstance(job_id, int):
        services_of(context).queue.wake("recheck", job_id)
    await query.answer(text=job_id if isinstance(job_id, str) else None)


def _recheck(turn: Turn, upload_id: int) -> int | str:
    """Notes the work to do and returns its job, or what to say instead if it cannot be done."""
    view = visible_upload(turn, upload_id)
    if view is None or not _is_answered(view):
        return turn.texts.plain("button.stale")
    now = turn.services.clock.now()
    job_id = turn.uow.jobs.add("recheck", upload_id, now)
    said = Reply(turn.texts.html("versions.rechecking", file_name=view.upload.file_name[:60]))
    notice = Notice(recheck_key(job_id), turn.chat_id, NoticeKind.REPLY, reply=reply_to_json(said))
    turn.uow.outbox.add(notice, now)
    return job_id


def _is_answered(view: UploadView) -> bool:
    return view.upload.state is UploadState.ANSWERED and view.check is not None


def handlers() -> Handlers:
    return [
        CommandHandler("versions", list_versions),
        CallbackQueryHandler(turn_page, r"^(?:compare:\d{1,18}|versions:\d{1,18}:\d{1,6})$"),
        CallbackQueryHandler(recheck, r"^recheck:\d{1,18}$"),
    ]
