"""How far an upload is, written together with the notice that shows it in the chat."""

from datetime import datetime

from domain.notice import group_notice, upload_notice
from domain.upload import FINAL_STATES, Upload, UploadState
from storage.unit_of_work import UnitOfWork

UNDER_WAY = frozenset(UploadState) - FINAL_STATES
STRIDES = 10
"""An archive's message is brought up to date about this often, however many files it holds."""


def move(
    uow: UnitOfWork, upload: Upload, state: UploadState, now: datetime, reason: str | None = None
) -> None:
    """Brings an upload to a state and has that shown in its chat, once: in its own message or, if
    it came packed, in that of its archive. The group that it was asked for in hears the outcome."""
    uow.uploads.set_state(upload.id, state, expected=UNDER_WAY, reason=reason)
    if upload.archive_id is None:
        _show(uow, upload, str(state), now)
        if state in FINAL_STATES and (post := uow.group_posts.of(upload.id)) is not None:
            uow.outbox.add(group_notice(upload.id, post.chat_id), now)
    elif state in FINAL_STATES:
        _settle(uow, uow.uploads.get(upload.archive_id), now)


def show_page(uow: UnitOfWork, upload: Upload, page: int, pages: int, now: datetime) -> None:
    """Has it shown which page of an upload is being read; not for one of many in an archive."""
    if upload.archive_id is None:
        uow.uploads.set_page(upload.id, page, pages)
        _show(uow, upload, f"page {page}", now)


def show_anew(uow: UnitOfWork, upload: Upload, moment: str, now: datetime) -> None:
    """Has the message of an answered upload, or of its archive, brought up to date if there is
    one."""
    shown = upload if upload.archive_id is None else uow.uploads.get(upload.archive_id)
    if shown.message_id is not None:
        _show(uow, shown, moment, now)


def _settle(uow: UnitOfWork, archive: Upload, now: datetime) -> None:
    """Counts the files of an archive that are done; with the last one the archive is answered."""
    uow.uploads.hold(archive.id)
    states = [packed.state for packed in uow.uploads.packed(archive.id)]
    done = sum(1 for state in states if state in FINAL_STATES)
    if done == len(states):
        move(uow, archive, UploadState.ANSWERED, now)
    else:
        _show(uow, archive, f"packed {done * STRIDES // len(states)}", now)


def _show(uow: UnitOfWork, upload: Upload, moment: str, now: datetime) -> None:
    uow.outbox.add(upload_notice(upload.id, upload.chat_id, moment), now)
