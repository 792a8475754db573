"""What happens to an upload, step by step; plain functions that may run twice.

Each step claims its job first, in a transaction of its own: an attempt that kills its process
counts too. It then works without holding a transaction, and writes all that follows in one,
fenced by the number of the attempt: whoever lost the job in between writes nothing.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from domain.drawing import DrawingKind
from domain.refusal import FileRefused, Refusal
from domain.report import Report
from domain.upload import FINAL_STATES, Upload, UploadState
from parsing.sandbox import Waiting
from storage.rows import Claim, Quarantined
from storage.unit_of_work import UnitOfWork
from workers.archives import keep_packed, take_apart
from workers.context import Read, StepContext
from workers.drawings import crops_to_come
from workers.filing import unit_id_of
from workers.judging import judged, keep_check
from workers.leases import LeaseLost, finish, log_failure, sign_of_life
from workers.showing import move, show_page

__all__ = ["QUARANTINED", "StepContext", "check", "ocr", "read"]

logger = logging.getLogger(__name__)

QUARANTINED = "quarantined"
"""The reason of a failed upload whose workers died or failed too often."""


class Held(NamedTuple):
    """A claimed job and its upload."""

    claim: Claim
    upload: Upload


def read(job_id: int, context: StepContext) -> None:
    """Reads an uploaded file and hands its report on to be checked; a scan is left to `ocr`."""
    _read_by(context.read, job_id, context)


def ocr(job_id: int, context: StepContext) -> None:
    """Reads a scan or a photo. It takes long: short files do not wait behind it."""
    _read_by(context.read_scan, job_id, context)


def _read_by(reader: Read, job_id: int, context: StepContext) -> None:
    held = _claim(job_id, UploadState.READING, context)
    if held is None:
        return
    try:
        content = context.files.get(held.upload.sha256)
        waiting = Waiting(sign_of_life(held.claim, context), _show_page(held, context))
        report = reader(content, waiting)
        check_job = _keep_report(held, report, context)
    except FileRefused as refused:
        _set_aside(held, refused, context)
    except LeaseLost:
        logger.info("job %d attempt %d came too late", job_id, held.claim.attempt)
    except Exception as error:
        log_failure(held.claim, error)
    else:
        if check_job is not None:
            context.queue.wake("check", check_job)
        context.doorbell.ring()


def _show_page(held: Held, context: StepContext) -> Callable[[int, int], None]:
    def show(page: int, pages: int) -> None:
        with context.uow() as uow:
            show_page(uow, held.upload, page, pages, context.clock.now())
            uow.commit()
        context.doorbell.ring()

    return show


def check(job_id: int, context: StepContext) -> None:
    """Judges a report and has the answer sent."""
    held = _claim(job_id, UploadState.CHECKING, context)
    if held is None:
        return
    try:
        crops_job = _judge(held, context)
    except LeaseLost:
        logger.info("job %d attempt %d came too late", job_id, held.claim.attempt)
    except Exception as error:
        log_failure(held.claim, error)
    else:
        if crops_job is not None:
            context.queue.wake(DrawingKind.CROPS, crops_job)
        context.doorbell.ring()


def _claim(job_id: int, state: UploadState, context: StepContext) -> Held | None:
    """Takes the job and shows the upload as being worked on; None where there is nothing to do."""
    with context.uow() as uow:
        now = context.clock.now()
        claim = uow.jobs.claim(job_id, now, context.lease, context.max_attempts)
        if claim is None:
            return None
        upload = uow.uploads.get(claim.upload_id)
        if isinstance(claim, Quarantined):
            _give_up(uow, claim, upload, now)
        elif upload.state in FINAL_STATES:
            uow.jobs.finish(job_id, claim.attempt)
        else:
            move(uow, upload, state, now)
        uow.commit()
    context.doorbell.ring()
    if isinstance(claim, Quarantined) or upload.state in FINAL_STATES:
        return None
    return Held(claim, upload)


def _keep_report(held: Held, report: Report, context: StepContext) -> int | None:
    """Writes what was read, all or nothing; returns the job that checks it, or None where the
    upload was cancelled meanwhile."""
    claim, upload = held
    report_json = context.report_to_json(report)
    with context.uow() as uow:
        finish(uow, claim)
        uow.uploads.hold(upload.id)
        if uow.uploads.get(upload.id).state is UploadState.CANCELLED:
            uow.commit()
            return None
        now = context.clock.now()
        uow.checks.save_report(upload.id, report_json, context.version)
        _keep_version(uow, held, report)
        move(uow, upload, UploadState.CHECKING, now)
        job_id = uow.jobs.add("check", upload.id, now)
        uow.commit()
    return job_id


def _keep_version(uow: UnitOfWork, held: Held, report: Report) -> None:
    """Files the report as the next version of its unit and year, if it is for one."""
    claim, upload = held
    unit_id = unit_id_of(uow, upload, report, is_recognised=claim.step == "ocr")
    if report.year is not None and unit_id is not None:
        version = uow.uploads.next_version(unit_id, report.year)
        uow.uploads.set_read(upload.id, report.year, version, unit_id)


def _judge(held: Held, context: StepContext) -> int | None:
    """Judges and writes the result; returns the job that shows the cells to be confirmed."""
    claim, upload = held
    result = judged(upload, context)
    with context.uow() as uow:
        finish(uow, claim)
        now = context.clock.now()
        keep_check(uow, upload, result, context, now)
        move(uow, upload, UploadState.ANSWERED, now)
        crops_job = crops_to_come(uow, upload, result, now)
        uow.commit()
    return crops_job


def _set_aside(held: Held, refused: FileRefused, context: StepContext) -> None:
    """A file that was not read: a scan goes on to be recognised, an archive is unpacked, anything
    else refused."""
    if refused.reason is Refusal.SCAN and held.claim.step == "read":
        _leave_to_ocr(held, context)
        return
    if refused.kind != "zip" or held.upload.archive_id is not None:
        _refuse(held, refused, context)
        return
    try:
        content = context.files.get(held.upload.sha256)
        packed = take_apart(content, context.files, context.packed_bytes)
        with context.uow() as uow:
            finish(uow, held.claim)
            jobs = keep_packed(uow, held.upload, packed, context.clock.now())
            uow.commit()
    except FileRefused as broken:
        _refuse(held, broken, context)
    except LeaseLost:
        logger.info("job %d attempt %d came too late", held.claim.job_id, held.claim.attempt)
    else:
        for job_id in jobs:
            context.queue.wake("read", job_id)
        context.doorbell.ring()


def _leave_to_ocr(held: Held, context: StepContext) -> None:
    with context.uow() as uow:
        if not uow.jobs.finish(held.claim.job_id, held.claim.attempt):
            return
        job_id = uow.jobs.add("ocr", held.upload.id, context.clock.now())
        uow.commit()
    context.queue.wake("ocr", job_id)


def _refuse(held: Held, refused: FileRefused, context: StepContext) -> None:
    with context.uow() as uow:
        if not uow.jobs.finish(held.claim.job_id, held.claim.attempt):
            return
        now = context.clock.now()
        move(uow, held.upload, UploadState.REFUSED, now, refused.reason.value)
        uow.commit()
    context.doorbell.ring()


def _give_up(uow: UnitOfWork, job: Quarantined, upload: Upload, now: datetime) -> None:
    logger.error("upload %d quarantined: %s failed %d times", upload.id, job.step, job.attempts)
    if upload.state not in FINAL_STATES:
        move(uow, upload, UploadState.FAILED, now, QUARANTINED)
