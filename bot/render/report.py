"""A report as a card: what it is, how far it is, and the ways from there."""

from zoneinfo import ZoneInfo

from bot.render.lists import state_of
from bot.render.naming import moment, size
from bot.render.receipt import submission_line
from bot.reply import Button, Media, MediaKind, Reply, clip
from bot.texts import Catalogue
from bot.views import HistoryLine, UploadView
from domain.finding import Severity
from domain.upload import Upload

SEND_LIMIT = 50 * 1024 * 1024
"""Bytes of the largest file that a bot sends (https://core.telegram.org/bots/api#sending-files). A
Bot API server of one's own would take more, but the file is held in memory meanwhile."""
_NAME_LIMIT = 80


def report_card(view: UploadView, zone: ZoneInfo, texts: Catalogue) -> Reply:
    """Title, unit, version, file and state of an upload, read or not."""
    upload, report = view.upload, view.report
    errors = view.check.count(Severity.ERROR) if view.check else None
    title = report.title if report and report.title else upload.file_name
    lines = [texts.html("report.title", title=clip(title, _NAME_LIMIT))]
    key = "report.of_unit" if upload.year is None else "report.of_year"
    lines.append(texts.html(key, unit=view.unit.name, year=upload.year))
    lines.append(
        texts.html(
            "report.file",
            file_name=clip(upload.file_name, _NAME_LIMIT),
            size=size(upload.size),
            date=moment(upload.created_at, zone, texts),
        )
    )
    state = state_of(HistoryLine(upload, view.unit, errors), texts)
    lines.append(texts.html("report.state", state=state))
    submitted = submission_line(view, texts)
    return Reply("\n".join([*lines, *([submitted] if submitted else [])]), _buttons(view, texts))


def _buttons(view: UploadView, texts: Catalogue) -> tuple[tuple[Button, ...], ...]:
    about = view.upload.id
    row = [
        Button(texts.plain("submit.show"), f"show:{about}"),
        Button(texts.plain("report.original"), f"original:{about}"),
    ]
    if view.upload.version is not None:
        row.append(Button(texts.plain("versions.all"), f"versions:{about}:0"))
    return (tuple(row),)


def original(upload: Upload, zone: ZoneInfo, texts: Catalogue) -> Reply:
    """The file as it was sent, or where to find one that no bot may send."""
    if upload.size > SEND_LIMIT:
        limit = size(SEND_LIMIT)
        return Reply(texts.html("report.too_large", size=size(upload.size), limit=limit))
    caption = texts.html("report.sent", date=moment(upload.created_at, zone, texts))
    return Reply(caption, media=Media(MediaKind.DOCUMENT, upload.sha256, upload.file_name))
