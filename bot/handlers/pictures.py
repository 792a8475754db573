"""“看图”, “带批注的文件”, the cells to be confirmed: what was drawn already is sent at once, else a
worker draws it."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import visible_upload
from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import ordered
from bot.services import Context, Turn
from domain.drawing import DrawingKind
from domain.notice import Notice, NoticeKind, asking_notice, drawing_key
from parsing.drawing.marks import spoken, uncertain
from storage.records import drawing_to_json


async def press(update: Update, context: Context) -> None:
    await ordered(update, context, _press)


def _press(turn: Turn, _: int, parts: list[str]) -> tuple[str | None, int | None]:
    """Sends the drawings or has them made; returns what to say at once, and the job to wake."""
    kind, upload_id = DrawingKind(parts[0]), int(parts[1])
    view = visible_upload(turn, upload_id)
    if view is None or view.report is None or view.check is None:
        return turn.texts.plain("button.stale"), None
    if kind is DrawingKind.CROPS and not uncertain(view.report, view.check, 1):
        return turn.texts.plain("confirm.gone"), None
    now = turn.services.clock.now()
    language = spoken(kind, view.check, turn.texts.language)
    drawings = turn.uow.drawings.of(upload_id, kind, language)
    for part, drawing in enumerate(drawings):
        key, content = f"update:{turn.update_id}:{part}", drawing_to_json(drawing)
        notice = Notice(key, turn.chat_id, NoticeKind.DRAWING, upload_id, content)
        turn.uow.outbox.add(notice, now)
    if drawings:
        return None, None
    if _is_asked_for(turn, kind, upload_id):
        return turn.texts.plain("pictures.drawing"), None
    job_id = turn.uow.jobs.add(kind, upload_id, now)
    turn.uow.outbox.add(asking_notice(job_id, turn.chat_id), now)
    return turn.texts.plain("pictures.drawing"), job_id


def _is_asked_for(turn: Turn, kind: DrawingKind, upload_id: int) -> bool:
    """Whether this chat pressed before and is about to get them."""
    under_way = turn.uow.jobs.unfinished(kind, upload_id)
    return any(turn.uow.outbox.chat_of(drawing_key(each)) == turn.chat_id for each in under_way)


def handlers() -> Handlers:
    return [CallbackQueryHandler(press, rf"^(?:{'|'.join(DrawingKind)}):{NUMBER}$")]
