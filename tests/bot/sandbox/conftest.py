from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.sandbox.people import Desk
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World

Context = ContextTypes.DEFAULT_TYPE
BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("看图", callback_data="picture")]])


async def start(update: Update, context: Context) -> None:
    await update.message.reply_html(f"<b>您好</b>，{' '.join(context.args)}")


async def receive(update: Update, context: Context) -> None:
    document = update.message.document
    content = await (await document.get_file()).download_as_bytearray()
    await update.message.reply_text(
        f"{document.file_name} {len(content)} {update.message.caption}", reply_markup=BUTTON
    )


async def press(update: Update, context: Context) -> None:
    await update.callback_query.answer("好的")
    await update.callback_query.edit_message_text(f"按了 {update.callback_query.data}")


def add_handlers(application: Application) -> None:
    application.add_handler(CommandHandler("start", start))
    application.add_handler(MessageHandler(filters.Document.ALL, receive))
    application.add_handler(CallbackQueryHandler(press))


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    """The unchanged Bot of python-telegram-bot, pointed at the sandbox."""
    async with Bot(
        sandbox.token, base_url=sandbox.base_url, base_file_url=sandbox.base_file_url
    ) as bot:
        yield bot


@pytest.fixture
async def person(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    """The HTTP client of whoever sits at the chat page."""
    async with httpx.AsyncClient(base_url=sandbox.url, trust_env=False) as client:
        yield client


@pytest.fixture
def chat_id(world: World) -> int:
    """The chat of the clerk."""
    return world.chats[0].seat.chat_id


@pytest.fixture
def new_application(sandbox: Sandbox) -> Callable[[], AbstractAsyncContextManager[Application]]:
    """Makes an Application that greets, names the files it gets and reacts to its button."""

    @asynccontextmanager
    async def running() -> AsyncIterator[Application]:
        application = (
            ApplicationBuilder()
            .token(sandbox.token)
            .base_url(sandbox.base_url)
            .base_file_url(sandbox.base_file_url)
            .build()
        )
        add_handlers(application)
        async with application:
            await application.start()
            try:
                yield application
            finally:
                await application.stop()

    return running


def clerks_desk(world: World) -> Desk:
    """Where the clerk writes to the bot in private."""
    return Desk(world.chats[0], world.seats[0])
