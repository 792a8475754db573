"""Drawings are made once, kept, and sent to whoever asked for them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.document import Box, Place
from domain.drawing import Drawing, DrawingKind, Shown
from domain.finding import Check, Finding, Severity, Where
from domain.notice import Notice, NoticeKind, drawing_key
from domain.refusal import FileRefused, Refusal
from domain.report import Cell, Report
from domain.unit import Role
from domain.upload import Upload
from parsing.drawing.subject import Drawn, Subject
from parsing.report_json import report_to_json
from storage.files import FsspecFileStore
from storage.records import check_to_json, drawing_from_json
from storage.unit_of_work import UnitOfWork
from workers import drawings, steps
from workers.context import Draw, OnWait
from workers.steps import StepContext

from .conftest import CLERK_CHAT, Bell, a_report, changed

Work = Callable[[], UnitOfWork]
TOTAL = "reviews.reconsideration.total"
WRONG = Finding(
    "T4-SUM", Severity.ERROR, "1≠0", "改为 1", Where("四", "reviews", (TOTAL,)), "0", "1"
)
CHECK = Check((WRONG,), (), 3)
SUPERVISOR_CHAT = 777
PAGE = Drawn("第3页.jpg", b"picture", Shown(page=3, numbers=(1,)))


def a_scan(confidence: float) -> Report:
    cell = Cell(TOTAL, 0, "0", Place(3, Box(100, 100, 150, 120)), confidence)
    return replace(a_report(), pages=3, cells={TOTAL: cell})


class Artist:
    """Draws what it is told to, and remembers what it was asked."""

    def __init__(self, *drawn: Drawn, refused: Refusal | None = None) -> None:
        self.asked: list[tuple[DrawingKind, bytes, str]] = []
        self.languages: list[str] = []
        self._drawn, self._refused = list(drawn), refused

    def __call__(
        self, kind: DrawingKind, content: bytes, subject: Subject, on_wait: OnWait
    ) -> list[Drawn]:
        self.asked.append((kind, content, subject.file_name))
        self.languages.append(subject.language)
        if self._refused is not None:
            raise FileRefused(self._refused)
        return self._drawn


def keep_check(uow: UnitOfWork, upload: Upload, context: StepContext, check: Check = CHECK) -> None:
    now = context.clock.now()
    uow.checks.save_check(
        upload.id, check_to_json(check), "1", errors=1, warnings=0, infos=0, now=now
    )


def asked(
    work: Work,
    context: StepContext,
    upload: Upload,
    kind: DrawingKind = DrawingKind.PICTURES,
    chat_id: int | None = SUPERVISOR_CHAT,
) -> int:
    """The job that draws an answered upload for a chat (None where nobody asked)."""
    now = context.clock.now()
    with work() as uow:
        if uow.checks.for_upload(upload.id) is None:
            uow.checks.save_report(upload.id, report_to_json(a_scan(0.7)), "1")
            keep_check(uow, upload, context)
        job_id = uow.jobs.add(kind, upload.id, now)
        if chat_id is not None:
            uow.outbox.add(Notice(drawing_key(job_id), chat_id, NoticeKind.REPLY), now)
        uow.commit()
    return job_id


def brought(work: Work, context: StepContext) -> list[tuple[int, Drawing | None]]:
    """What waits to be brought to which chat, in order."""
    with work() as uow:
        messages = uow.outbox.take(context.clock.now(), 100, timedelta(seconds=1))
    notices = [m.notice for m in messages if m.notice.kind is NoticeKind.DRAWING]
    return [(n.chat_id, drawing_from_json(n.reply) if n.reply else None) for n in notices]


def test_pictures_are_stored_kept_and_brought_in_order_to_whoever_asked(
    work: Work, context: StepContext, files: FsspecFileStore, upload: Upload
) -> None:
    listed = Drawn("问题清单.png", b"list", Shown(numbers=(1,)))
    artist = Artist(PAGE, listed)
    job_id = asked(work, context, upload)
    drawings.draw(job_id, changed(context, draw=artist))
    assert artist.asked == [(DrawingKind.PICTURES, b"content", upload.file_name)]
    sent = brought(work, context)
    assert [chat for chat, _ in sent] == [SUPERVISOR_CHAT] * 2
    with work() as uow:
        kept = uow.drawings.of(upload.id, DrawingKind.PICTURES, None)
    assert [drawing for _, drawing in sent] == kept
    assert [files.get(drawing.sha256) for drawing in kept] == [b"picture", b"list"]
    assert [drawing.shown for drawing in kept] == [PAGE.shown, listed.shown]


def test_what_was_drawn_before_is_not_drawn_again(
    work: Work, context: StepContext, upload: Upload
) -> None:
    artist = Artist(PAGE)
    with_artist = changed(context, draw=artist)
    for _ in range(2):
        drawings.draw(asked(work, context, upload), with_artist)
    assert len(artist.asked) == 1
    assert len(brought(work, context)) == 2


@pytest.mark.parametrize(
    ("kind", "languages"),
    [(DrawingKind.ANNOTATED, ["en", "zh"]), (DrawingKind.PICTURES, ["en"])],
    ids=["words in the language of whoever asks", "pages for everybody"],
)
def test_drawings_with_words_are_drawn_for_each_language(
    work: Work, context: StepContext, upload: Upload, kind: DrawingKind, languages: list[str]
) -> None:
    with work() as uow:
        uow.members.bind(SUPERVISOR_CHAT, "Guest", "en", upload.unit_id, Role.CLERK)
        uow.commit()
    artist = Artist(PAGE)
    for chat_id in (SUPERVISOR_CHAT, CLERK_CHAT, SUPERVISOR_CHAT):
        drawings.draw(asked(work, context, upload, kind, chat_id), changed(context, draw=artist))
    assert artist.languages == languages
    assert len(brought(work, context)) == 3


@pytest.mark.parametrize("artist", [Artist(), Artist(refused=Refusal.BROKEN)])
def test_who_asked_is_told_where_nothing_could_be_drawn(
    work: Work, context: StepContext, bell: Bell, upload: Upload, artist: Draw
) -> None:
    job_id = asked(work, context, upload)
    drawings.draw(job_id, changed(context, draw=artist))
    assert brought(work, context) == [(SUPERVISOR_CHAT, None)]
    assert bell.rings == 1
    with work() as uow:
        assert uow.jobs.due(context.clock.now() + timedelta(days=1)) == []


def test_crops_that_nobody_asked_for_go_to_the_sender_and_fail_in_silence(
    work: Work, context: StepContext, upload: Upload
) -> None:
    crops = Drawn("x.png", b"cells", Shown(numbers=(1,)))
    failing = changed(context, draw=Artist(refused=Refusal.TOO_SLOW))
    drawings.draw(asked(work, context, upload, DrawingKind.CROPS, None), failing)
    assert brought(work, context) == []
    drawing = changed(context, draw=Artist(crops))
    drawings.draw(asked(work, context, upload, DrawingKind.CROPS, None), drawing)
    assert [(chat, each and each.name) for chat, each in brought(work, context)] == [
        (CLERK_CHAT, "x.png")
    ]


def test_a_result_that_changes_while_it_is_drawn_is_drawn_anew(
    work: Work, context: StepContext, upload: Upload
) -> None:
    artist = Artist(PAGE)

    def explain_then_draw(
        kind: DrawingKind, content: bytes, subject: Subject, on_wait: OnWait
    ) -> list[Drawn]:
        if not artist.asked:
            with work() as uow:
                keep_check(uow, upload, context, CHECK.explained(WRONG.key, "台账如此"))
                uow.commit()
        return artist(kind, content, subject, on_wait)

    drawings.draw(asked(work, context, upload), changed(context, draw=explain_then_draw))
    assert len(artist.asked) == 2
    assert len(brought(work, context)) == 1


def test_a_drawing_that_keeps_killing_its_worker_is_given_up_and_said_so(
    work: Work, context: StepContext, upload: Upload
) -> None:
    job_id = asked(work, context, upload)
    with work() as uow:
        for _ in range(context.max_attempts):
            now = context.clock.now()
            uow.jobs.claim(job_id, now, timedelta(0), context.max_attempts)
        uow.commit()
    artist = Artist(PAGE)
    drawings.draw(job_id, changed(context, draw=artist))
    assert artist.asked == []
    assert brought(work, context) == [(SUPERVISOR_CHAT, None)]


@pytest.mark.parametrize(("confidence", "expected"), [(0.7, ["crop"]), (1.0, [])])
def test_after_the_answer_come_the_cells_that_were_recognised_without_certainty(
    context: StepContext,
    bell: Bell,
    read_job: int,
    confidence: float,
    expected: list[str],
) -> None:
    judging = changed(
        context,
        read=lambda _content, _waiting: a_scan(confidence),
        check=lambda _report, **_decided: CHECK,
    )
    steps.read(read_job, judging)
    steps.check(bell.woken[0][1], judging)
    assert [step for step, _ in bell.woken[1:]] == expected
