"""One problem: why it is one, and what a person says who lets it stand."""

from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import rule_of, save_check, visible_upload
from bot.dialogs import ask, reason_in
from bot.handlers.kinds import NUMBER, Handlers
from bot.pressing import pressed
from bot.render.problem import problem
from bot.reply import Reply
from bot.services import Context, Turn
from bot.views import UploadView
from domain.finding import Finding

QUESTION = "justify"


async def press(update: Update, context: Context) -> None:
    await pressed(update, context, _press)


def _press(turn: Turn, message_id: int, parts: list[str]) -> str | None:
    """Does what the button asks for; returns what to say instead if it cannot."""
    action, upload_id, key = parts
    found = _find(turn, int(upload_id), key)
    if found is None:
        return turn.texts.plain("button.stale")
    view, finding = found
    if action == "justify":
        ask(turn, QUESTION, upload=view.upload.id, key=key)
        turn.tell("problem.ask_reason")
        return None
    if action == "unjustify":
        turn.uow.policies.withdraw(view.upload.unit_id, key)
        view, finding = _explain(turn, view, finding, None)
    turn.say(replace(_shown(turn, view, finding), edits=message_id))
    return None


def take_reason(turn: Turn, data: dict[str, object], text: str) -> None:
    """The text after the question is the reason, kept for this file and the unit's next ones."""
    reason = reason_in(turn, text, "problem.left")
    if reason is None:
        return
    found = _find(turn, int(str(data["upload"])), str(data["key"]))
    if found is None:
        turn.tell("problem.gone")
        return
    view, finding = found
    member_id = turn.memberships[0].member.id
    now = turn.services.clock.now()
    turn.uow.policies.justify(view.upload.unit_id, finding, reason, member_id, now)
    view, finding = _explain(turn, view, finding, reason)
    turn.say(_shown(turn, view, finding))


def _find(turn: Turn, upload_id: int, key: str) -> tuple[UploadView, Finding] | None:
    view = visible_upload(turn, upload_id)
    finding = view.check.finding(key) if view is not None and view.check is not None else None
    return (view, finding) if view is not None and finding is not None else None


def _explain(
    turn: Turn, view: UploadView, finding: Finding, reason: str | None
) -> tuple[UploadView, Finding]:
    """Writes the reason into the result that was shown, so that it counts from now on."""
    if view.check is None:
        raise ValueError(f"upload {view.upload.id} has no result to explain")
    check = view.check.explained(finding.key, reason)
    save_check(turn, view.upload.id, check)
    return replace(view, check=check), replace(finding, justified=reason)


def _shown(turn: Turn, view: UploadView, finding: Finding) -> Reply:
    return problem(view, finding, rule_of(turn, finding.rule), turn.texts)


def handlers() -> Handlers:
    pattern = rf"^(?:problem|justify|unjustify):{NUMBER}:[0-9a-f]{{16}}$"
    return [CallbackQueryHandler(press, pattern)]
