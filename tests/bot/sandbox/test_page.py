"""The chat page in a real browser, at the width of a desk and of a phone."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from functools import partial

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.ext import Application

from bot.sandbox.people import Desk, send_text
from bot.sandbox.server import Sandbox, running_sandbox
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import clerks_desk

DESK, PHONE = (1280, 800), (390, 844)
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)

# One browser, and so one event loop, for all: to start one takes longer than most tests.
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.asyncio(loop_scope="module"),
]
fixture = partial(pytest_asyncio.fixture, loop_scope="module")
Running = Callable[[], AbstractAsyncContextManager[Application]]


@fixture(scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        await browser.close()


@fixture()
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    yield chromium
    for context in chromium.contexts:
        await context.close()


@fixture()
async def sandbox(world: World) -> AsyncIterator[Sandbox]:
    async with running_sandbox(world) as running:
        yield running


@fixture()
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with Bot(sandbox.token, base_url=sandbox.base_url) as bot:
        yield bot


@pytest.fixture
def width(request: pytest.FixtureRequest) -> tuple[int, int]:
    return getattr(request, "param", DESK)


on_desk_and_phone = pytest.mark.parametrize(
    "width", [DESK, PHONE], ids=["desk", "phone"], indirect=True
)


@fixture()
async def page(browser: Browser, sandbox: Sandbox, width: tuple[int, int]) -> AsyncIterator[Page]:
    """The page with nobody having said anything; errors in its console fail the test."""
    page = await open_page(browser, sandbox, width)
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


@fixture()
async def answering(new_application: Running) -> AsyncIterator[Application]:
    async with new_application() as application:
        await application.updater.start_polling()
        yield application
        await application.updater.stop()


async def open_page(browser: Browser, sandbox: Sandbox, size: tuple[int, int]) -> Page:
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN"
    )
    page = await context.new_page()
    await page.goto(sandbox.url)
    await expect(page.locator(".empty")).to_be_visible()
    return page


@on_desk_and_phone
async def test_a_file_is_chosen_answered_and_its_answer_edited_on_a_press(
    page: Page, answering: Application
) -> None:
    await page.get_by_role("button", name="开始").click()
    await expect(page.locator(".from-bot strong")).to_have_text("您好")

    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="选择文件发送").click()
    report = {"name": "年度报告.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-" + b"x" * 95}
    await (await chooser.value).set_files([report])
    await expect(page.locator(".from-user .document .name")).to_have_text("年度报告.pdf")
    answer = page.locator(".row.from-bot").last
    await expect(answer.locator(".text")).to_contain_text("年度报告.pdf 100")

    number = await answer.get_attribute("data-message")
    await page.get_by_role("button", name="看图").click()
    edited = page.locator(f'[data-message="{number}"]')
    await expect(edited.locator(".text")).to_have_text("按了 picture")
    await expect(edited.locator(".key")).to_have_count(0)
    await expect(page.locator("#toast")).to_have_text("好的")
    await expect(edited).to_be_in_viewport()
    await expect(page.get_by_text("本页仅供试用和测试，只在本机可见。")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


DRAG = """async ([type, name]) => {
    const carried = new DataTransfer();
    carried.items.add(new File(["text"], name, { type: "text/plain" }));
    const target = document.querySelector(".notice");
    const options = { dataTransfer: carried, bubbles: true, cancelable: true };
    target.dispatchEvent(new DragEvent(type, options));
}"""


async def test_a_file_may_be_dropped_anywhere(page: Page, answering: Application) -> None:
    await page.evaluate(DRAG, ["dragenter", "a.txt"])
    await expect(page.get_by_text("松开即可发送")).to_be_visible()
    await page.evaluate(DRAG, ["drop", "a.txt"])
    await expect(page.get_by_text("松开即可发送")).to_be_hidden()
    await expect(page.locator(".from-user .document .name")).to_have_text("a.txt")
    await expect(page.locator(".from-bot .text")).to_contain_text("a.txt 4")


@on_desk_and_phone
async def test_commands_are_offered_while_one_is_typed(page: Page, bot: Bot, world: World) -> None:
    await bot.set_my_commands([("help", "怎么用"), ("history", "以前的报告"), ("result", "结果")])
    box = page.get_by_role("textbox", name="消息")
    await box.press_sequentially("/h")
    await expect(page.get_by_role("option")).to_have_count(2)
    await box.press("ArrowDown")
    selected = page.get_by_role("option", selected=True)
    await expect(selected).to_have_text("/history以前的报告")
    await box.press("Enter")
    await expect(page.locator(".from-user .text")).to_have_text("/history")
    await box.press_sequentially("/")
    await page.get_by_role("option", name="结果").click()
    await expect(page.locator(".from-user .text").last).to_have_text("/result")
    await expect(page.get_by_role("listbox")).to_be_hidden()


async def test_a_text_is_shown_as_it_is_set_and_never_as_a_page(
    page: Page, bot: Bot, world: World, chat_id: int
) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    send_text(world, clerks_desk(world), hostile)
    await bot.send_message(
        chat_id,
        "𠮷 <b>粗<i>斜</i></b> <code>&lt;b&gt;</code>\n<blockquote>引文</blockquote>\n/help",
        parse_mode="HTML",
    )
    await expect(page.locator(".from-user .text")).to_have_text(hostile)
    answer = page.locator(".from-bot .text")
    await expect(answer.locator("strong")).to_have_text("粗斜")
    await expect(answer.locator("strong em")).to_have_text("斜")
    await expect(answer.locator("code")).to_have_text("<b>")
    await expect(answer.locator("blockquote")).to_have_text("引文")
    await page.get_by_role("button", name="/help").click()
    await expect(page.locator(".from-user .text").last).to_have_text("/help")


async def test_a_photo_is_shown_and_a_document_can_be_saved(
    page: Page, bot: Bot, chat_id: int
) -> None:
    await bot.send_photo(chat_id, PIXEL, caption="第 4 页")
    await bot.send_document(chat_id, b"a,b\n", filename="问题清单.csv")
    photo = page.get_by_role("img", name=re.compile("年报助手发来的图片"))
    await expect(photo).to_be_visible()
    assert await photo.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    async with page.expect_download() as saving:
        await page.get_by_role("link", name="下载 问题清单.csv").click()
    saved = await saving.value
    assert saved.suggested_filename == "问题清单.csv"
    assert (await asyncio.to_thread((await saved.path()).read_bytes)) == b"a,b\n"


@on_desk_and_phone
async def test_another_seat_shows_what_waits_there(page: Page, bot: Bot, world: World) -> None:
    supervisor = world.chats[1].seat.chat_id
    await bot.send_message(supervisor, "还有 5 家未交")
    seat = page.get_by_role("button", name="李主任")
    await expect(seat.get_by_role("img", name="1 条未读")).to_be_visible()
    await expect(page.locator(".empty")).to_be_visible()
    await seat.click()
    await expect(page.locator(".from-bot .text")).to_have_text("还有 5 家未交")
    await expect(page.get_by_role("img", name="条未读")).to_have_count(0)


@on_desk_and_phone
async def test_in_the_group_one_writes_as_somebody_calls_the_bot_and_follows_it_into_private(
    page: Page, bot: Bot, world: World, chat_id: int
) -> None:
    await page.get_by_role("button", name="年报交流群").click()
    await page.get_by_role("radio", name="路过的人").check()
    box = page.get_by_role("textbox", name="消息")
    await box.fill("都交了吗")
    await box.press("Enter")
    await expect(page.locator(".from-user .author")).to_have_text("路过的人")
    await page.get_by_role("radio", name="路过的人").press("ArrowLeft")
    await expect(page.get_by_role("radio", name="小周")).to_be_checked()
    await expect(page.locator(".from-other .author")).to_have_text("路过的人")

    await page.get_by_role("button", name="@年报助手").press("Enter")
    await page.evaluate(DRAG, ["drop", "年报.txt"])
    await expect(page.locator(".from-user .text")).to_have_text("@nianbao_sandbox_bot")
    await expect(box).to_have_value("")
    group = world.chats[3]
    file = list(group.messages.values())[-1]
    assert (file.author, file.content.text) == (world.seats[0], "@nianbao_sandbox_bot")

    await bot.send_message(chat_id, "✗ 表四")
    there = group.seat.chat_id
    await bot.send_message(there, "改 1 处", reply_parameters=ReplyParameters(file.message_id))
    await expect(page.locator(".from-bot .author").first).to_have_text("年报助手")
    await expect(page.locator(".from-bot .quote .gist")).to_have_text("年报.txt")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.get_by_role("button", name="小周的私聊有 1 条新消息，去看").click()
    await expect(page.locator(".from-bot .text")).to_have_text("✗ 表四")
    await expect(page.get_by_role("radio", name="小周")).to_be_hidden()


@on_desk_and_phone
async def test_in_the_group_a_message_is_answered(page: Page, bot: Bot, world: World) -> None:
    group = world.chats[3]
    theirs = send_text(world, Desk(group, world.seats[2]), "都交了吗")
    await page.get_by_role("button", name="年报交流群").click()
    answering = page.get_by_text("回复路过的人", exact=True)
    reply = page.get_by_role("button", name="回复路过的人的消息")
    await reply.press("Enter")
    await expect(answering).to_be_visible()
    box = page.get_by_role("textbox", name="消息")
    await expect(box).to_be_focused()
    await box.press("Escape")
    await expect(answering).to_be_hidden()
    await reply.click()
    await box.fill("交了")
    await page.get_by_role("button", name="发送", exact=True).click()
    await expect(page.locator(".from-user .quote")).to_have_text("路过的人都交了吗")
    await expect(answering).to_be_hidden()
    assert list(group.messages.values())[-1].reply_to == theirs.message_id


async def test_a_reader_of_older_messages_is_not_carried_off(
    page: Page, bot: Bot, world: World, chat_id: int
) -> None:
    for number in range(40):
        send_text(world, clerks_desk(world), f"第 {number} 条")
    first, last = page.get_by_text("第 0 条"), page.get_by_text("第 39 条")
    await expect(last).to_be_in_viewport()
    await first.scroll_into_view_if_needed()
    await expect(last).not_to_be_in_viewport()
    await bot.send_message(chat_id, "新的")
    await page.get_by_role("button", name="有新消息").click()
    await expect(page.get_by_text("新的", exact=True)).to_be_in_viewport()
    await expect(page.get_by_role("button", name="有新消息")).to_be_hidden()


@pytest.mark.parametrize("width", [PHONE], ids=["phone"], indirect=True)
async def test_a_progress_line_that_grows_beyond_the_screen_is_read_from_its_top(
    page: Page, bot: Bot, world: World, chat_id: int
) -> None:
    for number in range(20):
        send_text(world, clerks_desk(world), f"第 {number} 条")
    sent = await bot.send_message(chat_id, "正在核对")
    await expect(page.get_by_text("正在核对")).to_be_in_viewport()
    lines = ["<b>改 3 处再发。</b>"] + ["一行" * 20] * 30
    await bot.edit_message_text("\n".join(lines), chat_id, sent.message_id, parse_mode="HTML")
    await expect(page.get_by_text("改 3 处再发。")).to_be_in_viewport(ratio=1)


async def test_a_press_on_a_button_that_is_gone_is_explained(
    browser: Browser, sandbox: Sandbox, bot: Bot, world: World, chat_id: int
) -> None:
    page = await open_page(browser, sandbox, DESK)
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("取消", callback_data="cancel")]])
    sent = await bot.send_message(chat_id, "排队中", reply_markup=markup)
    key = page.get_by_role("button", name="取消")
    await expect(key).to_be_visible()
    # Taken away without the page being told, as when a press and an edit cross.
    world.chats[0].messages[sent.message_id].keyboard = ()
    await key.click()
    await expect(page.get_by_role("alert")).to_have_text("这个按钮已经失效，请看最新的消息。")


async def test_the_page_comes_back_when_the_sandbox_does(browser: Browser) -> None:
    async with AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(running_sandbox())
        page = await open_page(browser, sandbox, DESK)
        await stack.aclose()
        await expect(page.get_by_role("status")).to_have_text("连接中断，正在重新连接…")
    async with running_sandbox(port=sandbox.port) as again:
        send_text(again.world, clerks_desk(again.world), "又来了")
        await expect(page.get_by_text("又来了")).to_be_visible(timeout=10_000)
        await expect(page.get_by_role("status")).to_have_text("")
        await asyncio.wait_for(page.close(), 5)
