"""What somebody confirmed of a scan is judged for certain; the answer is shown anew."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.document import Box, Place
from domain.finding import Check, Severity
from domain.notice import Notice, NoticeKind, recheck_key
from domain.report import Cell, Report
from domain.unit import Role, Unit
from domain.upload import Upload
from parsing.assemble.confirm import to_confirm
from parsing.report_json import report_from_json
from rules.check import check
from storage.records import check_from_json
from storage.unit_of_work import UnitOfWork
from workers import steps
from workers.rechecking import recheck
from workers.steps import StepContext

from .conftest import CLERK_CHAT, Bell, a_report, changed

Work = Callable[[], UnitOfWork]
ROW = "reviews.reconsideration"
TOTAL, UPHELD = f"{ROW}.total", f"{ROW}.upheld"
READ = {"upheld": 7, "corrected": 1, "other": 1, "pending": 1, "total": 16}
DOUBTED = {TOTAL, UPHELD}
COLLEAGUE = 777
MESSAGE = 31


def a_scan() -> Report:
    """The total looks like 16 where the other cells make 10; it and one of them are doubtful."""
    place = Place(3, Box(100, 100, 150, 120))
    cells = {}
    for column, value in READ.items():
        name = f"{ROW}.{column}"
        sure = 0.6 if name in DOUBTED else 1.0
        cells[name] = Cell(name, value, str(value), place, sure)
    warnings = tuple(to_confirm(cells.values(), "2021"))
    return replace(a_report(), pages=3, cells=cells, warnings=warnings)


@pytest.fixture
def scanning(context: StepContext) -> StepContext:
    return changed(context, read=lambda _content, _waiting: a_scan(), check=only_sums)


def only_sums(report: Report, **decided: object) -> Check:
    result = check(report)
    return replace(result, findings=tuple(f for f in result.findings if f.rule.startswith("T4")))


@pytest.fixture
def member_id(work: Work, township: Unit) -> int:
    with work() as uow:
        member = uow.members.bind(CLERK_CHAT, "小陈", "zh", township.id, Role.CLERK).member
        uow.commit()
    return member.id


@pytest.fixture
def answered(scanning: StepContext, work: Work, bell: Bell, upload: Upload, read_job: int) -> int:
    steps.read(read_job, scanning)
    steps.check(bell.woken[-1][1], scanning)
    with work() as uow:
        uow.uploads.set_message(upload.id, MESSAGE)
        uow.outbox.take(scanning.clock.now(), 100, timedelta(days=1))
        uow.commit()
    bell.woken.clear()
    return upload.id


def confirm(
    work: Work, context: StepContext, upload_id: int, member_id: int, asked_by: int | None = None
) -> Callable[[str, str], int]:
    """Keeps a word about a cell; `asked_by` is the chat in which it was the last one shown."""

    def said(cell: str, text: str) -> int:
        now = context.clock.now()
        with work() as uow:
            read = a_scan().cells[cell].text
            uow.confirmations.add(upload_id, cell, read, text, member_id, now)
            job_id = uow.jobs.add("confirm", upload_id, now)
            if asked_by is not None:
                uow.outbox.add(Notice(recheck_key(job_id), asked_by, NoticeKind.REPLY), now)
            uow.commit()
        return job_id

    return said


def result(work: Work, upload_id: int) -> tuple[Report, Check]:
    with work() as uow:
        stored = uow.checks.for_upload(upload_id)
    assert stored is not None
    return report_from_json(stored.report_json), check_from_json(stored.check_json)


def told(work: Work, context: StepContext) -> list[tuple[int, NoticeKind]]:
    """What waits to be said to which chat."""
    with work() as uow:
        messages = uow.outbox.take(context.clock.now(), 100, timedelta(days=1))
        uow.commit()
    return [(m.notice.chat_id, m.notice.kind) for m in messages if m.notice.subject_id]


def test_a_word_about_every_doubtful_cell_makes_the_finding_firm(
    work: Work, scanning: StepContext, answered: int, member_id: int
) -> None:
    report, before = result(work, answered)
    assert [finding.severity for finding in before.findings] == [Severity.WARNING]
    assert [warning.cells for warning in report.warnings] == [(UPHELD, TOTAL)]
    said = confirm(work, scanning, answered, member_id)
    recheck(said(UPHELD, "7"), scanning)
    recheck(said(TOTAL, "16"), scanning)
    report, now = result(work, answered)
    assert [finding.severity for finding in now.findings] == [Severity.ERROR]
    assert report.warnings == ()
    assert report.cells[TOTAL] == replace(a_scan().cells[TOTAL], confidence=1.0)


def test_the_number_of_the_original_takes_the_place_of_the_one_recognised_and_stays(
    work: Work, scanning: StepContext, answered: int, member_id: int
) -> None:
    recheck(confirm(work, scanning, answered, member_id)(TOTAL, "10"), scanning)
    with work() as uow:
        again = uow.jobs.add("recheck", answered, scanning.clock.now())
        uow.commit()
    recheck(again, changed(scanning, rules_version=lambda: "newer"))
    report, now = result(work, answered)
    assert now.findings == ()
    assert (report.cells[TOTAL].value, report.cells[UPHELD].confidence) == (10, 0.6)


def test_the_answer_is_edited_and_the_next_cells_follow_the_last_one_shown(
    work: Work, scanning: StepContext, bell: Bell, answered: int, member_id: int
) -> None:
    recheck(confirm(work, scanning, answered, member_id)(TOTAL, "16"), scanning)
    assert told(work, scanning) == [(CLERK_CHAT, NoticeKind.UPLOAD)]
    assert bell.woken == []
    last = confirm(work, scanning, answered, member_id, CLERK_CHAT)(TOTAL, "16")
    recheck(last, scanning)
    assert [step for step, _ in bell.woken] == ["crop"]


@pytest.mark.parametrize(
    ("chat_id", "expected"),
    [
        (CLERK_CHAT, [(CLERK_CHAT, NoticeKind.UPLOAD)]),
        (COLLEAGUE, [(CLERK_CHAT, NoticeKind.UPLOAD), (COLLEAGUE, NoticeKind.ANSWER)]),
    ],
)
def test_who_confirms_the_last_cell_elsewhere_is_answered_there(
    work: Work,
    scanning: StepContext,
    bell: Bell,
    answered: int,
    member_id: int,
    chat_id: int,
    expected: list[tuple[int, NoticeKind]],
) -> None:
    confirm(work, scanning, answered, member_id)(UPHELD, "7")
    recheck(confirm(work, scanning, answered, member_id, chat_id)(TOTAL, "10"), scanning)
    assert told(work, scanning) == expected
    assert bell.woken == []


def test_for_a_file_of_an_archive_the_message_of_the_archive_is_edited(
    work: Work, scanning: StepContext, bell: Bell, answered: int, member_id: int
) -> None:
    now = scanning.clock.now()
    with work() as uow:
        archive = uow.uploads.get(answered)
        args = (CLERK_CHAT, archive.unit_id, "2.pdf", archive.sha256, 7, now)
        packed = uow.uploads.add(*args, archive_id=answered)
        job_id = uow.jobs.add("read", packed.id, now)
        uow.commit()
    steps.read(job_id, scanning)
    steps.check(bell.woken[-1][1], scanning)
    told(work, scanning)
    with work() as uow:
        uow.confirmations.add(packed.id, UPHELD, "7", "7", member_id, now)
        uow.commit()
    recheck(confirm(work, scanning, packed.id, member_id, CLERK_CHAT)(TOTAL, "10"), scanning)
    with work() as uow:
        messages = uow.outbox.take(scanning.clock.now(), 100, timedelta(days=1))
    about = [(m.notice.kind, m.notice.subject_id) for m in messages if m.notice.subject_id]
    assert about == [(NoticeKind.UPLOAD, answered), (NoticeKind.ANSWER, packed.id)]


def test_a_word_that_comes_while_the_rules_run_is_not_lost(
    work: Work, scanning: StepContext, answered: int, member_id: int
) -> None:
    said = confirm(work, scanning, answered, member_id)
    overtaken: list[str] = []

    def check_while_somebody_confirms(report: Report, **_decided: object) -> Check:
        if not overtaken:
            overtaken.append(UPHELD)
            recheck(said(UPHELD, "7"), scanning)
        return only_sums(report)

    recheck(said(TOTAL, "16"), changed(scanning, check=check_while_somebody_confirms))
    report, now = result(work, answered)
    assert [finding.severity for finding in now.findings] == [Severity.ERROR]
    assert report.warnings == ()


def test_a_new_upload_of_the_file_starts_anew(
    work: Work, scanning: StepContext, bell: Bell, answered: int, member_id: int
) -> None:
    recheck(confirm(work, scanning, answered, member_id)(TOTAL, "10"), scanning)
    now = scanning.clock.now()
    with work() as uow:
        old = uow.uploads.get(answered)
        args = (old.chat_id, old.unit_id, old.file_name, old.sha256, old.size, now)
        new = uow.uploads.add(*args)
        job_id = uow.jobs.add("read", new.id, now)
        uow.commit()
    steps.read(job_id, scanning)
    steps.check(bell.woken[-1][1], scanning)
    assert result(work, new.id)[0].cells == a_scan().cells
