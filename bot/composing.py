"""From a row of the outbox to the words: looks up what the notice is about and renders it in the
recipient's language."""

from dataclasses import replace

from bot.desk import receipt_view, upload_view
from bot.reminding import digest_view, reminder_view
from bot.render.confirm import cells_picture
from bot.render.groups import group_summary
from bot.render.pictures import drawing_message, nothing_drawn
from bot.render.progress import upload_message
from bot.render.receipt import receipt, receipt_picture
from bot.render.reminders import digest, reminder
from bot.reply import Reply, reply_from_json
from bot.services import Services
from bot.texts import Catalogue, catalogue
from domain.drawing import DrawingKind
from domain.notice import Notice, NoticeKind
from storage.records import drawing_from_json
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
        if notice.kind is NoticeKind.DRAWING:
            return _drawing(uow, services, notice, notice.subject_id, texts)
        if notice.kind in (NoticeKind.UPLOAD, NoticeKind.ANSWER):
            return _upload(uow, services, notice, notice.subject_id, texts)
        if notice.kind is NoticeKind.GROUP:
            return _group(uow, services, notice.subject_id)
        if notice.kind is not NoticeKind.RECEIPT:
            return _reminder(uow, services, notice.subject_id, texts)
        view = receipt_view(uow, services, notice.subject_id)
    if view.submission.withdrawn_at is not None:
        return None
    # Drawn when no transaction is open, which on SQLite would hold everybody up.
    picture = services.files.put(receipt_picture(view, services.zone, texts))
    return receipt(view, picture, services.zone, texts)


def _upload(
    uow: UnitOfWork, services: Services, notice: Notice, upload_id: int, texts: Catalogue
) -> Reply:
    upload = uow.uploads.get(upload_id)
    view = upload_view(uow, services, upload, uow.members.memberships(notice.chat_id))
    if view.ahead and (pace := uow.checks.pace(services.clock.now())) is not None:
        view = replace(view, wait=view.ahead * pace)
    reply = upload_message(view, texts)
    return replace(reply, edits=upload.message_id) if notice.kind is NoticeKind.UPLOAD else reply


def _group(uow: UnitOfWork, services: Services, upload_id: int) -> Reply | None:
    """In the language of whoever asked: a group has none of its own."""
    upload, post = uow.uploads.get(upload_id), uow.group_posts.of(upload_id)
    if post is None:
        return None
    member = uow.members.by_chat(upload.chat_id)
    texts = catalogue(member.language if member else "zh")
    summary = group_summary(upload_view(uow, services, upload), texts)
    return Reply(summary, answers=post.message_id)


def _drawing(
    uow: UnitOfWork, services: Services, notice: Notice, upload_id: int, texts: Catalogue
) -> Reply:
    if notice.reply is None:
        return nothing_drawn(texts)
    drawing = drawing_from_json(notice.reply)
    if drawing.kind is DrawingKind.CROPS:
        view = upload_view(uow, services, uow.uploads.get(upload_id))
        return cells_picture(drawing, view, texts)
    return drawing_message(drawing, texts)


def _reminder(
    uow: UnitOfWork, services: Services, reminder_id: int, texts: Catalogue
) -> Reply | None:
    row = uow.reminders.get(reminder_id)
    if row.kind is ReminderKind.DIGEST:
        below = digest_view(uow, services, row)
        return digest(below, texts) if below is not None else None
    view = reminder_view(uow, services, row)
    return reminder(view, texts) if view is not None else None
