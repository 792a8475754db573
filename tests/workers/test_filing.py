"""A report belongs to the unit that it names, among those its sender may speak for; one that names
somebody else, or was called back, belongs to no series at all."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.report import Report
from domain.unit import Role, Unit, UnitKind
from domain.upload import Upload, UploadState
from parsing.sandbox import Waiting
from storage.unit_of_work import UnitOfWork
from tests.workers.conftest import CLERK_CHAT, Bell, a_report
from workers.steps import StepContext, check, ocr, read

Work = Callable[[], UnitOfWork]
Step = Callable[[int, StepContext], None]


@pytest.fixture
def second(work: Work, township: Unit) -> Unit:
    """Another unit of the clerk, beside the township."""
    with work() as uow:
        unit = uow.units.add("平原县民政局", UnitKind.DEPARTMENT)
        for each in (township, unit):
            uow.members.bind(CLERK_CHAT, "陈", "zh", each.id, Role.CLERK)
        uow.commit()
    return unit


def filed(
    context: StepContext, job_id: int, upload: Upload, printed: str | None, step: Step = read
) -> Upload:
    report = replace(a_report(), unit=printed)

    def reading(_content: bytes, _waiting: Waiting) -> Report:
        return report

    step(job_id, replace(context, read=reading, read_scan=reading))
    with context.uow() as uow:
        return uow.uploads.get(upload.id)


def test_of_several_own_units_the_printed_one_gets_the_report(
    context: StepContext, read_job: int, upload: Upload, second: Unit
) -> None:
    after = filed(context, read_job, upload, "平原县民政局")
    assert (after.unit_id, after.version) == (second.id, 1)


@pytest.mark.parametrize(
    "printed", [None, "", "河口镇人民政府", "平原县河口镇党政办公室", "河口镇"]
)
def test_a_report_that_names_no_unit_or_names_it_in_other_words_is_for_the_unit_it_was_sent_for(
    context: StepContext, read_job: int, upload: Upload, second: Unit, printed: str | None
) -> None:
    after = filed(context, read_job, upload, printed)
    assert (after.unit_id, after.version) == (upload.unit_id, 1)
    assert upload.unit_id != second.id


def test_a_report_of_somebody_else_is_kept_and_checked_but_no_version_of_anything(
    context: StepContext, read_job: int, upload: Upload, second: Unit
) -> None:
    after = filed(context, read_job, upload, "平原县水务局")
    assert (after.unit_id, after.state) == (upload.unit_id, UploadState.CHECKING)
    assert (after.year, after.version) == (None, None)


def test_a_name_under_which_a_version_was_filed_is_the_units_from_then_on(
    context: StepContext, work: Work, read_job: int, upload: Upload, bell: Bell, second: Unit
) -> None:
    filed(context, read_job, upload, "平原县水务局")
    check(bell.woken[0][1], context)
    with work() as uow:
        year = a_report().year or 0
        uow.uploads.set_read(upload.id, year, uow.uploads.next_version(upload.unit_id, year))
        mended = uow.uploads.add(
            CLERK_CHAT, upload.unit_id, "年报.docx", upload.sha256, 7, upload.created_at
        )
        job_id = uow.jobs.add("read", mended.id, upload.created_at)
        uow.commit()
    after = filed(context, job_id, mended, "平原县水务局")
    assert (after.unit_id, after.version) == (upload.unit_id, 2)


def test_nobody_files_a_report_under_a_unit_that_is_not_theirs(
    context: StepContext, read_job: int, upload: Upload, county: Unit
) -> None:
    after = filed(context, read_job, upload, county.name)
    assert (after.unit_id, after.version) == (upload.unit_id, None)


def test_the_name_of_another_unit_is_not_taken_for_other_words_for_ones_own(
    context: StepContext, read_job: int, upload: Upload, work: Work
) -> None:
    with work() as uow:
        uow.units.add("平原县河口镇卫生院", UnitKind.DEPARTMENT)
        uow.commit()
    assert filed(context, read_job, upload, "平原县河口镇卫生院").version is None


@pytest.mark.parametrize(
    ("own", "read_as", "version"),
    [
        ("平原县河口镇人民政府", "平原县河囗镇人民政府", 1),
        ("平原县河口镇人民政府", "平原县河口镇人民攻府", 1),
        ("平原县教育体育局", "平原县教育体肓局", 1),
        ("平原县市场监督管理局", "平原县市埸监督管理局", 1),
        ("江南省平原县河口镇人民政府", "江南省平愿县河囗镇人民政府", 1),
        ("平原县河口镇人民政府", "平原县山前镇人民政府", None),
        ("江南省平原县河口镇人民政府", "江南省平原县山前镇人民政府", None),
        ("平原县民政局", "平原县财政局", None),
    ],
)
def test_a_long_name_may_have_been_misread_in_a_picture(
    context: StepContext, upload: Upload, work: Work, own: str, read_as: str, version: int | None
) -> None:
    with work() as uow:
        unit = uow.units.add(own, UnitKind.TOWNSHIP)
        sent = uow.uploads.add(
            CLERK_CHAT, unit.id, "扫描件.pdf", upload.sha256, 7, upload.created_at
        )
        job_id = uow.jobs.add("ocr", sent.id, upload.created_at)
        uow.commit()
    assert filed(context, job_id, sent, read_as, ocr).version == version


def test_a_name_that_was_not_recognised_but_read_is_as_it_is_printed(
    context: StepContext, upload: Upload, work: Work
) -> None:
    with work() as uow:
        unit = uow.units.add("平原县城东街道办事处", UnitKind.TOWNSHIP)
        sent = uow.uploads.add(CLERK_CHAT, unit.id, "年报.pdf", upload.sha256, 7, upload.created_at)
        job_id = uow.jobs.add("read", sent.id, upload.created_at)
        uow.commit()
    assert filed(context, job_id, sent, "平原县城西街道办事处").version is None


def test_a_file_that_is_called_back_while_it_is_read_gets_neither_version_nor_check(
    context: StepContext, read_job: int, upload: Upload, work: Work
) -> None:
    def call_back(_content: bytes, _waiting: Waiting) -> Report:
        with work() as uow:
            uow.uploads.set_state(upload.id, UploadState.CANCELLED, expected=[UploadState.READING])
            uow.commit()
        return a_report()

    read(read_job, replace(context, read=call_back))
    with work() as uow:
        after = uow.uploads.get(upload.id)
        assert uow.checks.report(upload.id) is None
    assert (after.state, after.version) == (UploadState.CANCELLED, None)
    assert isinstance(context.queue, Bell)
    assert context.queue.woken == []
