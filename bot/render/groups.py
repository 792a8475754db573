"""What a group hears of an upload: the verdict, and nothing of what is in the report."""

from bot.render.answer import unblemished
from bot.render.naming import is_part, unread_tables
from bot.texts import Catalogue
from bot.views import UploadView
from domain.finding import Severity
from domain.upload import UploadState


def group_summary(view: UploadView, texts: Catalogue) -> str:
    """One line for an upload in a final state."""
    parts = (_verdict(view, texts), texts.html("group.details"))
    return ("" if texts.language == "zh" else " ").join(parts)


def _verdict(view: UploadView, texts: Catalogue) -> str:
    if view.packed:
        return _packed(view, texts)
    if view.check is None or view.report is None:
        kind = "refused" if view.upload.state is UploadState.REFUSED else "failed"
        return texts.html(f"group.{kind}")
    if is_part(view):
        return texts.html("answer.only_part")
    if errors := view.check.count(Severity.ERROR):
        return texts.html("answer.errors", errors=errors)
    if unread_tables(view.report):
        return texts.html("group.unread")
    if warnings := view.check.count(Severity.WARNING):
        return texts.html("answer.warnings", warnings=warnings)
    return unblemished(view.report, view.check, texts)


def _packed(view: UploadView, texts: Catalogue) -> str:
    errors = [line.errors for line in view.packed if line.errors is not None]
    return texts.html(
        "group.packed",
        total=len(view.packed),
        clean=errors.count(0),
        mending=len(errors) - errors.count(0),
        unread=len(view.packed) - len(errors),
    )
