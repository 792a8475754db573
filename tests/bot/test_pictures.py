"""Who presses “看图” gets pictures, and the file with notes who asks for that; drawn once."""

import asyncio
import io

import docx
from PIL import Image

from benchmarks.reading.sheet import one_sheet
from bot.render.pictures import drawing_message
from bot.sandbox.files import StoredFile
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Message
from bot.services import Services
from bot.texts import Catalogue, catalogue
from domain.drawing import Drawing, DrawingKind, Shown
from parsing.drawing.ink import LONG_SIDE
from parsing.reading import read_report
from tests.bot.conftest import ZH, WokenQueue, running_bot
from tests.bot.talk import english_colleague, keep_answered, press, say, shown
from tests.parsing.paper import lay_out
from tests.parsing.specimen import Specimen, consistent_cells
from tests.parsing.test_drawing_xlsx import comments
from workers.context import StepContext
from workers.drawings import draw

CELLS = consistent_cells("2021", 7) | {"reviews.reconsideration.total": 9}
WRITTEN = Specimen("示例县青石镇人民政府", 2025, "2021", CELLS, {"一": ["总体情况良好。"]})
PDF = lay_out(WRITTEN)


def keep_file(services: Services, name: str, content: bytes, stored: bytes) -> None:
    """Keeps a file of the clerk's, read and checked; `stored` is what the store has of it."""
    keep_answered(services, read_report(content), name=name, content=stored)


def work_off(services: Services) -> None:
    """Does what a worker does that was woken."""
    queue = services.queue
    assert isinstance(queue, WokenQueue)
    context = StepContext(
        services.uow, services.files, queue, services.doorbell, services.clock, services.zone
    )
    while queue.woken:
        draw(queue.woken.pop()[1], context)


async def ask(
    sandbox: Sandbox, services: Services, label: str, seat: str = "clerk", texts: Catalogue = ZH
) -> Message:
    """The answer, after its button was pressed and a worker has drawn."""
    await say(sandbox, "/result", seat)
    answer = await shown(sandbox, "表四 · 行政复议 · 总计", seat)
    chat = sandbox.world.seat_chat(seat)
    assert chat is not None
    before = chat.answer
    await press(sandbox, answer, label, seat)
    await asyncio.wait_for(sandbox.world.bell.until(lambda: chat.answer is not before), 30)
    assert chat.answer is not None
    assert chat.answer.text == texts.plain("pictures.drawing")
    await asyncio.to_thread(work_off, services)
    return answer


async def arrived(sandbox: Sandbox, caption: str, count: int) -> list[Message]:
    """So many messages of the bot with this in their caption, once they are there."""
    chat = sandbox.world.seat_chat("clerk")
    assert chat is not None

    def found() -> list[Message]:
        return [m for m in chat.messages.values() if m.file and caption in m.content.text]

    await asyncio.wait_for(sandbox.world.bell.until(lambda: len(found()) >= count), 30)
    return found()


def file_of(message: Message) -> StoredFile:
    assert message.file is not None
    return message.file


def bytes_of(sandbox: Sandbox, message: Message) -> bytes:
    content = sandbox.world.files.content(file_of(message).file_id)
    assert content is not None
    return content


async def test_a_picture_of_the_page_with_the_problem_arrives_and_again_at_once(
    sandbox: Sandbox, services: Services
) -> None:
    keep_file(services, "年报.pdf", PDF, PDF)
    async with running_bot(sandbox, services):
        answer = await ask(sandbox, services, "看图")
        await arrived(sandbox, "页：1", 1)
        await press(sandbox, answer, "看图")
        first, again = await arrived(sandbox, "页：1", 2)
    assert isinstance(services.queue, WokenQueue)
    assert services.queue.woken == []
    assert bytes_of(sandbox, again) == bytes_of(sandbox, first)
    assert file_of(first).kind == "photo"
    assert max(Image.open(io.BytesIO(bytes_of(sandbox, first))).size) == LONG_SIDE


async def test_who_presses_again_while_it_is_being_drawn_gets_it_once(
    sandbox: Sandbox, services: Services
) -> None:
    keep_file(services, "年报.pdf", PDF, PDF)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        answer = await shown(sandbox, "表四 · 行政复议 · 总计")
        for _ in range(2):
            await press(sandbox, answer, "看图")
        await say(sandbox, "/status")
        await shown(sandbox, "年度报告")
    assert isinstance(services.queue, WokenQueue)
    assert len(services.queue.woken) == 1


async def test_a_word_file_comes_back_with_a_comment_and_its_tables_as_pictures(
    sandbox: Sandbox, services: Services
) -> None:
    content = WRITTEN.docx()
    keep_file(services, "年报.docx", content, content)
    async with running_bot(sandbox, services):
        await ask(sandbox, services, "看图")
        assert file_of(await shown(sandbox, "表四：1")).kind == "photo"
        await ask(sandbox, services, "带批注的文件")
        returned = await shown(sandbox, "每处问题旁边加了批注：1")
    assert file_of(returned).name == "年报（带批注）.docx"
    comments = list(docx.Document(io.BytesIO(bytes_of(sandbox, returned))).comments)
    assert "“总计”填的是 9" in comments[0].text


async def test_a_workbook_comes_back_with_comments_to_each_in_their_language(
    sandbox: Sandbox, services: Services
) -> None:
    content = one_sheet(WRITTEN)
    keep_file(services, "年报.xlsx", content, content)
    english_colleague(services)
    async with running_bot(sandbox, services):
        await ask(sandbox, services, "带批注的文件")
        own = await shown(sandbox, "每处问题旁边加了批注：1")
        await ask(sandbox, services, "File with notes", "stranger", catalogue("en"))
        other = await shown(sandbox, "note at each problem: 1", "stranger")
    names = [file_of(message).name for message in (own, other)]
    assert names == ["年报（带批注）.xlsx", "年报 (with notes).xlsx"]
    for message, begin in ((own, "nianbao 年报核对\n"), (other, "nianbao report check\n")):
        said = comments(bytes_of(sandbox, message)).values()
        assert all(each.startswith(begin) for each in said)
        assert any("“总计”填的是 9" in each for each in said)


async def test_a_file_that_cannot_be_drawn_is_answered_kindly(
    sandbox: Sandbox, services: Services
) -> None:
    keep_file(services, "年报.pdf", PDF, PDF[: len(PDF) // 3])
    async with running_bot(sandbox, services):
        await ask(sandbox, services, "看图")
        sorry = await shown(sandbox, "这次没能画出来，核对结果不受影响")
    assert sorry.file is None


def test_captions_speak_the_language_of_the_chat() -> None:
    page = Drawing(DrawingKind.PICTURES, "ab" * 32, "x.jpg", Shown(page=4, numbers=(1, 2, 3)))
    assert drawing_message(page, ZH).html == "第 4 页：1、2、3"
    assert drawing_message(page, catalogue("en")).html == "Page 4: 1, 2, 3"
