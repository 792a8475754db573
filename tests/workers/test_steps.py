"""From a received file to exactly one answer, whatever happens in between."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.document import Place
from domain.finding import Check, Finding, Severity, Where
from domain.refusal import FileRefused, Refusal
from domain.report import Cell, Report
from domain.upload import Upload, UploadState
from parsing.sandbox import Waiting
from storage.files import FsspecFileStore
from storage.records import check_from_json
from storage.unit_of_work import UnitOfWork
from workers import steps
from workers.actors import StraightOn
from workers.context import Read
from workers.steps import StepContext

from .conftest import Bell, SettableClock, a_report, changed, outbox_keys

Work = Callable[[], UnitOfWork]


def present(work: Work, upload: Upload) -> Upload:
    with work() as uow:
        return uow.uploads.get(upload.id)


def test_a_file_is_read_then_checked_then_answered(
    work: Work, context: StepContext, bell: Bell, upload: Upload, read_job: int
) -> None:
    steps.read(read_job, context)
    after_reading = present(work, upload)
    ((step, check_job),) = bell.woken
    steps.check(check_job, context)
    answered = present(work, upload)
    assert step == "check"
    assert (after_reading.state, after_reading.year) == (UploadState.CHECKING, 2026)
    assert (answered.state, answered.version) == (UploadState.ANSWERED, 1)
    assert outbox_keys(work, context.clock.now()) == [
        f"upload:{upload.id}:{state}" for state in ("reading", "checking", "answered")
    ]


def test_a_worker_checks_what_it_has_read_without_being_called(
    work: Work, context: StepContext, bell: Bell, upload: Upload, read_job: int
) -> None:
    steps.read(read_job, replace(context, queue=StraightOn(context)))
    assert present(work, upload).state is UploadState.ANSWERED
    assert bell.woken == []


def test_reading_gets_the_bytes_that_were_stored(
    context: StepContext, upload: Upload, read_job: int
) -> None:
    seen: list[bytes] = []

    def read(content: bytes, waiting: Waiting) -> Report:
        seen.append(content)
        return a_report()

    steps.read(read_job, changed(context, read=read))
    assert seen == [b"content"]


def test_each_page_that_is_taken_up_is_shown(
    work: Work, context: StepContext, upload: Upload, read_job: int
) -> None:
    def read(content: bytes, waiting: Waiting) -> Report:
        for page in (1, 3):
            waiting.on_page(page, 5)
        return a_report()

    steps.read(read_job, changed(context, read=read))
    with work() as uow:
        kept = uow.uploads.get(upload.id)
    assert (kept.page, kept.pages) == (3, 5)
    shown = [f"upload:{upload.id}:{moment}" for moment in ("reading", "page 1", "page 3")]
    assert outbox_keys(work, context.clock.now())[:3] == shown


def test_the_check_is_kept_with_its_counts(
    work: Work, context: StepContext, bell: Bell, upload: Upload, read_job: int
) -> None:
    severities = [Severity.ERROR, Severity.ERROR, Severity.WARNING, Severity.INFO]
    result = Check(tuple(Finding("X", s, "错", "改", Where()) for s in severities), (), 9)
    faint = Cell("reviews.reconsideration.total", None, "1?", Place(page=1), confidence=0.1)
    report = replace(a_report(), cells={faint.name: faint})
    context = changed(
        context,
        read=lambda _content, _waiting: report,
        check=lambda _report, **_decided: result,
    )
    steps.read(read_job, context)
    steps.check(bell.woken[0][1], context)
    with work() as uow:
        stored = uow.checks.for_upload(upload.id)
    assert stored is not None
    assert (stored.errors, stored.warnings, stored.infos, stored.unread) == (2, 1, 1, 1)
    assert check_from_json(stored.check_json) == result
    assert context.report_from_json(stored.report_json) == report


def test_every_step_may_run_twice(
    work: Work, context: StepContext, bell: Bell, upload: Upload, read_job: int
) -> None:
    for _ in range(2):
        steps.read(read_job, context)
    assert len(bell.woken) == 1
    for _ in range(2):
        steps.check(bell.woken[0][1], context)
    keys = outbox_keys(work, context.clock.now())
    assert keys.count(f"upload:{upload.id}:answered") == 1
    assert len(keys) == 3


def test_a_report_without_a_year_has_no_version_but_an_answer(
    work: Work, context: StepContext, bell: Bell, upload: Upload, read_job: int
) -> None:
    context = changed(context, read=lambda _content, _waiting: a_report(year=None))
    steps.read(read_job, context)
    steps.check(bell.woken[0][1], context)
    answered = present(work, upload)
    assert (answered.state, answered.version) == (UploadState.ANSWERED, None)


def test_a_refused_file_is_told_with_its_reason_and_not_tried_again(
    work: Work, context: StepContext, bell: Bell, upload: Upload, read_job: int
) -> None:
    for _ in range(2):
        steps.read(read_job, changed(context, read=refusal(Refusal.EMPTY)))
    refused = present(work, upload)
    assert (refused.state, refused.reason) == (UploadState.REFUSED, "empty")
    assert outbox_keys(work, context.clock.now())[-1] == f"upload:{upload.id}:refused"
    assert bell.woken == []


def refusal(reason: Refusal) -> Read:
    """A way of reading that refuses every file."""

    def refuse(content: bytes, waiting: Waiting) -> Report:
        raise FileRefused(reason)

    return refuse


def test_a_scan_is_left_to_a_step_of_its_own_and_answered_like_any_other(
    work: Work, context: StepContext, bell: Bell, upload: Upload, read_job: int
) -> None:
    context = changed(context, read=refusal(Refusal.SCAN), read_scan=context.read)
    for _ in range(2):
        steps.read(read_job, context)
    ((step, ocr_job),) = bell.woken
    waiting = present(work, upload)
    for _ in range(2):
        steps.ocr(ocr_job, context)
    steps.check(bell.woken[1][1], context)
    assert (step, waiting.state) == ("ocr", UploadState.READING)
    assert [step for step, _ in bell.woken] == ["ocr", "check"]
    assert present(work, upload).state is UploadState.ANSWERED
    assert outbox_keys(work, context.clock.now()) == [
        f"upload:{upload.id}:{state}" for state in ("reading", "checking", "answered")
    ]


@pytest.mark.parametrize("reason", [Refusal.OCR_MISSING, Refusal.SCAN])
def test_a_scan_that_cannot_be_recognised_is_refused_and_not_tried_again(
    work: Work, context: StepContext, bell: Bell, upload: Upload, read_job: int, reason: Refusal
) -> None:
    context = changed(context, read=refusal(Refusal.SCAN), read_scan=refusal(reason))
    steps.read(read_job, context)
    steps.ocr(bell.woken[0][1], context)
    refused = present(work, upload)
    assert (refused.state, refused.reason) == (UploadState.REFUSED, reason.value)
    assert len(bell.woken) == 1


def test_a_scan_found_too_late_is_left_to_whoever_has_the_job(
    work: Work,
    context: StepContext,
    clock: SettableClock,
    bell: Bell,
    upload: Upload,
    read_job: int,
) -> None:
    def stall(content: bytes, waiting: Waiting) -> Report:
        clock.advance(seconds=11)
        steps.read(read_job, changed(context, read=refusal(Refusal.SCAN)))
        raise FileRefused(Refusal.SCAN)

    steps.read(read_job, changed(context, read=stall))
    assert [step for step, _ in bell.woken] == ["ocr"]


def test_after_three_failures_the_file_is_put_aside_and_told(
    work: Work,
    context: StepContext,
    clock: SettableClock,
    upload: Upload,
    read_job: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    attempts = []

    def fail(content: bytes, waiting: Waiting) -> Report:
        attempts.append(content)
        raise RuntimeError("身份证号 110101199001011234")

    with caplog.at_level(logging.ERROR, logger="workers.steps"):
        for _ in range(5):
            steps.read(read_job, changed(context, read=fail))
            clock.advance(seconds=11)
    failed = present(work, upload)
    assert len(attempts) == 3
    assert (failed.state, failed.reason) == (UploadState.FAILED, "quarantined")
    assert outbox_keys(work, clock.now())[-1] == f"upload:{upload.id}:failed"
    assert "quarantined" in caplog.text
    assert "RuntimeError" in caplog.text
    assert "110101199001011234" not in caplog.text


def test_a_damaged_store_is_our_fault_and_not_the_files(
    work: Work,
    context: StepContext,
    files: FsspecFileStore,
    clock: SettableClock,
    upload: Upload,
    read_job: int,
) -> None:
    empty = FsspecFileStore("memory://empty")
    for _ in range(4):
        steps.read(read_job, changed(context, files=empty))
        clock.advance(seconds=11)
    assert present(work, upload).state is UploadState.FAILED


def test_a_long_reading_keeps_its_job(
    work: Work, context: StepContext, clock: SettableClock, upload: Upload, read_job: int
) -> None:
    rivals = []

    def read_slowly(content: bytes, waiting: Waiting) -> Report:
        for _ in range(20):
            clock.advance(seconds=2)
            waiting.on_wait()
            with work() as uow:
                rivals.append(uow.jobs.claim(read_job, clock.now(), timedelta(seconds=10), 3))
        return a_report()

    steps.read(read_job, changed(context, read=read_slowly))
    assert rivals == [None] * 20
    assert present(work, upload).state is UploadState.CHECKING


def read_overtaken(
    read_job: int,
    context: StepContext,
    clock: SettableClock,
    end: Callable[[Waiting], Report],
) -> None:
    """Reads for so long that another worker takes the job and does it before this one ends."""

    def stall(content: bytes, waiting: Waiting) -> Report:
        clock.advance(seconds=11)
        steps.read(read_job, context)
        return end(waiting)

    steps.read(read_job, changed(context, read=stall))


def test_whoever_lost_the_job_stops_reading_and_writes_nothing(
    work: Work,
    context: StepContext,
    clock: SettableClock,
    bell: Bell,
    upload: Upload,
    read_job: int,
) -> None:
    def go_on(waiting: Waiting) -> Report:
        waiting.on_wait()
        raise AssertionError("went on reading without the job")

    read_overtaken(read_job, context, clock, go_on)
    assert len(bell.woken) == 1
    assert present(work, upload).state is UploadState.CHECKING


def test_a_result_that_comes_too_late_is_dropped(
    work: Work,
    context: StepContext,
    clock: SettableClock,
    bell: Bell,
    upload: Upload,
    read_job: int,
) -> None:
    read_overtaken(read_job, context, clock, lambda _: a_report(year=1999))
    assert present(work, upload).year == 2026
    assert len(bell.woken) == 1


def test_a_refusal_that_comes_too_late_is_dropped(
    work: Work, context: StepContext, clock: SettableClock, upload: Upload, read_job: int
) -> None:
    def refuse(_: Waiting) -> Report:
        raise FileRefused(Refusal.BROKEN)

    read_overtaken(read_job, context, clock, refuse)
    assert present(work, upload).state is UploadState.CHECKING


def test_an_upload_that_has_come_to_its_end_is_left_alone(
    work: Work, context: StepContext, bell: Bell, upload: Upload, read_job: int
) -> None:
    with work() as uow:
        uow.uploads.set_state(
            upload.id, UploadState.FAILED, expected={UploadState.RECEIVED}, reason="cancelled"
        )
        uow.commit()
    steps.read(read_job, context)
    assert present(work, upload).reason == "cancelled"
    assert outbox_keys(work, context.clock.now()) == []
    assert bell.woken == []


def test_a_report_is_judged_beside_last_years_which_may_also_come_later(
    work: Work, context: StepContext, bell: Bell, upload: Upload, read_job: int
) -> None:
    beside: list[int | None] = []

    def judge(report: Report, *, previous: Report | None = None, **_decided: object) -> Check:
        beside.append(previous.year if previous else None)
        return Check((), (), 12)

    context = changed(context, check=judge)
    _answer(read_job, context, bell)
    for year in (2025, 2026, 2027):
        earlier = changed(context, read=lambda _content, _waiting, year=year: a_report(year=year))
        _answer(_send_again(work, context, upload), earlier, bell)
    assert beside == [None, None, 2025, 2026]


def _send_again(work: Work, context: StepContext, upload: Upload) -> int:
    now = context.clock.now()
    with work() as uow:
        again = uow.uploads.add(upload.chat_id, upload.unit_id, "年报.pdf", upload.sha256, 7, now)
        job_id = uow.jobs.add("read", again.id, now)
        uow.commit()
    return job_id


def _answer(read_job: int, context: StepContext, bell: Bell) -> None:
    steps.read(read_job, context)
    steps.check(bell.woken[-1][1], context)
