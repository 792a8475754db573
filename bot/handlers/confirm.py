"""A person with the original in hand says what stands in cells that were not recognised with
certainty. The file is not changed: their word counts for this upload, and it is judged again."""

from dataclasses import dataclass, replace

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import visible_upload
from bot.dialogs import answered, ask, has_left, means
from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import ordered
from bot.render.confirm import cells_at, cells_caption, confirmations, shown_text
from bot.render.naming import form_of
from bot.reply import Reply
from bot.services import Context, Turn
from bot.views import UploadView
from domain.notice import Notice, NoticeKind, recheck_key
from domain.report import BLANK_MARKS, Report
from parsing.drawing.marks import is_uncertain
from parsing.numbers import number_of_kind

QUESTION = STEP = "confirm"


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell that a person is asked about: one of those (`names`) in the picture of a message."""

    view: UploadView
    report: Report
    names: list[str]
    name: str
    message_id: int

    @property
    def label(self) -> str:
        return form_of(self.report).cell_label(self.name)

    @property
    def said(self) -> str | None:
        """What the cell was confirmed to hold."""
        row = confirmations(self.view).get(self.name)
        return None if row is None else row.text

    @property
    def is_open(self) -> bool:
        """Whether the cell is still to be confirmed."""
        return self.said is None and is_uncertain(self.report.cells[self.name])


async def press(update: Update, context: Context) -> None:
    await ordered(update, context, _press)


def _press(turn: Turn, message_id: int, parts: list[str]) -> tuple[str | None, int | None]:
    """Does what the button asks for; returns what to say at once, and the job to wake."""
    _, upload_id, action, place, places = parts
    asked = _find(turn, int(upload_id), int(place), places, message_id)
    if asked is None:
        return turn.texts.plain("button.stale"), None
    cell = asked.report.cells[asked.name]
    if asked.said is not None:
        return _already(turn, asked), None
    if not is_uncertain(cell):
        return turn.texts.plain("button.stale"), None
    if action == "no":
        data = {"place": int(place), "places": places, "message": message_id}
        ask(turn, QUESTION, upload=int(upload_id), **data)
        turn.tell("confirm.ask", label=asked.label)
        return None, None
    text = cell.text if action == "yes" else ""
    job_id = _keep(turn, asked, text)
    if job_id is None:
        return _already(turn, _anew(turn, asked)), None
    return turn.texts.plain("confirm.noted", text=shown_text(text, turn.texts)), job_id


def _already(turn: Turn, asked: Asked) -> str:
    """Shows what is confirmed, and says so."""
    _show(turn, asked)
    return turn.texts.plain("confirm.already", text=shown_text(asked.said or "", turn.texts))


def take_number(turn: Turn, data: dict[str, object], text: str) -> tuple[str, int] | None:
    """The text after the question is what the original shows; the step and job to wake."""
    if has_left(turn, text, "confirm.left"):
        return None
    upload_id, place, message_id = (int(str(data[key])) for key in ("upload", "place", "message"))
    asked = _find(turn, upload_id, place, str(data["places"]), message_id)
    if asked is None or not asked.is_open:
        _gone(turn)
        return None
    said = _said(turn, asked, text)
    if said is None:
        kind = form_of(asked.report).kind(asked.name)
        turn.tell("confirm.no_amount" if kind == "amount" else "confirm.no_count")
        return None
    job_id = _keep(turn, asked, said)
    if job_id is None:
        _gone(turn)
        return None
    answered(turn)
    noted = turn.texts.html(
        "confirm.noted_cell", label=asked.label, text=shown_text(said, turn.texts)
    )
    turn.say(Reply(noted), part=1)
    return STEP, job_id


def _gone(turn: Turn) -> None:
    """There is nothing left to be asked."""
    answered(turn)
    turn.tell("confirm.gone")


def _find(turn: Turn, upload_id: int, place: int, places: str, message_id: int) -> Asked | None:
    """What a button or question is about, or None where this person may not see it."""
    view = visible_upload(turn, upload_id)
    if view is None or view.report is None or view.check is None:
        return None
    names = cells_at(view.report, places)
    if names is None or place >= len(names):
        return None
    return Asked(view, view.report, names, names[place], message_id)


def _said(turn: Turn, asked: Asked, text: str) -> str | None:
    """What a text says that stands in the cell, empty for a blank one; None where it says nothing
    that can stand there."""
    typed = text.strip()
    if typed in BLANK_MARKS:
        return typed
    if means(turn, typed, "confirm.blank_words"):
        return ""
    value = number_of_kind(typed, form_of(asked.report).kind(asked.name))
    return None if value is None else str(value)


def _keep(turn: Turn, asked: Asked, text: str) -> int | None:
    """Keeps the person's word, takes the cell's buttons away and returns the job that judges the
    upload again; None where somebody else's word came first. Whoever confirms the last cell of a
    picture is remembered, to be told more."""
    upload, now = asked.view.upload, turn.services.clock.now()
    read = asked.report.cells[asked.name].text
    member_id = turn.memberships[0].member.id
    if not turn.uow.confirmations.add(upload.id, asked.name, read, text, member_id, now):
        return None
    asked = _anew(turn, asked)
    _show(turn, asked)
    job_id = turn.uow.jobs.add(STEP, upload.id, now)
    if confirmations(asked.view).keys() >= set(asked.names):
        done = Notice(recheck_key(job_id), turn.chat_id, NoticeKind.REPLY)
        turn.uow.outbox.add(done, now)
    return job_id


def _anew(turn: Turn, asked: Asked) -> Asked:
    """The same with all that has been confirmed by now."""
    confirmed = turn.uow.confirmations.of(asked.view.upload.id)
    return replace(asked, view=replace(asked.view, confirmed=confirmed))


def _show(turn: Turn, asked: Asked) -> None:
    """Brings the caption and the buttons of the picture up to date."""
    caption = cells_caption(asked.view, asked.names, turn.texts)
    turn.say(replace(caption, edits=asked.message_id, is_caption=True))


def handlers() -> Handlers:
    pattern = rf"^confirm:{NUMBER}:(?:yes|no|blank):\d:\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}$"
    return [CallbackQueryHandler(press, pattern)]
