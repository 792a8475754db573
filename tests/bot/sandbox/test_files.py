"""Files and photos in both directions, within Telegram's limits."""

import struct
import zlib

import httpx
import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError

from bot.sandbox.files import MAX_DOWNLOAD, MAX_UPLOAD, FileShelf, clean_name, image_size
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import ApiError
from bot.sandbox.world import World


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    rows = (b"\0" + b"\xe8" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    b"\xff\xc0\x00\x11\x08\x00\x30\x00\x40\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9"
)


async def test_a_document_from_the_bot_can_be_saved_from_the_chat(
    bot: Bot, person: httpx.AsyncClient, chat_id: int
) -> None:
    sent = await bot.send_document(
        chat_id, b"a,b\n", filename="问题清单.csv", caption="<b>清单</b>", parse_mode="HTML"
    )
    assert sent.document.file_name == "问题清单.csv"
    assert sent.caption == "清单"
    [seen] = (await person.get("/api/seats/clerk/messages")).json()
    assert seen["text"] == "清单"
    assert seen["document"]["name"] == "问题清单.csv"
    saved = await person.get(seen["document"]["url"])
    assert saved.content == b"a,b\n"
    assert saved.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("content", "media_type", "size"),
    [(png(60, 40), "image/png", (60, 40)), (JPEG, "image/jpeg", (64, 48))],
)
async def test_a_photo_from_the_bot_is_shown(
    content: bytes,
    media_type: str,
    size: tuple[int, int],
    bot: Bot,
    person: httpx.AsyncClient,
    chat_id: int,
) -> None:
    sent = await bot.send_photo(chat_id, content)
    assert (sent.photo[-1].width, sent.photo[-1].height) == size
    [seen] = (await person.get("/api/seats/clerk/messages")).json()
    shown = await person.get(seen["photo"])
    assert (shown.content, shown.headers["content-type"]) == (content, media_type)


async def test_a_file_is_sent_again_by_its_id_or_as_an_attachment(bot: Bot, chat_id: int) -> None:
    first = await bot.send_document(chat_id, InputFile(b"x", filename="a.txt", attach=True))
    again = await bot.send_document(chat_id, first.document.file_id)
    assert again.document == first.document


async def test_the_caption_of_a_file_can_be_edited_but_not_its_text(bot: Bot, chat_id: int) -> None:
    sent = await bot.send_document(chat_id, b"x", filename="a.txt")
    edited = await bot.edit_message_caption(chat_id, sent.message_id, caption="新")
    assert edited.caption == "新"
    with pytest.raises(BadRequest, match="no text in the message"):
        await bot.edit_message_text("x", chat_id, sent.message_id)
    text = await bot.send_message(chat_id, "x")
    with pytest.raises(BadRequest, match="no caption in the message"):
        await bot.edit_message_caption(chat_id, text.message_id, caption="x")


async def test_a_persons_photo_reaches_the_bot_as_a_photo(
    bot: Bot, person: httpx.AsyncClient
) -> None:
    await person.post(
        "/api/seats/clerk/files", files={"file": png(60, 40)}, data={"as_photo": "true"}
    )
    [update] = await bot.get_updates()
    fetched = await (await update.message.photo[-1].get_file()).download_as_bytearray()
    assert bytes(fetched) == png(60, 40)


async def test_a_file_of_20_megabytes_is_fetched_and_a_larger_one_is_not(
    bot: Bot, person: httpx.AsyncClient
) -> None:
    for size in (MAX_DOWNLOAD, MAX_DOWNLOAD + 1):
        await person.post("/api/seats/clerk/files", files={"file": ("a.pdf", bytes(size))})
    fits, too_big = [update.message.document for update in await bot.get_updates()]
    fetched = await (await fits.get_file()).download_as_bytearray()
    assert len(fetched) == MAX_DOWNLOAD
    assert too_big.file_size == MAX_DOWNLOAD + 1
    with pytest.raises(BadRequest, match="File is too big"):
        await too_big.get_file()


async def test_more_than_50_megabytes_are_taken_from_nobody(
    bot: Bot, world: World, person: httpx.AsyncClient, chat_id: int
) -> None:
    content = bytes(MAX_UPLOAD + 1)
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(chat_id, content)
    answer = await person.post("/api/seats/clerk/files", files={"file": ("a.pdf", content)})
    assert (answer.status_code, answer.json()) == (413, {"error": "file_too_large"})
    assert world.chats[0].messages == {}


@pytest.mark.parametrize(
    ("method", "content", "reason"),
    [
        ("send_document", b"", "File must be non-empty"),
        ("send_document", "https://example.org/a.pdf", "fetches no files"),
        ("send_document", "unknown-id", "Wrong file_id"),
        ("send_photo", b"%PDF-", "Image_process_failed"),
        ("send_photo", png(2100, 100), "Photo_invalid_dimensions"),
        ("send_photo", png(1, 1)[:16] + b"\0\0\x20\0" * 2 + png(1, 1)[24:], "dimensions"),
        ("send_photo", png(9, 9) + bytes(10_485_760), "too big for a photo"),
    ],
)
async def test_a_file_telegram_would_refuse_is_refused(
    method: str, content: bytes | str, reason: str, bot: Bot, chat_id: int
) -> None:
    with pytest.raises(BadRequest, match=reason):
        await getattr(bot, method)(chat_id, content)


async def test_a_caption_of_1025_units_is_refused(bot: Bot, chat_id: int) -> None:
    await bot.send_document(chat_id, b"x", caption="字" * 1024)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(chat_id, b"x", caption="字" * 1025)


async def test_a_document_is_not_sent_as_a_photo_by_its_id(bot: Bot, chat_id: int) -> None:
    sent = await bot.send_document(chat_id, b"x", filename="a.txt")
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(chat_id, sent.document.file_id)


async def test_a_file_is_fetched_only_with_the_token(
    bot: Bot, sandbox: Sandbox, person: httpx.AsyncClient, chat_id: int
) -> None:
    sent = await bot.send_document(chat_id, b"x", filename="a.txt")
    path = (await sent.document.get_file()).file_path
    assert (await person.get(path)).content == b"x"
    assert (await person.get(path.replace(sandbox.token, "1:wrong"))).status_code == 401
    assert (await person.get(path + "x")).status_code == 404


async def test_nobody_reads_the_files_of_another_chat(
    bot: Bot, person: httpx.AsyncClient, chat_id: int
) -> None:
    await bot.send_document(chat_id, b"x", filename="a.txt")
    [seen] = (await person.get("/api/seats/clerk/messages")).json()
    other = seen["document"]["url"].replace("clerk", "stranger")
    assert (await person.get(other)).status_code == 404


def test_the_shelf_forgets_the_oldest_content_first() -> None:
    shelf = FileShelf(capacity=10)
    old, new = shelf.put_document("a", b"x" * 6), shelf.put_document("b", b"y" * 6)
    assert shelf.content(new.file_id) == b"y" * 6
    with pytest.raises(ApiError):
        shelf.find(old.file_id)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/x.pdf", "x.pdf"),
        ("C:\\报\\告.docx", "告.docx"),
        ("a\nb\0.txt", "ab.txt"),
        ("", "file"),
    ],
)
def test_a_file_name_is_only_its_last_part(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_what_is_no_whole_picture_has_no_size(content: bytes) -> None:
    assert image_size(content) is None
