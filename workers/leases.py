"""A job in hand: signs of life while it is worked on, and its end."""

import logging
from collections.abc import Callable

from storage.rows import Claim
from storage.unit_of_work import UnitOfWork
from workers.context import StepContext

logger = logging.getLogger(__name__)


class LeaseLost(Exception):  # noqa: N818 - an outcome, not a fault
    """The job has passed to a later attempt."""


def sign_of_life(claim: Claim, context: StepContext) -> Callable[[], None]:
    """Renews the lease every now and then while it is called. Raises LeaseLost."""
    renewed_at = context.clock.now()

    def renew() -> None:
        nonlocal renewed_at
        now = context.clock.now()
        if now - renewed_at < context.renew_every:
            return
        with context.uow() as uow:
            held = uow.jobs.renew(claim.job_id, claim.attempt, now + context.lease)
            uow.commit()
        if not held:
            raise LeaseLost
        renewed_at = now

    return renew


def finish(uow: UnitOfWork, claim: Claim) -> None:
    """Ends the job within the transaction that writes its result. Raises LeaseLost."""
    if not uow.jobs.finish(claim.job_id, claim.attempt):
        raise LeaseLost


def log_failure(claim: Claim, error: Exception) -> None:
    """Says which attempt failed; the lease brings the job back."""
    # The kind only: the text of an error may quote the file.
    logger.error(
        "job %d (%s of upload %d) attempt %d failed: %s",
        claim.job_id,
        claim.step,
        claim.upload_id,
        claim.attempt,
        type(error).__name__,
    )
