"""A version is handed in to the unit above, with a receipt, and taken back before the deadline."""

from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import deadline_view, receipt_view, upload_view, visible_upload
from bot.dialogs import ask, reason_in
from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import pressed
from bot.render.naming import day
from bot.render.progress import upload_message
from bot.render.receipt import is_ready, receipt_caption
from bot.reply import Button, Reply, reply_to_json
from bot.services import Context, Turn
from bot.texts import catalogue
from bot.views import UploadView
from domain.finding import Severity
from domain.notice import Notice, NoticeKind
from domain.submission import Submission
from domain.unit import Member, Role

QUESTION = "submit"


async def press(update: Update, context: Context) -> None:
    await pressed(update, context, _press)


def _press(turn: Turn, message_id: int, parts: list[str]) -> str | None:
    """Does what the button asks for; returns what to say instead if it cannot."""
    action, upload_id, *place = parts
    view = visible_upload(turn, int(upload_id))
    member = _member(turn, view) if view is not None else None
    if view is None or member is None or view.submission is None or view.check is None:
        return turn.texts.plain("button.stale")
    standing = view.submission.standing
    if standing is not None and standing.upload_id != view.upload.id:
        standing = None
    if action == "withdraw":
        return _withdraw(turn, view, standing, message_id, *place)
    if standing is not None:
        _send_receipt(turn, standing, again=True)
        return None
    if action == "submit":
        return _submit(turn, view, member, message_id)
    return turn.texts.plain("submit.gone")


def _member(turn: Turn, view: UploadView) -> Member | None:
    """Who hands in for the unit; None for somebody who only sees it."""
    own = (each.member for each in turn.memberships if each.unit.id == view.upload.unit_id)
    return next(own, None)


def _is_overtaken(view: UploadView) -> bool:
    """Whether a newer version is handed in."""
    standing = view.submission.version if view.submission is not None else None
    return (standing or 0) > (view.upload.version or 0)


def _submit(turn: Turn, view: UploadView, member: Member, message_id: int) -> str | None:
    state = view.submission
    if state is None or not state.is_offered or _is_overtaken(view):
        return turn.texts.plain("submit.gone")
    if is_ready(view):
        _hand_in(turn, view, member, None)
        _show_answer(turn, view, message_id)
    elif state.accepts_errors:
        ask(turn, QUESTION, upload=view.upload.id, message=message_id)
        turn.tell("submit.ask_reason")
    else:
        turn.tell("submit.not_with_errors", unit=state.to.name if state.to else view.unit.name)
    return None


def take_reason(turn: Turn, data: dict[str, object], text: str) -> None:
    """The text after the question is why the version goes out with errors."""
    reason = reason_in(turn, text, "submit.left")
    if reason is None:
        return
    view = visible_upload(turn, int(str(data["upload"])))
    member = _member(turn, view) if view is not None else None
    state = view.submission if view is not None else None
    accepts = state is not None and state.accepts_errors
    if view is None or member is None or not accepts or _is_overtaken(view):
        turn.tell("submit.gone")
        return
    _hand_in(turn, view, member, None if is_ready(view) else reason)
    if "message" in data:
        _show_answer(turn, view, int(str(data["message"])))


def _hand_in(turn: Turn, view: UploadView, member: Member, reason: str | None) -> None:
    now = turn.services.clock.now()
    year = now.astimezone(turn.services.zone).year
    submission = turn.uow.submissions.submit(view.upload, member.id, reason, now, year)
    _send_receipt(turn, submission)
    errors = view.check.count(Severity.ERROR) if view.check is not None else 0
    told: dict[str, object] = {"version": view.upload.version, "errors": errors, "reason": reason}
    key = "submit.told" if reason is None else "submit.told_reason"
    _tell_above(turn, view, submission, key, **told)


def _send_receipt(turn: Turn, submission: Submission, *, again: bool = False) -> None:
    key = f"receipt:{submission.id}:{turn.chat_id}"
    if again:
        key += f":{turn.update_id}"
    notice = Notice(key, turn.chat_id, NoticeKind.RECEIPT, submission.id)
    turn.uow.outbox.add(notice, turn.services.clock.now())


def _withdraw(
    turn: Turn, view: UploadView, standing: Submission | None, message_id: int, place: str = ""
) -> str | None:
    """Takes the version back if it is `standing`, and shows in the message what holds now. `place`
    says whether that is an answer or the receipt of which submission; older buttons do not say."""
    receipt_id = int(place) if place.isdecimal() else None
    if receipt_id is not None and not _is_of(turn, receipt_id, view):
        return turn.texts.plain("button.stale")
    is_meant = standing is not None and receipt_id in (None, standing.id)
    if standing is not None and is_meant:
        _take_back(turn, view, standing)
    if receipt_id is not None:
        shown = receipt_view(turn.uow, turn.services, receipt_id)
        caption = receipt_caption(shown, turn.services.zone, turn.texts)
        turn.say(replace(caption, edits=message_id, is_caption=True), part=1)
    _show_answer(turn, view, message_id if place == "answer" else None)
    return None if is_meant else turn.texts.plain("submit.gone")


def _is_of(turn: Turn, submission_id: int, view: UploadView) -> bool:
    try:
        return turn.uow.submissions.get(submission_id).upload_id == view.upload.id
    except LookupError:
        return False


def _show_answer(turn: Turn, view: UploadView, message_id: int | None) -> None:
    """Has the message in which a button was pressed, if it is an answer, and the upload's own say
    how the version stands now."""
    upload, uow = view.upload, turn.uow
    after = visible_upload(turn, upload.id)
    if message_id is not None and after is not None:
        turn.say(replace(upload_message(after, turn.texts), edits=message_id), part=1)
    memberships = uow.members.memberships(upload.chat_id)
    is_shown = (upload.chat_id, upload.message_id) == (turn.chat_id, message_id)
    seen = {unit.id for unit in uow.units.seen_by(memberships)}
    if upload.message_id is None or is_shown or upload.unit_id not in seen:
        return
    texts = catalogue(memberships[0].member.language)
    own = upload_message(upload_view(uow, turn.services, upload, memberships), texts)
    reply = reply_to_json(replace(own, edits=upload.message_id))
    notice = Notice(f"update:{turn.update_id}:own", upload.chat_id, NoticeKind.REPLY, reply=reply)
    uow.outbox.add(notice, turn.services.clock.now())


def _take_back(turn: Turn, view: UploadView, standing: Submission) -> None:
    deadline = deadline_view(turn.uow, turn.services, view.unit, standing.report_year)
    due, state = deadline.deadline.due, view.submission
    if deadline.today > due:
        to = state.to.name if state is not None and state.to is not None else view.unit.name
        turn.tell("submit.closed", due=day(due, turn.texts), unit=to)
        return
    turn.uow.submissions.withdraw(standing.id, turn.services.clock.now())
    turn.tell("submit.withdrawn", year=standing.report_year, number=standing.number)
    _tell_above(turn, view, standing, "submit.told_withdrawn")


def _tell_above(
    turn: Turn, view: UploadView, submission: Submission, key: str, **values: object
) -> None:
    """One quiet line to every supervisor of the unit above, in their own language."""
    if view.unit.parent_id is None:
        return
    now = turn.services.clock.now()
    for member in turn.uow.members.of_unit(view.unit.parent_id, Role.SUPERVISOR):
        texts = catalogue(member.language)
        html = texts.html(
            key,
            unit=view.unit.name,
            year=submission.report_year,
            number=submission.number,
            **values,
        )
        show = Button(texts.plain("submit.show"), f"show:{view.upload.id}")
        reply = Reply(html, ((show,),), is_quiet=True)
        name = f"{key}:{submission.id}:{member.chat_id}"
        notice = Notice(name, member.chat_id, NoticeKind.REPLY, reply=reply_to_json(reply))
        turn.uow.outbox.add(notice, now)


def handlers() -> Handlers:
    pattern = rf"^(?:(?:submit|withdraw|receipt):{NUMBER}|withdraw:{NUMBER}:(?:answer|{NUMBER}))$"
    return [CallbackQueryHandler(press, pattern)]
