"""A report belongs to the unit that it names, among those its sender may speak for; one that was
called back belongs to no series at all."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.report import Report
from domain.unit import Role, Unit, UnitKind
from domain.upload import Upload, UploadState
from parsing.sandbox import Waiting
from storage.unit_of_work import UnitOfWork
from tests.workers.conftest import CLERK_CHAT, Bell, a_report
from workers.steps import StepContext, read

Work = Callable[[], UnitOfWork]


@pytest.fixture
def second(work: Work, township: Unit) -> Unit:
    """Another unit of the clerk, beside the township."""
    with work() as uow:
        unit = uow.units.add("平原县民政局", UnitKind.DEPARTMENT)
        for each in (township, unit):
            uow.members.bind(CLERK_CHAT, "陈", "zh", each.id, Role.CLERK)
        uow.commit()
    return unit


def filed(context: StepContext, read_job: int, upload: Upload, printed: str | None) -> Upload:
    report = replace(a_report(), unit=printed)
    read(read_job, replace(context, read=lambda _content, _waiting: report))
    with context.uow() as uow:
        return uow.uploads.get(upload.id)


def test_of_several_own_units_the_printed_one_gets_the_report(
    context: StepContext, read_job: int, upload: Upload, second: Unit
) -> None:
    after = filed(context, read_job, upload, "平原县民政局")
    assert (after.unit_id, after.version) == (second.id, 1)


@pytest.mark.parametrize("printed", ["平原县水务局", None])
def test_a_report_that_names_none_of_them_stays_where_it_was_sent(
    context: StepContext, read_job: int, upload: Upload, second: Unit, printed: str | None
) -> None:
    assert filed(context, read_job, upload, printed).unit_id == upload.unit_id != second.id


def test_nobody_files_a_report_under_a_unit_that_is_not_theirs(
    context: StepContext, read_job: int, upload: Upload, county: Unit
) -> None:
    assert filed(context, read_job, upload, county.name).unit_id == upload.unit_id


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
