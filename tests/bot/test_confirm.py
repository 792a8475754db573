"""A person with the original in hand confirms the cells of a scan under their picture, and the
answer is brought up to date."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from bot.render.confirm import cell_places, cells_at, cells_caption
from bot.reply import BUTTON_DATA_LIMIT
from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Message
from bot.services import Services
from bot.texts import catalogue
from bot.views import UploadView
from domain.drawing import DrawingKind
from domain.finding import Check
from domain.form import load_form
from domain.notice import upload_notice
from domain.report import Cell, Report
from domain.unit import Unit, UnitKind
from domain.upload import Upload, UploadState
from parsing.drawing.drawing import draw as drawn
from parsing.reading import read_report
from tests.bot.conftest import ZH, WokenQueue, running_bot
from tests.bot.talk import edited, english_colleague, keep_answered, noted, press, say, shown
from tests.parsing.paper import lay_out
from tests.parsing.specimen import Specimen, consistent_cells
from workers.context import StepContext
from workers.drawings import draw
from workers.rechecking import recheck

CLERK = next(seat.chat_id for seat in DEFAULT_SEATS if seat.key == "clerk")
ROW = "reviews.reconsideration"
TOTAL, UPHELD = f"{ROW}.total", f"{ROW}.upheld"
TRUE = consistent_cells("2021", 7)
PDF = lay_out(
    Specimen("示例县青石镇人民政府", 2025, "2021", TRUE | {TOTAL: 9}, {"一": ["总体情况良好。"]})
)
EN = catalogue("en")
ASKED = "请对照原件，点下面的按钮确认"


@cache
def read() -> Report:
    return read_report(PDF)


def a_scan(*doubtful: str, blank: str | None = None) -> Report:
    report = read()
    cells = dict(report.cells)
    for name in doubtful:
        cells[name] = replace(cells[name], confidence=0.6)
    if blank is not None:
        cells[blank] = replace(cells[blank], value=None, text="", confidence=0.2)
    return replace(report, cells=cells)


def keep_scan(services: Services, report: Report) -> int:
    """Keeps the clerk's scan, read and checked, with its crops still to be drawn."""
    upload_id = keep_answered(services, report, name="扫描件.pdf", content=PDF)
    now = services.clock.now()
    with services.uow() as uow:
        uow.outbox.add(upload_notice(upload_id, CLERK, UploadState.ANSWERED), now)
        job_id = uow.jobs.add(DrawingKind.CROPS, upload_id, now)
        uow.commit()
    services.queue.wake(DrawingKind.CROPS, job_id)
    return upload_id


async def work_off(services: Services) -> None:
    """Does what a worker does that was woken."""
    queue = services.queue
    assert isinstance(queue, WokenQueue)
    context = StepContext(
        services.uow,
        services.files,
        queue,
        services.doorbell,
        services.clock,
        services.zone,
        draw=lambda kind, content, subject, _waiting: drawn(kind, content, subject),
    )
    while queue.woken:
        step, job_id = queue.woken.pop(0)
        await asyncio.to_thread(draw if step == DrawingKind.CROPS else recheck, job_id, context)


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.keyboard]


async def until_gone(sandbox: Sandbox, message: Message, label: str) -> None:
    """Waits until a message has no button with this number any more."""

    def is_gone() -> bool:
        return not any(text.startswith(label) for row in labels(message) for text in row)

    await asyncio.wait_for(sandbox.world.bell.until(is_gone), 30)


async def test_what_was_read_is_confirmed_by_a_button_and_the_answer_becomes_firm(
    sandbox: Sandbox, services: Services
) -> None:
    keep_scan(services, a_scan(TOTAL, UPHELD))
    async with running_bot(sandbox, services):
        answer = await shown(sandbox, "没有必须改的，请核对 7 处")
        await work_off(services)
        picture = await shown(sandbox, ASKED)
        upheld = TRUE[UPHELD]
        assert labels(picture) == [["① 是 9", "① 不是"], [f"② 是 {upheld}", "② 不是"]]
        await press(sandbox, picture, "① 是 9")
        await noted(sandbox, "已记下：9")
        await edited(sandbox, picture, "✓ ① 表四 · 行政复议 · 总计：9")
        await until_gone(sandbox, picture, "①")
        await work_off(services)
        await edited(sandbox, answer, "已对照原件确认 1 格。")
        await press(sandbox, picture, f"② 是 {upheld}")
        await edited(sandbox, picture, "这几格都已对照原件确认")
        await work_off(services)
        await edited(sandbox, answer, "改 1 处再发。")
    assert picture.keyboard == ()
    assert "已对照原件确认 2 格。" in answer.content.text


async def test_the_number_of_the_original_is_asked_for_where_another_was_read(
    sandbox: Sandbox, services: Services
) -> None:
    keep_scan(services, a_scan(TOTAL))
    async with running_bot(sandbox, services):
        answer = await shown(sandbox, "请核对 7 处")
        await work_off(services)
        picture = await shown(sandbox, ASKED)
        await press(sandbox, picture, "① 不是")
        await shown(sandbox, "原件上“表四 · 行政复议 · 总计”这一格是多少")
        await say(sandbox, "十来件")
        await shown(sandbox, "这一格要填整数")
        await say(sandbox, str(TRUE[TOTAL]))
        await shown(sandbox, f"已记下，表四 · 行政复议 · 总计：{TRUE[TOTAL]}。")
        await edited(sandbox, picture, "这几格都已对照原件确认")
        await work_off(services)
        await edited(sandbox, answer, "没有必须改的，请核对 6 处")
        await press(sandbox, answer, "已确认 1 格")
        await edited(sandbox, answer, "已对照原件确认；原先认成 9。")


async def test_buttons_and_question_outlive_a_restart_and_who_thinks_better_leaves_the_cell(
    sandbox: Sandbox, services: Services
) -> None:
    upload_id = keep_scan(services, a_scan(TOTAL))
    async with running_bot(sandbox, services):
        await work_off(services)
        picture = await shown(sandbox, ASKED)
    async with running_bot(sandbox, services):
        await press(sandbox, picture, "① 不是")
        await shown(sandbox, "这一格是多少")
    async with running_bot(sandbox, services):
        await say(sandbox, "算了")
        await shown(sandbox, "这一格仍按没有读准处理")
    assert labels(picture) == [["① 是 9", "① 不是"]]
    with services.uow() as uow:
        assert uow.confirmations.of(upload_id) == ()


async def test_a_cell_in_which_nothing_was_recognised_is_filled_in_or_said_to_be_blank(
    sandbox: Sandbox, services: Services
) -> None:
    upload_id = keep_scan(services, a_scan(blank=TOTAL))
    async with running_bot(sandbox, services):
        await work_off(services)
        picture = await shown(sandbox, ASKED)
        assert labels(picture) == [["① 填数", "① 是空的"]]
        await press(sandbox, picture, "① 填数")
        await shown(sandbox, "这一格是多少")
        await say(sandbox, "空")
        await edited(sandbox, picture, "✓ ① 表四 · 行政复议 · 总计：空的")
    with services.uow() as uow:
        assert [(row.cell, row.text) for row in uow.confirmations.of(upload_id)] == [(TOTAL, "")]


async def test_a_colleague_has_the_cells_shown_and_the_first_word_stands(
    sandbox: Sandbox, services: Services
) -> None:
    keep_scan(services, a_scan(TOTAL))
    english_colleague(services)
    async with running_bot(sandbox, services):
        await work_off(services)
        picture = await shown(sandbox, ASKED)
        await say(sandbox, "/result", "stranger")
        answer = await shown(sandbox, "示例县青石镇人民政府", "stranger")
        await press(sandbox, answer, "Cells to confirm", "stranger")
        await noted(sandbox, EN.plain("pictures.drawing"), "stranger")
        await work_off(services)
        copy = await shown(sandbox, "confirm them below", "stranger")
        assert labels(copy) == [["① is 9", "① is not"]]
        await press(sandbox, copy, "① is 9", "stranger")
        await edited(sandbox, copy, "All these cells have been confirmed from the original")
        await work_off(services)
        await shown(sandbox, "Confirmed from the original: 1.", "stranger")
        await press(sandbox, picture, "① 是 9")
        await noted(sandbox, "这一格已经确认过：9")
        await edited(sandbox, picture, "这几格都已对照原件确认")


async def test_the_next_cells_follow_when_the_first_four_are_done(
    sandbox: Sandbox, services: Services
) -> None:
    names = [f"{ROW}.{column}" for column in ("upheld", "corrected", "other", "pending", "total")]
    keep_scan(services, a_scan(*names))
    async with running_bot(sandbox, services):
        await work_off(services)
        picture = await shown(sandbox, ASKED)
        for (label, _), left in zip(labels(picture), (3, 2, 1, 0), strict=True):
            await press(sandbox, picture, label)
            await edited(sandbox, picture, f"✓ {label[0]}")
            await until_gone(sandbox, picture, label[0])
            assert len(picture.keyboard) == left
        await work_off(services)
        further = await shown(sandbox, ASKED)
    assert further.message_id > picture.message_id
    assert len(further.keyboard) == 1


async def test_a_cell_on_which_nothing_rests_is_shown_when_asked_for(
    sandbox: Sandbox, services: Services
) -> None:
    aside = "applications.received.total"
    keep_answered(services, a_scan(aside), name="扫描件.pdf", content=PDF)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        answer = await shown(sandbox, "改 1 处再发。")
        await press(sandbox, answer, "要确认的格子")
        await noted(sandbox, ZH.plain("pictures.drawing"))
        await work_off(services)
        picture = await shown(sandbox, ASKED)
        await press(sandbox, picture, f"① 是 {TRUE[aside]}")
        await edited(sandbox, picture, "这几格都已对照原件确认")


async def test_a_button_of_a_unit_that_is_not_ones_own_is_stale(
    sandbox: Sandbox, services: Services
) -> None:
    upload_id = keep_scan(services, a_scan(TOTAL))
    async with running_bot(sandbox, services):
        await work_off(services)
        picture = await shown(sandbox, ASKED)
        with services.uow() as uow:
            member = uow.members.memberships(CLERK)[0]
            uow.members.leave(member.member.id, member.unit.id)
            uow.commit()
        await press(sandbox, picture, "① 是 9")
        await noted(sandbox, ZH.plain("button.stale"))
    with services.uow() as uow:
        assert uow.confirmations.of(upload_id) == ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_longest_names_and_numbers_fit_button_and_caption(language: str) -> None:
    names = [name for table in load_form("2021").tables.values() for name in table.cell_names()]
    shown_cells = sorted(names)[-4:]
    report = replace(a_scan(), cells={name: a_cell(name) for name in names})
    caption = cells_caption(a_view(report), shown_cells, catalogue(language))
    data = [button.data for row in caption.buttons for button in row]
    assert max(len(each.encode()) for each in data) <= BUTTON_DATA_LIMIT
    assert cells_at(report, cell_places(report, shown_cells)) == shown_cells
    assert cells_at(report, "0.999") is None


def a_cell(name: str) -> Cell:
    return replace(a_scan().cells[TOTAL], name=name, confidence=0.6)


def a_view(report: Report) -> UploadView:
    upload = Upload(
        10**18 - 1, 1, 1, "扫描件.pdf", "ab" * 32, 9, UploadState.ANSWERED, datetime.now(UTC)
    )
    unit = Unit(1, "示例县青石镇人民政府", UnitKind.TOWNSHIP, None)
    return UploadView(upload, unit, report=report, check=Check((), (), 1))
