"""A ZIP file of many reports: every file becomes an upload, the chat sees one message."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.refusal import FileRefused, Refusal
from domain.report import Report
from domain.unit import Role, UnitKind
from domain.upload import Upload, UploadState
from parsing.sandbox import Waiting
from storage.unit_of_work import UnitOfWork
from tests.workers.conftest import Bell, a_report
from workers.steps import StepContext, check, read

CHAT = 77
Work = Callable[[], UnitOfWork]


def packed(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return buffer.getvalue()


def read_by_name(content: bytes, _waiting: Waiting) -> Report:
    """Stands for the reader: an archive is refused as such, a file holds its name and so tells its
    unit."""
    if content.startswith(b"PK"):
        raise FileRefused(Refusal.UNSUPPORTED_KIND, "zip")
    name = content.decode()
    if name.startswith("坏"):
        raise FileRefused(Refusal.BROKEN)
    return replace(a_report(), unit=name.split(".")[0])


@pytest.fixture
def county(context: StepContext) -> StepContext:
    """A supervisor of 平原县 with two townships below."""
    with context.uow() as uow:
        above = uow.units.add("平原县人民政府", UnitKind.GOVERNMENT)
        for name in ("平原县河口镇", "平原县山前镇"):
            uow.units.add(name, UnitKind.TOWNSHIP, parent_id=above.id)
        uow.members.bind(CHAT, "李", "zh", above.id, Role.SUPERVISOR)
        uow.commit()
    return replace(context, read=read_by_name)


def send(context: StepContext, content: bytes) -> Upload:
    """An archive arrives and everything that follows is done."""
    now = context.clock.now()
    with context.uow() as uow:
        unit = uow.members.memberships(CHAT)[0].unit
        sha256 = context.files.put(content)
        upload = uow.uploads.add(CHAT, unit.id, "全县.zip", sha256, len(content), now)
        read_job = uow.jobs.add("read", upload.id, now)
        uow.commit()
    read(read_job, context)
    work_off(context)
    return upload


def work_off(context: StepContext) -> None:
    assert isinstance(context.queue, Bell)
    while context.queue.woken:
        step, job_id = context.queue.woken.pop(0)
        {"read": read, "check": check}[step](job_id, context)


def test_every_file_becomes_an_upload_of_the_unit_it_names(county: StepContext, work: Work) -> None:
    archive = send(county, packed("平原县河口镇.docx", "平原县山前镇.pdf"))
    with work() as uow:
        files = uow.uploads.packed(archive.id)
        names = [uow.units.get(file.unit_id).name for file in files]
        assert uow.uploads.get(archive.id).state is UploadState.ANSWERED
    assert names == ["平原县山前镇", "平原县河口镇"] or names == ["平原县河口镇", "平原县山前镇"]
    assert [(file.state, file.version) for file in files] == [(UploadState.ANSWERED, 1)] * 2


def test_a_report_of_nobody_we_know_is_checked_but_joins_no_series(
    county: StepContext, work: Work
) -> None:
    archive = send(county, packed("外县某局.docx"))
    with work() as uow:
        (file,) = uow.uploads.packed(archive.id)
    assert file.state is UploadState.ANSWERED
    assert (file.year, file.version) == (None, None)


def test_a_broken_file_does_not_hold_up_the_others(county: StepContext, work: Work) -> None:
    archive = send(county, packed("坏的.pdf", "平原县河口镇.docx"))
    with work() as uow:
        states = {file.file_name: file.state for file in uow.uploads.packed(archive.id)}
        assert uow.uploads.get(archive.id).state is UploadState.ANSWERED
    assert states == {
        "坏的.pdf": UploadState.REFUSED,
        "平原县河口镇.docx": UploadState.ANSWERED,
    }


def test_an_archive_in_an_archive_is_refused(county: StepContext, work: Work) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("里面.zip", packed("平原县河口镇.docx"))
    sent = send(county, buffer.getvalue())
    with work() as uow:
        (file,) = uow.uploads.packed(sent.id)
    assert (file.state, file.reason) == (UploadState.REFUSED, Refusal.UNSUPPORTED_KIND.value)


def test_an_empty_archive_is_refused_itself(county: StepContext, work: Work) -> None:
    archive = send(county, packed())
    with work() as uow:
        sent = uow.uploads.get(archive.id)
    assert (sent.state, sent.reason) == (UploadState.REFUSED, Refusal.EMPTY.value)


def test_the_chat_hears_of_the_archive_only_and_not_too_often(
    county: StepContext, work: Work
) -> None:
    archive = send(county, packed(*[f"第{n:03}号.docx" for n in range(60)]))
    with work() as uow:
        messages = uow.outbox.take(county.clock.now(), 500, county.lease)
    assert {message.notice.subject_id for message in messages} == {archive.id}
    assert len(messages) <= 14


def test_unpacking_twice_gives_every_file_once(county: StepContext, work: Work) -> None:
    content = packed("平原县河口镇.docx", "平原县山前镇.pdf")
    archive = send(county, content)
    with work() as uow:
        job = uow.jobs.add("read", archive.id, county.clock.now())
        uow.commit()
    read(job, county)
    work_off(county)
    with work() as uow:
        assert len(uow.uploads.packed(archive.id)) == 2
