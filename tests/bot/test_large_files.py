"""A file over the limit is declined at once and never fetched; larger ones are taken from a Bot API
server of one's own."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from telegram.ext import ExtBot

from bot.fetching import FileLost, fetch
from bot.render.report import SEND_LIMIT, original
from bot.sandbox import bot_view
from bot.sandbox.files import MAX_DOWNLOAD, StoredFile
from bot.sandbox.markup import plain
from bot.sandbox.people import Desk, send_file
from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox, running_sandbox
from bot.sandbox.world import World
from bot.services import Services
from domain.upload import Upload
from tests.bot.conftest import ZH, running_bot
from tests.bot.talk import heard, say

CLERK, _, STRANGER = DEFAULT_SEATS
LIMIT = "977 KB"
"""That of the `services` under test, as people are told it."""


def desk(sandbox: Sandbox, place: str = "clerk") -> Desk:
    chat = sandbox.world.seat_chat(place)
    assert chat is not None
    return Desk(chat, CLERK)


class Heard:
    """A doorbell that can be waited for."""

    def __init__(self) -> None:
        self.rung = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def ring(self) -> None:
        self._loop.call_soon_threadsafe(self.rung.set)


async def no_album_waits(services: Services, rung: asyncio.Event) -> None:
    async with asyncio.timeout(30):
        while True:
            rung.clear()
            with services.uow() as uow:
                if uow.albums.is_empty():
                    return
            await rung.wait()


def out_of_reach(size: int, name: str = "大.pdf", kind: str = "application/pdf") -> StoredFile:
    """A file that a message may announce and nobody can fetch."""
    return StoredFile("nowhere", "nowhere", "nowhere", name, kind, size)


def kept(services: Services) -> list[Upload]:
    with services.uow() as uow:
        unit = uow.members.memberships(CLERK.chat_id)[0].unit
        return uow.uploads.search([unit.id], 10)


def announce_without_size(sandbox: Sandbox, content: bytes) -> None:
    """Telegram need not say how large a document is."""
    world, chat = sandbox.world, desk(sandbox).chat
    file = world.files.put_document("大.pdf", content)
    message = bot_view.message_object(world, chat, world.person_sends(chat, CLERK, plain(""), file))
    del message["document"]["file_size"]  # type: ignore[misc]
    world.updates.add_message(message)


async def test_a_file_over_the_limit_is_declined_and_not_asked_for(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        send_file(sandbox.world, desk(sandbox), out_of_reach(1_200_000))
        send_file(sandbox.world, desk(sandbox), out_of_reach(1_200_000, "全县.ZIP"))
        said = await heard(sandbox, 2)
    keys = ("upload.too_large", "upload.too_large_zip")
    assert said == [ZH.plain(key, size="1.1 MB", limit=LIMIT) for key in keys]


@pytest.mark.parametrize(
    ("size", "says"),
    [
        (1_200_000, ZH.plain("upload.too_large", size="1.1 MB", limit=LIMIT)),
        (MAX_DOWNLOAD + 1, ZH.plain("upload.over_limit", limit=LIMIT)),
    ],
    ids=["asked-the-server", "the-server-refuses"],
)
async def test_a_file_of_unknown_size_is_declined_before_it_is_fetched(
    sandbox: Sandbox, services: Services, size: int, says: str
) -> None:
    async with running_bot(sandbox, services):
        announce_without_size(sandbox, bytes(size))
        assert await heard(sandbox, 1) == [says]
    assert kept(services) == []


async def test_a_file_asked_about_in_a_group_is_declined_there(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        file = out_of_reach(1_200_000)
        send_file(sandbox.world, desk(sandbox, "group"), file, "@nianbao_sandbox_bot")
        (text,) = await heard(sandbox, 1, "group")
    assert text == ZH.plain("upload.too_large", size="1.1 MB", limit=LIMIT)
    assert await heard(sandbox, 0) == []


@pytest.mark.parametrize(
    ("pictures", "says"),
    [
        ([100, 1_200_000, 1_300_000], ZH.plain("upload.album_too_large", limit=LIMIT)),
        ([400_000] * 3, ZH.plain("upload.album_too_large", limit=LIMIT)),
        ([100, 0, 100], ZH.plain("upload.album_incomplete")),
    ],
    ids=["one-too-large", "all-together", "one-lost"],
)
async def test_an_album_is_declined_as_a_whole_and_once(
    sandbox: Sandbox, services: Services, pictures: list[int], says: str
) -> None:
    doorbell = Heard()
    async with running_bot(sandbox, replace(services, doorbell=doorbell)):
        for number, size in enumerate(pictures):
            file = out_of_reach(size, f"{number}.png", "image/png")
            if 0 < size < 1_000_000:
                content = bytes([number]) * size
                file = sandbox.world.files.put_document(file.name, content, file.mime_type)
            send_file(sandbox.world, desk(sandbox), file, album="a1")
        assert await heard(sandbox, 1) == [says]
        await no_album_waits(services, doorbell.rung)
    assert kept(services) == []
    assert await heard(sandbox, 1) == [says]


async def test_a_stranger_is_told_once_of_all_the_pictures_of_an_album(
    sandbox: Sandbox, services: Services
) -> None:
    chat = sandbox.world.seat_chat("stranger")
    assert chat is not None
    async with running_bot(sandbox, services):
        for number in range(2):
            file = out_of_reach(100, f"{number}.png", "image/png")
            send_file(sandbox.world, Desk(chat, STRANGER), file, album="a1")
        await say(sandbox, "/help", "stranger")
        said = await heard(sandbox, 2, "stranger")
    assert said[0] == ZH.plain("start.stranger")
    assert len(said) == 2


async def test_a_server_of_ones_own_hands_out_larger_files(
    tmp_path: Path, services: Services
) -> None:
    roomy, content = replace(services, file_limit=MAX_DOWNLOAD + 10), bytes(MAX_DOWNLOAD + 1)
    async with running_sandbox(World(local_files=tmp_path)) as sandbox, running_bot(sandbox, roomy):
        file = sandbox.world.files.put_document("大.pdf", content)
        send_file(sandbox.world, desk(sandbox), file)
        waiting, received = await heard(sandbox, 2)
    assert waiting == ZH.plain("upload.fetching", size="20 MB")
    assert received.startswith("已收到《大.pdf》（20 MB）")
    (upload,) = kept(services)
    assert (upload.size, services.files.get(upload.sha256)) == (len(content), content)


def test_an_original_too_large_to_be_sent_is_not_even_loaded(services: Services) -> None:
    with services.uow() as uow:
        unit, now = uow.members.memberships(CLERK.chat_id)[0].unit, services.clock.now()
        upload = uow.uploads.add(CLERK.chat_id, unit.id, "大.pdf", "ab" * 32, 2 * SEND_LIMIT, now)
    reply = original(upload, services.zone, ZH)
    assert (reply.media, "100 MB" in reply.html) == (None, True)


async def test_a_file_of_that_server_which_cannot_be_read_is_lost_and_the_operator_told(
    sandbox: Sandbox, services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    """As where the bot does not see the folder of a server that runs with `--local`."""
    file = sandbox.world.files.put_document("年报.txt", b"x")
    bot = ExtBot(sandbox.token, base_url=sandbox.base_url, local_mode=True)
    async with bot:
        with pytest.raises(FileLost):
            await fetch(bot, services, file.file_id, file.size)
    assert "NIANBAO_API_LOCAL" in caplog.text
    assert sandbox.token not in caplog.text
