"""An answered upload is judged again, once: by the rules as they are now, or beside last year's
report."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.finding import Check, Finding, Severity, Where
from domain.notice import Notice, NoticeKind, recheck_key
from domain.policy import Policy
from domain.report import Report
from domain.upload import Upload, UploadState
from rules.registry import rules_version
from storage.records import check_to_json
from storage.rows import StoredCheck
from storage.unit_of_work import UnitOfWork
from workers import steps
from workers.rechecking import recheck
from workers.steps import StepContext

from .conftest import Bell, SettableClock, a_report, changed, outbox_keys

Work = Callable[[], UnitOfWork]
ASKER = 777
STRICTER = Check((Finding("X-NEW", Severity.ERROR, "错", "改", Where()),), (), 9)


@pytest.fixture
def job_id(work: Work, context: StepContext, bell: Bell, upload: Upload, read_job: int) -> int:
    """The job that checks an answered upload again; its asker was told so."""
    steps.read(read_job, changed(context, rules_version=lambda: "old"))
    steps.check(bell.woken[0][1], changed(context, rules_version=lambda: "old"))
    with work() as uow:
        job_id = uow.jobs.add("recheck", upload.id, context.clock.now())
        told = Notice(recheck_key(job_id), ASKER, NoticeKind.REPLY, reply="{}")
        uow.outbox.add(told, context.clock.now())
        uow.commit()
    return job_id


def stored(work: Work, upload: Upload) -> StoredCheck:
    with work() as uow:
        found = uow.checks.for_upload(upload.id)
    assert found is not None
    return found


def test_the_result_and_the_version_of_the_rules_are_new_and_the_asker_is_shown(
    work: Work, context: StepContext, upload: Upload, job_id: int
) -> None:
    assert stored(work, upload).rules_version == "old"
    recheck(job_id, changed(context, check=lambda _report, **_decided: STRICTER))
    assert (stored(work, upload).errors, stored(work, upload).rules_version) == (1, rules_version())
    assert outbox_keys(work, context.clock.now())[-1] == f"recheck:{job_id}:answer"
    with work() as uow:
        assert uow.outbox.chat_of(f"recheck:{job_id}:answer") == ASKER
        assert uow.uploads.get(upload.id).state is UploadState.ANSWERED


def test_running_twice_is_the_same_as_once(
    work: Work, context: StepContext, upload: Upload, job_id: int
) -> None:
    recheck(job_id, changed(context, check=lambda _report, **_decided: STRICTER))
    recheck(job_id, context)
    assert stored(work, upload).errors == 1


def test_an_attempt_that_was_overtaken_writes_nothing(
    work: Work, context: StepContext, clock: SettableClock, upload: Upload, job_id: int
) -> None:
    def overtaken(_report: object, **_decided: object) -> Check:
        clock.advance(seconds=11)
        recheck(job_id, context)
        return STRICTER

    recheck(job_id, changed(context, check=overtaken))
    assert stored(work, upload).errors == 0


def test_a_fault_leaves_the_old_result_and_the_lease_brings_the_job_back(
    work: Work, context: StepContext, clock: SettableClock, upload: Upload, job_id: int
) -> None:
    def faulty(_report: object, **_decided: object) -> Check:
        raise ZeroDivisionError

    recheck(job_id, changed(context, check=faulty))
    assert stored(work, upload).rules_version == "old"
    clock.advance(seconds=11)
    recheck(job_id, context)
    assert stored(work, upload).rules_version == rules_version()


def test_who_left_meanwhile_is_told_nothing(
    work: Work, context: StepContext, upload: Upload, job_id: int
) -> None:
    with work() as uow:
        other = uow.jobs.add("recheck", upload.id, context.clock.now())
        uow.commit()
    recheck(other, context)
    assert f"recheck:{other}:answer" not in outbox_keys(work, context.clock.now())


def test_what_somebody_filed_is_held_against_last_years_report_and_shown_in_its_message(
    work: Work, context: StepContext, bell: Bell, upload: Upload, read_job: int
) -> None:
    renamed = replace(a_report(), unit="平原县大河镇")
    context = changed(context, read=lambda _content, _waiting: renamed)
    steps.read(read_job, context)
    steps.check(bell.woken[0][1], context)
    now = context.clock.now()
    with work() as uow:
        last = uow.uploads.add(upload.chat_id, upload.unit_id, "去年.pdf", upload.sha256, 7, now)
        uow.uploads.set_read(last.id, 2025, 1)
        uow.checks.save_report(last.id, context.report_to_json(a_report(2025)), "1")
        uow.checks.save_check(last.id, check_to_json(Check((), (), 9)), "1", 0, 0, 0, now)
        uow.uploads.set_read(upload.id, 2026, uow.uploads.next_version(upload.unit_id, 2026))
        uow.uploads.set_message(upload.id, 41)
        job_id = uow.jobs.add("file", upload.id, now)
        uow.commit()
    beside: list[Report | None] = []

    def judge(report: Report, *, previous: Report | None = None, policy: Policy) -> Check:
        beside.append(previous)
        return STRICTER

    recheck(job_id, changed(context, check=judge))
    assert beside == [replace(a_report(2025), unit="平原县大河镇")]
    assert stored(work, upload).errors == 1
    assert outbox_keys(work, now)[-1] == f"upload:{upload.id}:filed {job_id}"
