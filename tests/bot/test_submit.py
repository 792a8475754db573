"""A version is handed in with one press, has a receipt, and can be taken back before it is due."""

import asyncio
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import cv2
import numpy as np
import pytest
from PIL import Image

from app.demonstration import COUNTY, TOWNSHIP
from bot.render.receipt import receipt, receipt_picture
from bot.reply import CAPTION_LIMIT
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Button, Message
from bot.services import Services
from bot.texts import Catalogue, catalogue
from bot.views import ReceiptView
from domain.notice import upload_notice
from domain.submission import Submission
from domain.upload import UploadState
from storage.rows import Standing
from tests.bot.conftest import running_bot
from tests.bot.talk import (
    edited,
    english_colleague,
    heard,
    keep_answered,
    noted,
    press,
    say,
    shown,
)
from tests.bot.test_answer import UNIT, UPLOAD, as_read
from tests.rules.reports import report

ZONE = ZoneInfo("Asia/Shanghai")
YEAR = 2025
BEFORE, AFTER = datetime(2026, 1, 20, 1, 0, tzinfo=UTC), datetime(2026, 2, 1, 1, 0, tzinfo=UTC)
"""Townships are due on 31 January 2026."""
CLEAN = report(year=YEAR, unit=TOWNSHIP)
FAULTY = report(year=YEAR, unit=TOWNSHIP, cells={"reviews.reconsideration.total": 2})
TO_COUNTY = f"报送给{COUNTY}"
REASON = "台账如此，等司法局回复"


class FixedClock:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(BEFORE)


@pytest.fixture
def services(services: Services, clock: FixedClock) -> Services:
    return replace(services, clock=clock)


def standing(services: Services) -> Submission | None:
    with services.uow() as uow:
        unit = uow.units.by_name(TOWNSHIP)
        assert unit is not None
        return uow.submissions.standing(unit.id, YEAR)


def rows(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.keyboard]


def labels(message: Message) -> list[str]:
    return [label for row in rows(message) for label in row]


async def shown_with(sandbox: Sandbox, *row: str) -> Message:
    """The clerk's message that has buttons with these labels in one row, once there is one."""
    chat = sandbox.world.seat_chat("clerk")
    assert chat is not None

    def found() -> list[Message]:
        return [m for m in chat.messages.values() if m.from_bot and list(row) in rows(m)]

    await asyncio.wait_for(sandbox.world.bell.until(lambda: bool(found())), 30)
    return found()[-1]


def unit_standing(services: Services) -> Standing:
    with services.uow() as uow:
        unit = uow.units.by_name(TOWNSHIP)
        assert unit is not None
        return uow.reminders.unit_status(unit.id, YEAR).standing


async def test_one_press_hands_in_and_another_takes_back_until_the_deadline(
    sandbox: Sandbox, services: Services, clock: FixedClock
) -> None:
    keep_answered(services, CLEAN)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        answer = await shown(sandbox, "可以发。")
        await press(sandbox, answer, TO_COUNTY)
        receipt = await shown(sandbox, f"已报送。{TOWNSHIP} · {YEAR} 年度 · 第 1 稿")
        assert receipt.file is not None
        assert "2026-01-20 09:00　编号 NB-2026-0001　SHA-256 " in receipt.content.text
        assert "到 1 月 31 日前（含当日）可以撤回。" in receipt.content.text
        await edited(sandbox, answer, "已报送，编号 NB-2026-0001。")
        await shown_with(sandbox, "回执", "撤回")
        await shown(sandbox, f"{TOWNSHIP}报送了 {YEAR} 年度报告：第 1 稿", "supervisor")
        assert unit_standing(services) is Standing.SUBMITTED
        await press(sandbox, receipt, "撤回")
        await shown(sandbox, f"已撤回 {YEAR} 年度报告（编号 NB-2026-0001）")
        await shown(sandbox, f"{TOWNSHIP}撤回了 {YEAR} 年度报告", "supervisor")
        assert unit_standing(services) is Standing.CLEAN
        await say(sandbox, "/versions")
        await press(sandbox, await shown(sandbox, "各稿"), "看第 1 稿")
        again = await shown_with(sandbox, TO_COUNTY)
        await press(sandbox, again, TO_COUNTY)
        second = await shown(sandbox, "编号 NB-2026-0002　")
        clock.moment = AFTER
        await press(sandbox, second, "撤回")
        refused = await shown(sandbox, "1 月 31 日已经截止，不能撤回。")
        await say(sandbox, "/result")
        await shown_with(sandbox, "回执")
    assert COUNTY in refused.content.text
    assert unit_standing(services) is Standing.SUBMITTED


async def test_a_newer_version_leaves_the_submitted_one_until_it_takes_its_place(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, CLEAN)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        await press(sandbox, await shown(sandbox, "可以发。"), TO_COUNTY)
        await shown(sandbox, "编号 NB-2026-0001　")
        keep_answered(
            services, report(year=YEAR, unit=TOWNSHIP, texts={"六": ("本机关没有其他事项。",)})
        )
        await say(sandbox, "/result")
        newer = await shown(sandbox, "已报送的是第 1 稿（编号 NB-2026-0001），没有变。")
        await press(sandbox, newer, "改报第 2 稿")
        await shown(sandbox, "编号 NB-2026-0002　")
    assert (found := standing(services)) is not None
    assert (found.number, found.upload_id) == ("NB-2026-0002", 2)


async def until_labels(sandbox: Sandbox, message: Message, *wanted: str) -> None:
    """Waits until a message has these buttons."""

    def has_them() -> bool:
        return labels(message) == list(wanted)

    await asyncio.wait_for(sandbox.world.bell.until(has_them), 30)


async def test_after_a_withdrawal_receipt_and_answers_say_so(
    sandbox: Sandbox, services: Services
) -> None:
    upload_id = keep_answered(services, CLEAN)
    with services.uow() as uow:
        told = upload_notice(upload_id, uow.uploads.get(upload_id).chat_id, UploadState.ANSWERED)
        uow.outbox.add(told, BEFORE)
        uow.commit()
    async with running_bot(sandbox, services):
        own = await shown(sandbox, "可以发。")
        await say(sandbox, "/result")
        await heard(sandbox, 2)
        other = await shown(sandbox, "可以发。")
        await press(sandbox, other, TO_COUNTY)
        receipt = await shown(sandbox, "编号 NB-2026-0001　")
        await until_labels(sandbox, other, "回执", "撤回")
        await until_labels(sandbox, own, "回执", "撤回")
        await press(sandbox, receipt, "撤回")
        await edited(sandbox, receipt, "已撤回，这份回执不再有效。")
        await until_labels(sandbox, own, TO_COUNTY)
        await press(sandbox, other, "撤回")
        await noted(sandbox, "报送的情况已经变了")
        await until_labels(sandbox, other, TO_COUNTY)
        await press(sandbox, own, TO_COUNTY)
        again = await shown(sandbox, "编号 NB-2026-0002　")
        await until_labels(sandbox, own, "回执", "撤回")
        await press(sandbox, own, "撤回")
        await until_labels(sandbox, own, TO_COUNTY)
        await press(sandbox, again, "撤回")
        await edited(sandbox, again, "已撤回，这份回执不再有效。")
    assert "2026-01-20 09:00 撤回。" in receipt.content.text
    assert receipt.keyboard == again.keyboard == ()


async def test_a_button_that_does_not_say_where_it_stands_takes_back_all_the_same(
    sandbox: Sandbox, services: Services
) -> None:
    upload_id = keep_answered(services, CLEAN)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        answer = await shown(sandbox, "可以发。")
        await press(sandbox, answer, TO_COUNTY)
        receipt = await shown(sandbox, "编号 NB-2026-0001　")
        receipt.keyboard = ((Button("撤回", f"withdraw:{upload_id}"),),)
        await press(sandbox, receipt, "撤回")
        await shown(sandbox, f"已撤回 {YEAR} 年度报告")
    assert standing(services) is None


async def test_the_file_that_is_handed_in_is_not_offered_once_more(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, CLEAN)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        await press(sandbox, await shown(sandbox, "可以发。"), TO_COUNTY)
        await shown(sandbox, "编号 NB-2026-0001　")
        keep_answered(services, CLEAN)
        await say(sandbox, "/result")
        copy = await shown(sandbox, "已报送的是第 1 稿（编号 NB-2026-0001），没有变。")
    assert not [label for label in labels(copy) if "报" in label]


async def test_with_errors_it_asks_for_a_reason_which_the_supervisor_sees(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, FAULTY)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        answer = await shown(sandbox, "改 1 处再发。")
        await press(sandbox, answer, "写明原因，先报送")
        await shown(sandbox, "请用一句话说明为什么先报送")
        await say(sandbox, "算了")
        await shown(sandbox, "好的，没有报送。")
        assert standing(services) is None
        await press(sandbox, answer, "写明原因，先报送")
        await say(sandbox, REASON)
        receipt = await shown(sandbox, "编号 NB-2026-0001　")
        await edited(sandbox, answer, "已报送，编号 NB-2026-0001。")
        line = await shown(sandbox, f"说明：{REASON}", "supervisor")
        await press(sandbox, line, "看结果", "supervisor")
        seen = await shown(sandbox, "改 1 处再发。", "supervisor")
    assert f"报送说明：{REASON}" in receipt.content.text
    assert f"报送说明：{REASON}" in seen.content.text
    assert "撤回" not in labels(seen)


async def test_a_supervisor_may_want_reports_mended_first(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, FAULTY)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        answer = await shown(sandbox, "改 1 处再发。")
        await say(sandbox, "/submitting")
        await shown(sandbox, "只有主管可以决定怎样报送。")
        await say(sandbox, "/submitting", "supervisor")
        setting = await shown(sandbox, "写明原因也可以先报送", "supervisor")
        await press(sandbox, setting, "改好才可以报送", "supervisor")
        await edited(sandbox, setting, "改好了才可以报送")
        await press(sandbox, answer, "写明原因，先报送")
        await shown(sandbox, f"{COUNTY}要求改好再报送。")
    assert standing(services) is None


async def test_a_supervisor_sees_how_many_have_handed_in_and_cannot_do_it_for_them(
    sandbox: Sandbox, services: Services
) -> None:
    upload_id = keep_answered(services, CLEAN)
    with services.uow() as uow:
        upload = uow.uploads.get(upload_id)
        member = uow.members.memberships(upload.chat_id)[0].member
        uow.submissions.submit(upload, member.id, None, BEFORE, 2026)
        uow.commit()
    async with running_bot(sandbox, services):
        await say(sandbox, f"/result {TOWNSHIP}", "supervisor")
        assert labels(await shown(sandbox, "已报送，编号", "supervisor")) == []
        await say(sandbox, "/status", "supervisor")
        await shown(sandbox, "3 家，已报送 1，可以报送 0，改正中 0，未交 2", "supervisor")


async def test_in_english_a_colleague_hands_in_and_gets_the_receipt(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, CLEAN)
    english_colleague(services)
    async with running_bot(sandbox, services):
        await say(sandbox, "/result", "stranger")
        answer = await shown(sandbox, "Ready to go out.", "stranger")
        await press(sandbox, answer, f"Hand in to {COUNTY}", "stranger")
        told = await shown(sandbox, "It can be taken back until the end of 31 Jan 2026", "stranger")
    assert told.content.text.startswith(f"Handed in. {TOWNSHIP} · {YEAR} · version 1")


def receipt_of(unit: str) -> ReceiptView:
    submission = Submission(1, 7, 1, YEAR, "NB-2026-0173", "王某", "说" * 300, BEFORE)
    upload = replace(UPLOAD, sha256="3f9a" * 16)
    named = replace(UNIT, name=unit)
    return ReceiptView(submission, upload, named, named, date(2026, 1, 31), is_late=False)


@pytest.mark.parametrize("texts", [catalogue("zh"), catalogue("en")])
def test_a_receipt_fits_its_caption(texts: Catalogue) -> None:
    html = receipt(receipt_of("甲县" * 60), "0" * 64, ZONE, texts).html
    assert len(as_read(html).encode("utf-16-le")) // 2 <= CAPTION_LIMIT


@pytest.mark.parametrize("unit", ["乙镇", "甲县" * 60])
def test_the_code_on_the_picture_holds_number_file_and_time(unit: str) -> None:
    picture = Image.open(io.BytesIO(receipt_picture(receipt_of(unit), ZONE, catalogue("zh"))))
    content, _, _ = cv2.QRCodeDetectorAruco().detectAndDecode(np.asarray(picture.convert("L")))
    assert content == f"NB-2026-0173\n{'3f9a' * 16}\n2026-01-20T09:00:00+08:00"
