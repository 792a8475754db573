"""“看图” and “带批注的文件”: what was drawn already is sent at once, else a worker draws it."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import visible_upload
from bot.handlers.kinds import Handlers
from bot.render.pictures import drawing_message
from bot.services import Context, Turn, services_of, take_turn
from domain.drawing import DrawingKind
from domain.notice import Notice, NoticeKind, drawing_key


async def press(update: Update, context: Context) -> None:
    query = update.callback_query
    if query is None:
        return
    step, _, upload_id = (query.data or "").partition(":")
    kind = DrawingKind(step)
    said, job_id = await take_turn(update, context, lambda turn: _press(turn, kind, int(upload_id)))
    if job_id is not None:
        services_of(context).queue.wake(step, job_id)
    await query.answer(text=said)


def _press(turn: Turn, kind: DrawingKind, upload_id: int) -> tuple[str | None, int | None]:
    """Sends the drawings or has them made; returns what to say at once, and the job to wake."""
    view = visible_upload(turn, upload_id)
    if view is None or view.check is None:
        return turn.texts.plain("button.stale"), None
    drawings = turn.uow.drawings.of(upload_id, kind)
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
