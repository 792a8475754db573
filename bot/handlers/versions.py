"""The versions of one report: listed, compared with the one before, judged again."""

from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.desk import latest_answer, visible_upload
from bot.handlers.kinds import NUMBER, Handlers
from bot.looking import asked_for, tell_none
from bot.pressing import ordered, pressed
from bot.render.versions import comparison, versions
from bot.reply import Reply, reply_to_json
from bot.services import Context, Turn, take_turn
from bot.versions import version_lines
from bot.views import UploadView
from domain.notice import Notice, NoticeKind, recheck_key
from domain.upload import Upload, UploadState


async def list_versions(update: Update, context: Context) -> None:
    words = list(context.args or [])
    await take_turn(update, context, lambda turn: _list(turn, words))


def _list(turn: Turn, words: list[str]) -> None:
    asked = asked_for(turn, words)
    if asked is None:
        return
    sought, units = asked
    upload = latest_answer(turn.uow, units, sought.year, filed=True)
    reply = _versions(turn, upload, 0) if upload is not None else None
    if reply is not None:
        turn.say(reply)
    else:
        tell_none(turn, sought.year, units if sought.name else ())


def _versions(turn: Turn, upload: Upload, page: int) -> Reply | None:
    """The versions of the report that an upload is one of; None where it is of none."""
    if upload.year is None:
        return None
    rules = turn.services.rules_version()
    lines = version_lines(turn.uow, upload.unit_id, upload.year, rules)
    if not lines:
        return None
    unit = turn.uow.units.get(upload.unit_id)
    return versions(unit, lines, page, turn.services.zone, turn.texts)


async def turn_page(update: Update, context: Context) -> None:
    await pressed(update, context, _show)


def _show(turn: Turn, message_id: int, parts: list[str]) -> str | None:
    """Shows what the button asks for; returns what to say instead if it cannot."""
    action, upload_id, *page = parts
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
    await ordered(update, context, _recheck)


def _recheck(turn: Turn, _: int, parts: list[str]) -> tuple[str | None, int | None]:
    """Notes the work to do; returns what to say instead if it cannot be done, else its job."""
    view = visible_upload(turn, int(parts[1]))
    if view is None or not _is_answered(view):
        return turn.texts.plain("button.stale"), None
    now = turn.services.clock.now()
    job_id = turn.uow.jobs.add("recheck", view.upload.id, now)
    said = Reply(turn.texts.html("versions.rechecking", file_name=view.upload.file_name[:60]))
    notice = Notice(recheck_key(job_id), turn.chat_id, NoticeKind.REPLY, reply=reply_to_json(said))
    turn.uow.outbox.add(notice, now)
    return None, job_id


def _is_answered(view: UploadView) -> bool:
    return view.upload.state is UploadState.ANSWERED and view.check is not None


def handlers() -> Handlers:
    return [
        CommandHandler("versions", list_versions),
        CallbackQueryHandler(turn_page, rf"^(?:compare:{NUMBER}|versions:{NUMBER}:{NUMBER})$"),
        CallbackQueryHandler(recheck, rf"^recheck:{NUMBER}$"),
    ]
