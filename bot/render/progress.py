"""The one message that follows an upload through all its states."""

from bot.render.answer import answer
from bot.render.archive import archive_message
from bot.render.naming import size, span
from bot.reply import Button, Reply
from bot.texts import Catalogue
from bot.views import UploadView
from domain.upload import UploadState

_FILE_NAME_SHOWN = 80


def upload_message(view: UploadView, texts: Catalogue) -> Reply:
    """What the upload's message says in its present state; the answer once there is one."""
    state = view.upload.state
    if view.packed:
        return archive_message(view, 0, texts)
    if state is UploadState.ANSWERED:
        return answer(view, texts)
    file_name = _short(view.upload.file_name)
    if state is UploadState.REFUSED:
        refusal = texts.html(f"refusal.{view.upload.reason}", file_name=file_name)
        return Reply(refusal + "\n" + texts.html("refusal.kept"))
    if state is UploadState.FAILED:
        return Reply(texts.html("upload.failed"))
    if state is UploadState.CANCELLED:
        return Reply(texts.html("upload.cancelled", file_name=file_name))
    received = texts.html(
        "upload.received", file_name=file_name, size=size(view.upload.size), unit=view.unit.name
    )
    cancel = Button(texts.plain("button.cancel"), f"cancel:{view.upload.id}")
    return Reply(received + "\n" + _progress(view, texts), ((cancel,),))


def _progress(view: UploadView, texts: Catalogue) -> str:
    if view.upload.state is UploadState.READING:
        if view.upload.page is None:
            return texts.html("upload.reading")
        page, pages = view.upload.page, view.upload.pages
        return texts.html("upload.reading_page", page=page, pages=pages)
    if view.upload.state is UploadState.CHECKING:
        return texts.html("upload.checking")
    if view.ahead and view.wait is not None:
        return texts.html("upload.queued_for", ahead=view.ahead, wait=span(view.wait, texts))
    if view.ahead:
        return texts.html("upload.queued", ahead=view.ahead)
    return texts.html("upload.next")


def _short(file_name: str) -> str:
    """A long file name keeps its beginning and its ending, which tells the kind."""
    if len(file_name) <= _FILE_NAME_SHOWN:
        return file_name
    return file_name[: _FILE_NAME_SHOWN - 13] + "…" + file_name[-12:]
