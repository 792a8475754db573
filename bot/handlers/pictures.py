"""“看图” and “带批注的文件”: what was drawn already is sent at once, else a worker draws it."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import visible_upload
from bot.handlers.kinds import Handlers
from bot.pressing import ordered
from bot.render.pictures import drawing_message
from bot.services import Context, Turn
from domain.drawing import DrawingKind
from domain.notice import Notice, NoticeKind, drawing_key
from parsing.drawing.marks import spoken


async def press(update: Update, context: Context) -> None:
    await ordered(update, context, _press)


def _press(turn: Turn, parts: list[str]) -> tuple[str | None, int | None]:
    """Sends the drawings or has them made; returns what to say at once, and the job to wake."""
    kind, upload_id = DrawingKind(parts[0]), int(parts[1])
    view = visible_upload(turn, upload_id)
    if view is None or view.check is None:
        return turn.texts.plain("button.stale"), None
    language = spoken(kind, view.check, turn.texts.language)
    drawings = turn.uow.drawings.of(upload_id, kind, language)
    for part, drawing in enumerate(drawings):
        turn.say(drawing_message(drawing, turn.texts), part)
    if drawings:
        return None, None
    now = turn.services.clock.now()
    job_id = turn.uow.jobs.add(kind, upload_id, now)
    # Without words: it only tells the worker who asked.
    turn.uow.outbox.add(Notice(drawing_key(job_id), turn.chat_id, NoticeKind.REPLY), now)
    return turn.texts.plain("pictures.drawing"), job_id


def handlers() -> Handlers:
    kinds = "|".join((DrawingKind.PICTURES, DrawingKind.ANNOTATED))
    return [CallbackQueryHandler(press, rf"^(?:{kinds}):\d{{1,18}}$")]
