"""Pictures and annotated files of an answered upload; plain functions that may run twice.

The upload stays answered all the while: whatever becomes of a drawing, nothing else is lost.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from domain.drawing import Drawing, DrawingKind
from domain.notice import Notice, NoticeKind, asking_notice, drawing_key
from domain.refusal import FileRefused
from domain.upload import Upload
from parsing.drawing.marks import rests_on_uncertain, spoken, uncertain
from parsing.drawing.subject import Subject
from storage.records import check_from_json, drawing_to_json
from storage.rows import Claim, Quarantined, StoredCheck
from storage.unit_of_work import UnitOfWork
from workers.context import StepContext
from workers.judging import Judged
from workers.leases import LeaseLost, finish, log_failure, sign_of_life

logger = logging.getLogger(__name__)


def crops_to_come(
    uow: UnitOfWork, upload: Upload, result: Judged, now: datetime, asked_by: int | None = None
) -> int | None:
    """The job that shows the cells to be confirmed, to the chat that asked for them or else after
    the answer; None where there are none. Where the result does not rest on them, and for a file of
    an archive, they are shown only when asked for."""
    report, check = result.report, result.check
    if asked_by is None and (
        upload.archive_id is not None or not rests_on_uncertain(report, check)
    ):
        return None
    if not uncertain(report, check, 1):
        return None
    job_id = uow.jobs.add(DrawingKind.CROPS.value, upload.id, now)
    if asked_by is not None:
        uow.outbox.add(asking_notice(job_id, asked_by), now)
    return job_id


def draw(job_id: int, context: StepContext) -> None:
    """Makes the drawings that the job's step is named after, keeps them, and has them sent to
    whoever asked."""
    claim = _claim(job_id, context)
    if claim is None:
        return
    try:
        while not _draw(claim, context):
            logger.info("job %d drew a result that has changed since", job_id)
    except FileRefused as refused:
        logger.info("job %d: nothing drawn: %s", job_id, refused.reason)
        _send_nothing(claim, context)
    except LeaseLost:
        logger.info("job %d attempt %d came too late", job_id, claim.attempt)
    except Exception as error:
        log_failure(claim, error)
    else:
        context.doorbell.ring()


def _claim(job_id: int, context: StepContext) -> Claim | None:
    with context.uow() as uow:
        now = context.clock.now()
        claim = uow.jobs.claim(job_id, now, context.lease, context.max_attempts)
        if isinstance(claim, Quarantined):
            logger.error("job %d (%s) failed %d times", job_id, claim.step, claim.attempts)
            _send(uow, job_id, uow.uploads.get(claim.upload_id), claim.step, (), now)
        uow.commit()
    if isinstance(claim, Quarantined):
        context.doorbell.ring()
        return None
    return claim


def _draw(claim: Claim, context: StepContext) -> bool:
    """Draws and sends; False where the result changed meanwhile, so that the numbers no longer
    fit."""
    kind = DrawingKind(claim.step)
    with context.uow() as uow:
        upload = uow.uploads.get(claim.upload_id)
        stored = uow.checks.for_upload(upload.id)
        if stored is None:
            raise LookupError(f"upload {upload.id} has no result to draw")
        subject = _subject(uow, claim, upload, stored, context)
        language = spoken(kind, subject.check, subject.language)
        drawings = uow.drawings.of(upload.id, kind, language)
    if not drawings:
        content = context.files.get(upload.sha256)
        drawn = context.draw(kind, content, subject, sign_of_life(claim, context))
        drawings = [Drawing(kind, context.files.put(d.content), d.name, d.shown) for d in drawn]
    with context.uow() as uow:
        if uow.checks.for_upload(upload.id) != stored:
            return False
        finish(uow, claim)
        uow.drawings.keep(upload.id, kind, language, drawings)
        _send(uow, claim.job_id, upload, claim.step, drawings, context.clock.now())
        uow.commit()
    return True


def _subject(
    uow: UnitOfWork, claim: Claim, upload: Upload, stored: StoredCheck, context: StepContext
) -> Subject:
    """What is drawn, in the language of whoever is to see it."""
    asking = uow.outbox.chat_of(drawing_key(claim.job_id))
    member = uow.members.by_chat(upload.chat_id if asking is None else asking)
    report = context.report_from_json(stored.report_json)
    check = check_from_json(stored.check_json)
    return Subject(upload.file_name, report, check, member.language if member else "zh")


def _send_nothing(claim: Claim, context: StepContext) -> None:
    with context.uow() as uow:
        if not uow.jobs.finish(claim.job_id, claim.attempt):
            return
        upload = uow.uploads.get(claim.upload_id)
        _send(uow, claim.job_id, upload, claim.step, (), context.clock.now())
        uow.commit()
    context.doorbell.ring()


def _send(
    uow: UnitOfWork,
    job_id: int,
    upload: Upload,
    step: str,
    drawings: Sequence[Drawing],
    now: datetime,
) -> None:
    """Has the drawings sent to whoever asked for them; crops that nobody asked for go to the sender
    of the file. Who asked is told too where there is nothing."""
    asked = drawing_key(job_id)
    asking = uow.outbox.chat_of(asked)
    if asking is None and step != DrawingKind.CROPS:
        return
    contents: list[str | None] = [drawing_to_json(drawing) for drawing in drawings]
    if not contents and asking is not None:
        contents = [None]
    chat_id = upload.chat_id if asking is None else asking
    for position, content in enumerate(contents):
        key = f"{asked}:{position}"
        uow.outbox.add(Notice(key, chat_id, NoticeKind.DRAWING, upload.id, content), now)
