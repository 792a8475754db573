"""An old version is judged again by the rules as they are now; plain function, may run twice.

The upload stays answered all the while, so that the unit's standing does not waver.
"""

import logging

from domain.notice import Notice, NoticeKind, recheck_key
from storage.rows import Claim
from workers.context import StepContext
from workers.judging import judged, keep_check

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
        _judge_again(claim, context)
    except Exception as error:
        # The kind only: the text of an error may quote the file. The lease brings the job back.
        logger.error("job %d attempt %d: %s", job_id, claim.attempt, type(error).__name__)
    else:
        context.doorbell.ring()


def _judge_again(claim: Claim, context: StepContext) -> None:
    with context.uow() as uow:
        upload = uow.uploads.get(claim.upload_id)
    check = judged(upload, context)
    with context.uow() as uow:
        if not uow.jobs.finish(claim.job_id, claim.attempt):
            logger.info("job %d attempt %d came too late", claim.job_id, claim.attempt)
            return
        now = context.clock.now()
        keep_check(uow, upload, check, context, now)
        asked = recheck_key(claim.job_id)
        chat_id = uow.outbox.chat_of(asked)
        if chat_id is not None:
            answer = Notice(f"{asked}:answer", chat_id, NoticeKind.ANSWER, upload.id)
            uow.outbox.add(answer, now)
        uow.commit()
