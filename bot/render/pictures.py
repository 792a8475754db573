"""What is said with drawings, and the buttons that ask for them."""

from pathlib import PurePath

from bot.reply import CAPTION_LIMIT, Button, Media, MediaKind, Reply, clip
from bot.texts import Catalogue
from bot.views import UploadView
from domain.drawing import Drawing, DrawingKind
from parsing.drawing.marks import is_worth_a_look, marks, uncertain

_WORD, _SHEETS = (".docx", ".doc", ".wps", ".rtf"), (".xlsx", ".xlsm", ".xls", ".et")
_NOTABLE = frozenset({*_WORD, *_SHEETS, ".pdf"})
"""The kinds of files into which notes can be written."""


def drawing_message(drawing: Drawing, texts: Catalogue) -> Reply:
    """A picture or an annotated file with its caption (for crops see `cells_picture`)."""
    is_file = drawing.kind is DrawingKind.ANNOTATED
    kind = MediaKind.DOCUMENT if is_file else MediaKind.PHOTO
    return Reply(_caption(drawing, texts), media=Media(kind, drawing.sha256, drawing.name))


def nothing_drawn(texts: Catalogue) -> Reply:
    return Reply(texts.html("pictures.nothing"))


def picture_buttons(view: UploadView, texts: Catalogue) -> tuple[tuple[Button, ...], ...]:
    """A row of buttons for what can be drawn of a checked upload (none where nothing can)."""
    report, check, upload = view.report, view.check, view.upload
    if report is None or check is None:
        return ()
    kinds = [DrawingKind.PICTURES] if is_worth_a_look(report, check) else []
    if PurePath(upload.file_name).suffix.lower() in _NOTABLE and marks(report, check):
        kinds.append(DrawingKind.ANNOTATED)
    if uncertain(report, check, 1):
        kinds.append(DrawingKind.CROPS)
    row = tuple(Button(texts.plain(f"button.{kind}"), f"{kind}:{upload.id}") for kind in kinds)
    return (row,) if row else ()


def _caption(drawing: Drawing, texts: Catalogue) -> str:
    shown = drawing.shown
    listed = texts.plain("list.comma").join(str(number) for number in shown.numbers)
    numbers = clip(listed, CAPTION_LIMIT // 2)
    if drawing.kind is DrawingKind.ANNOTATED:
        return texts.html("pictures.annotated", numbers=numbers)
    if shown.page is not None:
        return texts.html("pictures.page", page=shown.page, numbers=numbers)
    if shown.table is not None:
        return texts.html("pictures.table", table=shown.table, numbers=numbers)
    return texts.html("pictures.list")
