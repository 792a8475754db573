"""A report that bears another name than its sender's unit is no version until somebody of the unit
files it as one."""

from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import visible_upload
from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import ordered
from bot.render.answer import answer
from bot.services import Context, Turn
from domain.notice import Notice, NoticeKind, recheck_key
from domain.upload import Upload

STEP = "file"


async def press(update: Update, context: Context) -> None:
    await ordered(update, context, _press)


def _press(turn: Turn, message_id: int, parts: list[str]) -> tuple[str | None, int | None]:
    """Files the upload and shows it as the version it is; returns what to say instead where that
    cannot be, and the job that holds it against last year's report."""
    upload_id = int(parts[1])
    # Of two colleagues who press at once the second finds it filed.
    turn.uow.uploads.hold(upload_id)
    view = visible_upload(turn, upload_id)
    if view is None or view.check is None:
        return turn.texts.plain("button.stale"), None
    year = view.report.year if view.report is not None and view.is_fileable else None
    job_id = None if year is None else _file(turn, view.upload, year, message_id)
    view = visible_upload(turn, upload_id) or view
    turn.say(replace(answer(view, turn.texts), edits=message_id))
    return (turn.texts.plain("button.stale") if year is None else None), job_id


def _file(turn: Turn, upload: Upload, year: int, message_id: int) -> int | None:
    uow, now = turn.uow, turn.services.clock.now()
    uow.uploads.set_read(upload.id, year, uow.uploads.next_version(upload.unit_id, year))
    if not uow.checks.newest_reports([upload.unit_id], year - 1):
        return None
    job_id = uow.jobs.add(STEP, upload.id, now)
    if (turn.chat_id, message_id) != (upload.chat_id, upload.message_id):
        # The upload's own message is brought up to date; this one is followed by the new answer.
        uow.outbox.add(Notice(recheck_key(job_id), turn.chat_id, NoticeKind.REPLY), now)
    return job_id


def handlers() -> Handlers:
    return [CallbackQueryHandler(press, rf"^{STEP}:{NUMBER}$")]
