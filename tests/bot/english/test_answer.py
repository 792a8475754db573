"""The answer in English: verdict, pages of the list, pictures, one problem opened and explained."""

from dataclasses import replace

from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.services import Services
from domain.drawing import Drawing, DrawingKind, Shown
from domain.notice import Notice, NoticeKind
from storage.records import drawing_to_json
from tests.bot.conftest import running_bot
from tests.bot.english.person import Person
from tests.bot.english.reports import FAULTY, PIXEL, UNREAD, WRONG_THROUGHOUT
from tests.bot.talk import keep_answered

CLERK = DEFAULT_SEATS[0].chat_id


async def test_the_verdict_comes_first_and_the_rest_in_pages(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, WRONG_THROUGHOUT, is_filed=False)
    clerk = Person(sandbox)
    async with running_bot(sandbox, services):
        told = "Correct 5 problems before it goes out. 1 more to check."
        answer = await clerk.asks("/result", told)
        assert "so it is not filed as a version" in answer.content.text
        assert "✗ 1. 表三 · 本年新收 · 总计 (page 3)" in answer.content.text
        await clerk.presses(answer, "2 more")
        listed = await clerk.hears("All problems of “年报.docx” (1/2)")
        await clerk.presses(listed, "Next")
        await clerk.hears("All problems of “年报.docx” (2/2)")
        await clerk.presses(listed, "Back to the verdict")
        await clerk.hears(told)


async def test_a_report_that_was_not_read_for_certain_is_asked_for_again(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, UNREAD)
    clerk = Person(sandbox)
    async with running_bot(sandbox, services):
        answer = await clerk.asks("/result", "表三 could not be read with certainty")
        assert "? 2 points could not be judged; see “Not judged”." in answer.content.text
        await clerk.presses(answer, "Not judged: 2")
        await clerk.hears("Not judged: T3-")


DRAWINGS = (
    (Drawing(DrawingKind.PICTURES, "", "1.jpg", Shown(page=4, numbers=(1, 2))), "Page 4: 1, 2"),
    (Drawing(DrawingKind.PICTURES, "", "2.jpg", Shown(table="表四", numbers=(3,))), "表四: 3"),
    (
        Drawing(DrawingKind.PICTURES, "", "3.jpg", Shown(numbers=(1, 2, 3))),
        "All problems, numbered",
    ),
    (Drawing(DrawingKind.ANNOTATED, "", "a.docx", Shown(numbers=(1,))), "There is a note at each"),
)


async def test_pictures_and_the_file_with_notes_have_english_captions(
    sandbox: Sandbox, services: Services
) -> None:
    upload_id, now = keep_answered(services, FAULTY), services.clock.now()
    clerk = Person(sandbox)
    with services.uow() as uow:
        for number, (drawing, _) in enumerate(DRAWINGS):
            stored = replace(drawing, sha256=services.files.put(PIXEL))
            brought = drawing_to_json(stored)
            notice = Notice(f"drawing:{number}", CLERK, NoticeKind.DRAWING, upload_id, brought)
            uow.outbox.add(notice, now)
        uow.outbox.add(Notice("drawing:none", CLERK, NoticeKind.DRAWING, upload_id), now)
        uow.commit()
    async with running_bot(sandbox, services):
        for drawing, caption in DRAWINGS:
            message = await clerk.hears(caption)
            assert message.file is not None
            assert message.file.kind == ("document" if drawing.name == "a.docx" else "photo")
        await clerk.hears("This could not be drawn.")
        answer = await clerk.asks("/result", "Correct 1 problem before it goes out.")
        await clerk.presses(answer, "File with notes")
        await clerk.is_told("It is being drawn")


async def test_a_problem_is_opened_explained_and_the_explanation_taken_back(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, FAULTY)
    clerk = Person(sandbox)
    async with running_bot(sandbox, services):
        answer = await clerk.asks("/result", "Correct 1 problem before it goes out.")
        assert "表四 · 行政复议 · 总计" in answer.content.text
        await clerk.presses(answer, "No. 1")
        opened = await clerk.hears("Basis:")
        await clerk.presses(opened, "Not a problem: let me explain")
        await clerk.hears("Please say in one sentence why this is not a problem")
        await clerk.asks("Never mind.", "All right, this stays a problem.")
        await clerk.presses(opened, "Not a problem: let me explain")
        await clerk.asks("so", "Please write 4 to 300 characters")
        explained = await clerk.asks("the register says so", "Explained: the register says so")
        await clerk.presses(explained, "Take the explanation back")
        await clerk.hears("To correct: ")
