"""How fast the bot speaks, as the server counts it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest
from telegram.ext import ExtBot

from bot.messenger import FIRST_PROGRESS, Messenger
from bot.reply import Reply, reply_to_json
from bot.sandbox.seats import DEFAULT_GROUPS, DEFAULT_SEATS, further_clerks
from bot.sandbox.server import Sandbox, running_sandbox
from bot.sandbox.world import World
from bot.services import Services
from domain.notice import Notice, NoticeKind, upload_notice
from domain.upload import UploadState
from parsing.reading import read_report
from tests.bot.talk import edited, heard, keep_answered, shown
from tests.parsing.specimen import Specimen, consistent_cells

CLERK = DEFAULT_SEATS[0].chat_id
MANY = 40


@pytest.fixture(autouse=True)
def telegrams_pace() -> None:
    """The real one: here it is what the tests are about."""


def put(services: Services, *notices: Notice) -> None:
    with services.uow() as uow:
        for notice in notices:
            uow.outbox.add(notice, services.clock.now())
        uow.commit()


def reply(chat_id: int, text: str) -> Notice:
    key = f"{chat_id}:{text}"
    return Notice(key, chat_id, NoticeKind.REPLY, reply=reply_to_json(Reply(text)))


@asynccontextmanager
async def sending(sandbox: Sandbox, services: Services) -> AsyncIterator[asyncio.Event]:
    """The messenger at work; the event rings for it."""
    rung = asyncio.Event()
    async with ExtBot(sandbox.token, base_url=sandbox.base_url) as bot:
        task = asyncio.create_task(Messenger(bot, services, rung).run())
        try:
            yield rung
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def test_one_chat_hears_one_message_a_second_and_holds_up_no_other(
    sandbox: Sandbox, services: Services
) -> None:
    put(services, *(reply(CLERK, text) for text in ("一", "二", "三")))
    put(services, reply(DEFAULT_SEATS[1].chat_id, "别人的"))
    async with sending(sandbox, services):
        await heard(sandbox, 1, "supervisor")
        assert len(await heard(sandbox, 1)) < 3
        assert await heard(sandbox, 3) == ["一", "二", "三"]
    assert sandbox.world.traffic.peak(CLERK) == 1


async def test_many_chats_together_hear_thirty_messages_a_second(services: Services) -> None:
    world = World(further_clerks(MANY))
    put(services, *(reply(seat.chat_id, "好") for seat in world.seats))
    async with running_sandbox(world) as sandbox, sending(sandbox, services):
        await heard(sandbox, 1, f"clerk{MANY}")
        await asyncio.gather(*(heard(sandbox, 1, seat.key) for seat in world.seats))
    assert world.traffic.peak() <= 30
    assert len(world.traffic.sent) == MANY


async def test_a_group_hears_twenty_messages_a_minute(sandbox: Sandbox, services: Services) -> None:
    group = DEFAULT_GROUPS[0]
    put(services, *(reply(group.chat_id, text) for text in ("一", "二")))
    async with sending(sandbox, services):
        await heard(sandbox, 2, group.key)
    first, second = sandbox.world.traffic.sent
    assert second.at - first.at >= 60 / 20


async def test_a_quick_answer_comes_at_once_and_progress_that_is_past_is_not_told(
    sandbox: Sandbox, services: Services
) -> None:
    specimen = Specimen("示例县青石镇人民政府", 2025, "2021", consistent_cells("2021", 1))
    upload = keep_answered(services, read_report(specimen.docx()))
    states = ("received", "reading", "checking", "answered")
    put(services, *(upload_notice(upload, CLERK, state) for state in states))
    put(services, reply(CLERK, "下一句"))
    async with sending(sandbox, services):
        await heard(sandbox, 2)
    assert [sent.method for sent in sandbox.world.traffic.sent] == ["sendMessage"] * 2


async def test_a_slow_file_shows_progress_before_a_second_is_over(
    sandbox: Sandbox, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sender goes by its own alarm, whatever else it looks at from time to time."""
    assert timedelta(0) < FIRST_PROGRESS < timedelta(seconds=1)
    monkeypatch.setattr("bot.messenger.IDLE_SECONDS", 60.0)
    with services.uow() as uow:
        unit = uow.members.memberships(CLERK)[0].unit
        now = services.clock.now()
        upload = uow.uploads.add(CLERK, unit.id, "年报.pdf", "0" * 64, 9, now)
        uow.commit()
    states = (UploadState.RECEIVED, UploadState.READING)
    put(services, *(upload_notice(upload.id, CLERK, state) for state in states))
    async with sending(sandbox, services) as rung:
        message = await shown(sandbox, "已收到")
        assert message.date - now >= FIRST_PROGRESS
        with services.uow() as uow:
            uow.uploads.set_state(upload.id, UploadState.CANCELLED, expected=set(UploadState))
            uow.commit()
        put(services, upload_notice(upload.id, CLERK, UploadState.CANCELLED))
        rung.set()
        await edited(sandbox, message, "已取消")
    assert [sent.method for sent in sandbox.world.traffic.sent] == [
        "sendMessage",
        "editMessageText",
    ]
    assert sandbox.world.traffic.peak(CLERK) == 1
