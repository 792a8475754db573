"""Handing a version in: what the answer offers, and the receipt with its picture."""

import io
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import segno
from PIL import Image, ImageDraw

from bot.render.naming import day, is_part
from bot.reply import Button, Media, MediaKind, Reply, clip
from bot.texts import Catalogue
from bot.views import ReceiptView, SubmissionView, UploadView
from domain.finding import Severity
from domain.submission import Submission
from parsing.drawing.ink import font

FILE_NAME = "receipt.png"
_UNIT_LIMIT, _BUTTON_LIMIT, _REASON_LIMIT = 60, 24, 300
_WIDTH, _HEIGHT, _MARGIN = 1000, 540, 40
_INK, _PALE = "#1a1a1a", "#6b6b6b"

Rows = tuple[tuple[Button, ...], ...]


def is_ready(view: UploadView) -> bool:
    """Whether the version may go out as it is: all of it is there and was read, and no error is
    open."""
    if view.check is None or view.report is None or is_part(view):
        return False
    return not view.check.count(Severity.ERROR) and not view.report.unread


def submission_line(view: UploadView, texts: Catalogue) -> str | None:
    """What the answer says about the version that is handed in, if one is."""
    state = view.submission
    if state is None or state.standing is None:
        return None
    standing = state.standing
    if standing.upload_id != view.upload.id:
        return texts.html("submit.other", version=state.version, number=standing.number)
    line = texts.html("submit.this", number=standing.number)
    if standing.reason is None:
        return line
    reason = clip(standing.reason, _REASON_LIMIT)
    return f"{line}\n{texts.html('submit.reason', reason=reason)}"


def submission_buttons(view: UploadView, texts: Catalogue) -> Rows:
    """What its reader can do with the version: hand it in, in place of another, or take it back."""
    state, about = view.submission, view.upload.id
    if state is None or not state.is_offered or view.check is None:
        return ()
    if state.standing is not None and state.standing.upload_id == about:
        receipt = Button(texts.plain("submit.receipt_button"), f"receipt:{about}")
        return ((receipt,),) if state.is_late else ((receipt, _withdraw(about, "answer", texts)),)
    if state.version is not None and state.version > (view.upload.version or 0):
        return ()
    ready = is_ready(view)
    if not ready and not state.accepts_errors:
        return ()
    return ((Button(_submit_label(view, state, texts, ready=ready), f"submit:{about}"),),)


def _submit_label(view: UploadView, state: SubmissionView, texts: Catalogue, *, ready: bool) -> str:
    if not ready:
        return texts.plain("submit.with_errors")
    if state.standing is not None:
        return texts.plain("submit.instead", version=view.upload.version)
    if state.to is None:
        return texts.plain("submit.button")
    return texts.plain("submit.button_to", unit=clip(state.to.name, _BUTTON_LIMIT))


def _withdraw(upload_id: int, place: str, texts: Catalogue) -> Button:
    """The button that takes a version back; `place` says what it stands under: ``answer``, or for a
    receipt the submission that this is of."""
    return Button(texts.plain("submit.withdraw"), f"withdraw:{upload_id}:{place}")


def receipt(view: ReceiptView, sha256: str, zone: ZoneInfo, texts: Catalogue) -> Reply:
    """The receipt; `sha256` is that of its picture in the file store."""
    media = Media(MediaKind.PHOTO, sha256, FILE_NAME)
    return replace(receipt_caption(view, zone, texts), media=media)


def receipt_caption(view: ReceiptView, zone: ZoneInfo, texts: Catalogue) -> Reply:
    """What stands under the picture of a receipt: that of what stands, or of what was withdrawn."""
    submission, upload = view.submission, view.upload
    withdrawn_at = submission.withdrawn_at
    lines = [
        texts.html(
            "receipt.head" if withdrawn_at is None else "receipt.head_withdrawn",
            unit=clip(view.unit.name, _UNIT_LIMIT),
            year=submission.report_year,
            version=upload.version,
        ),
        texts.html(
            "receipt.facts",
            moment=_minute(submission.submitted_at, zone),
            number=submission.number,
            sha256=f"{upload.sha256[:4]}…{upload.sha256[-4:]}",
        ),
    ]
    if view.to is not None:
        lines.append(texts.html("receipt.to", unit=clip(view.to.name, _UNIT_LIMIT)))
    if submission.reason is not None:
        reason = clip(submission.reason, _REASON_LIMIT)
        lines.append(texts.html("submit.reason", reason=reason))
    if withdrawn_at is not None:
        lines.append(texts.html("receipt.withdrawn", moment=_minute(withdrawn_at, zone)))
        return Reply("\n".join(lines))
    key = "receipt.late" if view.is_late else "receipt.until"
    lines.append(texts.html(key, due=day(view.due, texts)))
    button = _withdraw(upload.id, str(submission.id), texts)
    return Reply("\n".join(lines), () if view.is_late else ((button,),))


def _minute(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def receipt_code(submission: Submission, sha256: str, zone: ZoneInfo) -> str:
    """What the QR code of a receipt holds, one fact a line: the number, the file's SHA-256 in
    full, and the time with its offset (ISO 8601)."""
    moment = submission.submitted_at.astimezone(zone).isoformat(timespec="seconds")
    return f"{submission.number}\n{sha256}\n{moment}"


def receipt_picture(view: ReceiptView, zone: ZoneInfo, texts: Catalogue) -> bytes:
    """The receipt as a picture (PNG): the QR code, and beside it what the receipt is for."""
    submission, sha256 = view.submission, view.upload.sha256
    image = Image.new("RGB", (_WIDTH, _HEIGHT), "white")
    code = _qr(receipt_code(submission, sha256, zone), _HEIGHT - 2 * _MARGIN)
    image.paste(code, (_MARGIN, (_HEIGHT - code.height) // 2))
    draw = ImageDraw.Draw(image)
    left, top = _MARGIN * 2 + code.width, _MARGIN * 2
    width = _WIDTH - left - _MARGIN
    lines = (
        (submission.number, 44, _INK, 70),
        (view.unit.name, 30, _INK, 48),
        (_title(view, texts), 26, _INK, 48),
        (f"{submission.submitted_at.astimezone(zone):%Y-%m-%d %H:%M:%S}", 26, _INK, 62),
        ("SHA-256", 20, _PALE, 30),
        *((sha256[n : n + 32], 22, _PALE, 32) for n in (0, 32)),
    )
    for text, size, colour, below in lines:
        draw.text((left, top), text, colour, font(_fitting(text, size, width)))
        top += below
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _title(view: ReceiptView, texts: Catalogue) -> str:
    year, version = view.submission.report_year, view.upload.version
    return texts.plain("receipt.title", year=year, version=version)


def _fitting(text: str, size: int, width: int) -> int:
    """The size, made smaller where the text would be wider than `width` pixels."""
    length = font(size).getlength(text)
    return size if length <= width else max(10, int(size * width / length))


def _qr(content: str, side: int) -> Image.Image:
    """A code of at most `side` pixels with whole modules, so that every camera reads it."""
    code = segno.make_qr(content, error="m")
    scale = max(1, side // code.symbol_size()[0])
    buffer = io.BytesIO()
    code.save(buffer, kind="png", scale=scale)
    return Image.open(buffer).convert("RGB")
