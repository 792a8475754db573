"""The bot as a whole, over HTTP: nothing that was said to it is lost, nothing is said twice."""

import asyncio
import logging
import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from telegram.ext import ExtBot, Updater

from bot.application import Webhook
from bot.inbox import InboxQueue
from bot.reply import Reply, reply_to_json
from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.services import Services
from domain.notice import Notice, NoticeKind
from domain.ports import FileStore
from storage.rows import Album, AlbumPart
from tests.bot.conftest import running_bot
from tests.bot.talk import heard, say
from tests.e2e.service import free_port

CLERK = next(seat for seat in DEFAULT_SEATS if seat.key == "clerk")


async def test_the_bot_answers_over_polling(sandbox: Sandbox, services: Services) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, "/start")
        (greeting,) = await heard(sandbox, 1)
    assert "示例县青石镇人民政府" in greeting


async def test_the_bot_answers_over_a_webhook(sandbox: Sandbox, services: Services) -> None:
    port = free_port()
    webhook = Webhook(f"http://127.0.0.1:{port}/telegram", port, "secret-word")
    async with running_bot(sandbox, services, webhook):
        await say(sandbox, "/help")
        (text,) = await heard(sandbox, 1)
    assert text.startswith("怎么用")


async def test_what_was_fetched_before_a_crash_is_answered_after_it(
    sandbox: Sandbox, services: Services
) -> None:
    """The first bot fetches and dies before it handles anything."""
    arrived = asyncio.Event()
    bot = ExtBot(sandbox.token, base_url=sandbox.base_url, base_file_url=sandbox.base_file_url)
    async with Updater(bot, InboxQueue(services, arrived)) as updater:
        await updater.start_polling()
        await say(sandbox, "/start")
        await asyncio.wait_for(arrived.wait(), 30)
        await updater.stop()
    async with running_bot(sandbox, services):
        assert len(await heard(sandbox, 1)) == 1


async def test_an_update_that_comes_twice_is_answered_once(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, "/start")
        await heard(sandbox, 1)
    with services.uow() as uow:
        assert uow.inbox.pending(10) == []
    async with ExtBot(sandbox.token, base_url=sandbox.base_url) as bot:
        await say(sandbox, "/help")
        updates = await bot.get_updates()
    queue = InboxQueue(services, asyncio.Event())
    for _ in range(2):
        for update in updates:
            await queue.put(update)
    async with running_bot(sandbox, services):
        said = await heard(sandbox, 2)
        await say(sandbox, "/deadline")
        said = await heard(sandbox, 3)
    assert [text.startswith("怎么用") for text in said].count(True) == 1


async def test_a_file_is_kept_and_the_work_noted_before_anything_else(
    sandbox: Sandbox, services: Services
) -> None:
    content = "一份文件".encode()
    async with running_bot(sandbox, services), httpx.AsyncClient(base_url=sandbox.url) as http:
        await http.post("/api/seats/clerk/files", files={"file": ("年报.txt", content)})
        (text,) = await heard(sandbox, 1)
    assert text.startswith("已收到《年报.txt》")
    with services.uow() as uow:
        unit = uow.members.memberships(CLERK.chat_id)[0].unit
        (upload,) = uow.uploads.search([unit.id], 10)
    assert services.files.get(upload.sha256) == content


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c6360f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


async def test_pictures_that_were_sent_together_become_one_upload_in_order(
    sandbox: Sandbox, services: Services
) -> None:
    pictures = [PIXEL + bytes([number]) for number in range(3)]
    async with running_bot(sandbox, services), httpx.AsyncClient(base_url=sandbox.url) as http:
        for number, picture in enumerate(pictures):
            files = {"file": (f"第{3 - number}页.png", picture, "image/png")}
            await http.post("/api/seats/clerk/files", files=files, data={"album": "a1"})
        (text,) = await heard(sandbox, 1)
    assert text.startswith("已收到《照片（3 张）》")
    with services.uow() as uow:
        unit = uow.members.memberships(CLERK.chat_id)[0].unit
        (upload,) = uow.uploads.search([unit.id], 10)
        assert uow.albums.is_empty()
    with zipfile.ZipFile(BytesIO(services.files.get(upload.sha256))) as kept:
        assert [kept.read(name) for name in sorted(kept.namelist())] == pictures


async def test_an_album_waits_for_a_picture_that_is_still_being_fetched(
    sandbox: Sandbox, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.albums.QUIET", timedelta(0))
    monkeypatch.setattr("bot.albums.LOOK_SECONDS", 0)
    async with httpx.AsyncClient(base_url=sandbox.url) as http:
        for number in range(4):
            files = {"file": (f"{number}.png", PIXEL + bytes([number]), "image/png")}
            await http.post("/api/seats/clerk/files", files=files, data={"album": "a1"})
    async with ExtBot(sandbox.token, base_url=sandbox.base_url) as bot:
        for update in await bot.get_updates():
            await InboxQueue(services, asyncio.Event()).put(update)
    async with running_bot(sandbox, services):
        (text,) = await heard(sandbox, 1)
    assert text.startswith("已收到《照片（4 张）》")


async def test_an_album_that_was_cut_off_by_a_crash_is_bound_afterwards(
    sandbox: Sandbox, services: Services
) -> None:
    with services.uow() as uow:
        unit = uow.members.memberships(CLERK.chat_id)[0].unit
        part = AlbumPart(1, services.files.put(PIXEL), "1.png")
        uow.albums.add(Album(CLERK.chat_id, "g", unit.id), part, services.clock.now())
        uow.commit()
    async with running_bot(sandbox, services):
        (text,) = await heard(sandbox, 1)
    assert text.startswith("已收到《照片（1 张）》")


class FullDisk:
    """A file store that keeps nothing for the first `failures` times."""

    def __init__(self, store: FileStore, failures: int) -> None:
        self._store = store
        self._failures = failures

    def put(self, content: bytes) -> str:
        if self._failures:
            self._failures -= 1
            raise OSError("no space left on device")
        return self._store.put(content)

    def put_file(self, path: Path) -> str:
        return self._store.put_file(path)

    def get(self, sha256: str) -> bytes:
        return self._store.get(sha256)


@pytest.mark.parametrize(
    ("failures", "says"), [(1, "已收到《年报.txt》"), (99, "抱歉，刚才没有处理成功。请再发一次。")]
)
async def test_a_fault_of_ours_is_tried_again_and_then_owned_up_to(
    sandbox: Sandbox,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    failures: int,
    says: str,
) -> None:
    monkeypatch.setattr("bot.inbox.RETRY_SECONDS", 0.05)
    unlucky = replace(services, files=FullDisk(services.files, failures))
    async with running_bot(sandbox, unlucky), httpx.AsyncClient(base_url=sandbox.url) as http:
        await http.post("/api/seats/clerk/files", files={"file": ("年报.txt", b"report")})
        (text,) = await heard(sandbox, 1)
    assert text.startswith(says)


async def test_a_member_whose_telegram_speaks_english_is_answered_in_english(
    sandbox: Sandbox, services: Services
) -> None:
    with services.uow() as uow:
        unit = uow.members.memberships(CLERK.chat_id)[0].unit
        role = uow.members.memberships(CLERK.chat_id)[0].role
        stranger = next(seat for seat in DEFAULT_SEATS if seat.key == "stranger")
        uow.members.bind(stranger.chat_id, "Guest", "en", unit.id, role)
        uow.commit()
    async with running_bot(sandbox, services):
        await say(sandbox, "/help", "stranger")
        (text,) = await heard(sandbox, 1, "stranger")
    assert text.startswith("How to use")


async def test_a_message_that_cannot_be_sent_does_not_hold_up_the_others(
    sandbox: Sandbox, services: Services
) -> None:
    now = services.clock.now()
    broken = Reply("<b>unclosed")
    with services.uow() as uow:
        for key, reply in (("broken", broken), ("good", Reply("好的"))):
            uow.outbox.add(
                Notice(key, CLERK.chat_id, NoticeKind.REPLY, reply=reply_to_json(reply)), now
            )
        uow.commit()
    async with running_bot(sandbox, services):
        assert await heard(sandbox, 1) == ["好的"]


async def test_a_message_that_has_vanished_is_sent_anew(
    sandbox: Sandbox, services: Services
) -> None:
    """The sandbox was restarted, or the person deleted the chat, while a file was being read."""
    gone = Reply("结果", edits=123)
    with services.uow() as uow:
        notice = Notice("k", CLERK.chat_id, NoticeKind.REPLY, reply=reply_to_json(gone))
        uow.outbox.add(notice, services.clock.now())
        uow.commit()
    async with running_bot(sandbox, services):
        assert await heard(sandbox, 1) == ["结果"]


async def test_no_log_line_holds_the_token(
    sandbox: Sandbox,
    services: Services,
    capfd: pytest.CaptureFixture[str],
) -> None:
    from app.logs import set_up_logging

    root = logging.getLogger()
    before = root.handlers[:], root.level
    set_up_logging("test")
    try:
        async with running_bot(sandbox, services):
            await say(sandbox, "/start")
            await heard(sandbox, 1)
        logging.getLogger("httpx").error("GET %s/getMe", sandbox.base_url + sandbox.token)
    finally:
        root.handlers[:], root.level = before
    logged = capfd.readouterr().err
    assert "<token>" in logged
    assert sandbox.token not in logged
