"""The button under a file on its way: it is not to be checked after all."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import visible_upload
from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import pressed
from bot.services import Context, Turn
from domain.notice import upload_notice
from domain.upload import FINAL_STATES, UploadState

UNDER_WAY = frozenset(UploadState) - FINAL_STATES


async def press(update: Update, context: Context) -> None:
    await pressed(update, context, _cancel)


def _cancel(turn: Turn, _message_id: int, parts: list[str]) -> str | None:
    """Cancels an upload of this chat; returns what to say where it is too late for that."""
    upload_id = int(parts[1])
    view = visible_upload(turn, upload_id)
    if view is None or view.upload.chat_id != turn.chat_id:
        return turn.texts.plain("button.stale")
    state = UploadState.CANCELLED
    if not turn.uow.uploads.set_state(upload_id, state, expected=UNDER_WAY):
        return turn.texts.plain("upload.too_late")
    notice = upload_notice(upload_id, turn.chat_id, state)
    turn.uow.outbox.add(notice, turn.services.clock.now())
    return None


def handlers() -> Handlers:
    return [CallbackQueryHandler(press, rf"^cancel:{NUMBER}$")]
