"""From a row of the outbox to the words: looks up what the notice is about and renders it in the
recipient's language."""

from dataclasses import replace

from bot.desk import deadline_view, progress_below, upload_view
from bot.render.progress import upload_message
from bot.render.reminders import digest, reminder
from bot.reply import Reply, reply_from_json
from bot.services import Services
from bot.texts import Catalogue, catalogue
from domain.notice import Notice, NoticeKind
from storage.rows import ReminderKind
from storage.unit_of_work import UnitOfWork


def compose(notice: Notice, services: Services) -> Reply | None:
    """The message for a notice, or None where there is nothing left to say."""
    if notice.kind is NoticeKind.REPLY:
        return reply_from_json(notice.reply) if notice.reply else None
    if notice.subject_id is None:
        return None
    with services.uow() as uow:
        member = uow.members.by_chat(notice.chat_id)
        texts = catalogue(member.language if member else "zh")
        if notice.kind is NoticeKind.UPLOAD:
            return _upload(uow, notice.subject_id, texts)
        return _reminder(uow, services, notice.subject_id, texts)


def _upload(uow: UnitOfWork, upload_id: int, texts: Catalogue) -> Reply:
    upload = uow.uploads.get(upload_id)
    reply = upload_message(upload_view(uow, upload), texts)
    return replace(reply, edits=upload.message_id)


def _reminder(
    uow: UnitOfWork, services: Services, reminder_id: int, texts: Catalogue
) -> Reply | None:
    row = uow.reminders.get(reminder_id)
    unit = uow.units.get(row.unit_id)
    if row.kind is ReminderKind.DIGEST:
        below = uow.units.children(unit.id)
        if not below:
            return None
        view = deadline_view(uow, services, below[0], row.report_year)
        return digest(view, progress_below(uow, unit.id, row.report_year), texts)
    status = uow.reminders.unit_status(unit.id, row.report_year)
    view = deadline_view(uow, services, unit, row.report_year)
    return reminder(view, status.errors, texts)
