"""A version is handed in to the unit above, with a receipt, and taken back before the deadline."""

from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import deadline_view, visible_upload
from bot.dialogs import ask, reason_in
from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import pressed
from bot.render.naming import day
from bot.render.progress import upload_message
from bot.render.receipt import is_ready
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
    action, upload_id = parts
    view = visible_upload(turn, int(upload_id))
    member = _member(turn, view) if view is not None else None
    if view is None or member is None or view.submission is None or view.check is None:
        return turn.texts.plain("button.stale")
    standing = view.submission.standing
    is_this = standing is not None and standing.upload_id == view.upload.id
    if action == "submit" and not is_this:
        return _submit(turn, view, member, message_id)
    if standing is None or not is_this:
        return turn.texts.plain("submit.gone")
    if action == "withdraw":
        _withdraw(turn, view, standing)
    else:
        _send_receipt(turn, standing, again=True)
    return None


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
        after = visible_upload(turn, view.upload.id)
        if after is not None:
            turn.say(replace(upload_message(after, turn.texts), edits=message_id))
    elif state.accepts_errors:
        ask(turn, QUESTION, upload=view.upload.id)
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


def _withdraw(turn: Turn, view: UploadView, standing: Submission) -> None:
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
    return [CallbackQueryHandler(press, rf"^(?:submit|withdraw|receipt):{NUMBER}$")]
