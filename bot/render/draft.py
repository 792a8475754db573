"""The drafts of this year's report as they come into the chat."""

from bot.reply import Media, Reply
from bot.texts import Catalogue
from drafting.basis import DraftBasis


def drafts(basis: DraftBasis, word: Media, workbook: Media, texts: Catalogue) -> tuple[Reply, ...]:
    """The Word file with what it already holds and what is left to do, then the workbook."""
    values = {"unit": basis.unit, "year": basis.year, "last": basis.year - 1}
    lines = [
        texts.html("draft.head", **values),
        texts.html(f"draft.{_from_last_year(basis)}", **values, count=_carried(basis)),
        texts.html("draft.left"),
    ]
    return (
        Reply("\n".join(lines), media=word),
        Reply(texts.html("draft.workbook"), media=workbook),
    )


def _from_last_year(basis: DraftBasis) -> str:
    if basis.last is None:
        return "alone"
    return "partly" if _carried(basis) is None else "carried"


def _carried(basis: DraftBasis) -> int | None:
    return basis.carried_in.get("applications.carried_in.total")
