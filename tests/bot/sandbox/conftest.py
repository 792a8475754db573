from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import httpx
import pytest
from telegram import Bot
from telegram.ext import Application, ApplicationBuilder

from bot.sandbox.server import Sandbox, running_sandbox
from bot.sandbox.world import World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def sandbox(world: World) -> AsyncIterator[Sandbox]:
    async with running_sandbox(world) as running:
        yield running


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
    """Makes an Application for the sandbox, started and stopped around a block."""

    @asynccontextmanager
    async def running() -> AsyncIterator[Application]:
        application = (
            ApplicationBuilder()
            .token(sandbox.token)
            .base_url(sandbox.base_url)
            .base_file_url(sandbox.base_file_url)
            .build()
        )
        async with application:
            await application.start()
            try:
                yield application
            finally:
                await application.stop()

    return running
