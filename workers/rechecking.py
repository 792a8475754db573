"""An answered upload is judged again: by the rules as they are now, because somebody confirmed what
stands in a cell, or because somebody filed it as a version, to be held against last year's report;
plain function, may run twice.

The upload stays answered all the while, so that the unit's standing does not waver.
"""

import logging
from datetime import datetime

from domain.drawing import DrawingKind
from domain.notice import Notice, NoticeKind, recheck_key
from domain.upload import Upload
from storage.rows import Claim
from storage.unit_of_work import UnitOfWork
from workers.context import StepContext
from workers.drawings import crops_to_come
from workers.judging import Judged, judged, keep_check
from workers.leases import LeaseLost, finish, log_failure
from workers.showing import show_anew

logger = logging.getLogger(__name__)


def recheck(job_id: int, context: StepContext) -> None:
    """Judges an answered upload again and has the answer sent to whoever asked for it. An attempt
    that lost its job to a later one writes nothing."""
    with context.uow() as uow:
        now = context.clock.now()
        claim = uow.jobs.claim(job_id, now, context.lease, context.max_attempts)
        uow.commit()
    if not isinstance(claim, Claim):
        if claim is not None:
            logger.error("job %d (%s) failed %d times", job_id, claim.step, claim.attempts)
        return
    try:
        crops_job = _judge_again(claim, context)
    except LeaseLost:
        logger.info("job %d attempt %d came too late", job_id, claim.attempt)
    except Exception as error:
        log_failure(claim, error)
    else:
        if crops_job is not None:
            context.queue.wake(DrawingKind.CROPS, crops_job)
        context.doorbell.ring()


def _judge_again(claim: Claim, context: StepContext) -> int | None:
    """Writes the new result; returns the job that shows the next cells to be confirmed. Raises
    LeaseLost."""
    while True:
        with context.uow() as uow:
            upload = uow.uploads.get(claim.upload_id)
        result = judged(upload, context)
        with context.uow() as uow:
            uow.uploads.hold(upload.id)
            if _has_changed(uow, upload, result):
                logger.info("job %d judged what has been confirmed or filed since", claim.job_id)
                continue
            finish(uow, claim)
            now = context.clock.now()
            keep_check(uow, upload, result, context, now)
            crops_job = None
            if claim.step == "confirm":
                crops_job = _show_confirmed(uow, claim.job_id, upload, result, now)
            else:
                if claim.step == "file":
                    show_anew(uow, upload, f"filed {claim.job_id}", now)
                _answer(uow, claim.job_id, upload, now)
            uow.commit()
        return crops_job


def _has_changed(uow: UnitOfWork, upload: Upload, result: Judged) -> bool:
    """Whether something was decided about an upload while it was being judged."""
    is_filed = uow.uploads.get(upload.id).version != upload.version
    return is_filed or uow.confirmations.of(upload.id) != result.confirmed


def _answer(uow: UnitOfWork, job_id: int, upload: Upload, now: datetime) -> None:
    asked = recheck_key(job_id)
    chat_id = uow.outbox.chat_of(asked)
    if chat_id is not None:
        uow.outbox.add(Notice(f"{asked}:answer", chat_id, NoticeKind.ANSWER, upload.id), now)


def _show_confirmed(
    uow: UnitOfWork, job_id: int, upload: Upload, result: Judged, now: datetime
) -> int | None:
    """Brings the answer up to date. Who confirmed the last cell that was shown gets the next ones
    or, where none are left, the answer if it does not stand in that chat already."""
    show_anew(uow, upload, f"confirmed {job_id}", now)
    chat_id = uow.outbox.chat_of(recheck_key(job_id))
    if chat_id is None:
        return None
    crops_job = crops_to_come(uow, upload, result, now, asked_by=chat_id)
    if crops_job is None and (chat_id != upload.chat_id or upload.message_id is None):
        _answer(uow, job_id, upload, now)
    return crops_job
