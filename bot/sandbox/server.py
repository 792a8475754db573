"""The sandbox as one HTTP server, on 127.0.0.1 and nowhere else."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.bot_api import bot_routes
from bot.sandbox.guard import LoopbackGuard
from bot.sandbox.seats_api import seat_routes
from bot.sandbox.webhook import deliver_updates
from bot.sandbox.world import BOT_ID, World

HOST = "127.0.0.1"
_MEDIA_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running sandbox: where it listens, and its state for tests to look at."""

    world: World
    token: str
    port: int

    @property
    def url(self) -> str:
        """Address of the chat page."""
        return f"http://{HOST}:{self.port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot is given as `base_url`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot is given as `base_file_url`."""
        return f"{self.url}/file/bot"


def new_token() -> str:
    """A token in Telegram's form, random, so that no other program on the machine can guess it."""
    return f"{BOT_ID}:{secrets.token_urlsafe(26)}"


def make_app(world: World, token: str) -> Starlette:
    """The ASGI application: Bot API, seats and page over one world."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        delivery = asyncio.create_task(deliver_updates(world))
        yield
        delivery.cancel()
        with suppress(asyncio.CancelledError):
            await delivery

    routes = [*_page_routes(), *seat_routes(world), *bot_routes(world, token)]
    return Starlette(routes=routes, middleware=[Middleware(LoopbackGuard)], lifespan=lifespan)


def bind_loopback(port: int) -> socket.socket:
    """A socket on 127.0.0.1; port 0 takes a free one. Raises OSError if the port is taken."""
    # Named, for asyncio takes only such sockets for TCP and has them send without delay (40 ms).
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
    except OSError:
        bound.close()
        raise
    return bound


async def serve(world: World, token: str, port: int) -> None:
    """Serves until cancelled. Raises OSError if the port is taken."""
    async with running_sandbox(world, token=token, port=port) as sandbox:
        await sandbox.world.bell.until(lambda: sandbox.world.closed)


@asynccontextmanager
async def running_sandbox(
    world: World | None = None, *, token: str | None = None, port: int = 0
) -> AsyncIterator[Sandbox]:
    """A sandbox that listens for as long as the block runs, in the caller's event loop."""
    world = world or World()
    token = token or new_token()
    with bind_loopback(port) as bound:
        server = _Server(make_app(world, token), world)
        running = asyncio.create_task(server.serve(sockets=[bound]))
        listening = asyncio.create_task(server.listening.wait())
        try:
            await asyncio.wait((running, listening), return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                await running
            yield Sandbox(world, token, bound.getsockname()[1])
        finally:
            listening.cancel()
            world.close()
            await running


class _Server(uvicorn.Server):
    """Uvicorn inside a larger program: it serves until the world closes, which ends the waiting
    calls, too, and leaves signals to the program."""

    def __init__(self, app: Starlette, world: World) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="on",
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                date_header=False,
                # Longer than a client keeps an idle connection (httpx: 5 s), lest it send into
                # one that is being closed.
                timeout_keep_alive=75,
                timeout_graceful_shutdown=3,
            )
        )
        self.listening = asyncio.Event()
        self._world = world

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    async def main_loop(self) -> None:
        await self._world.bell.until(lambda: self._world.closed)


def _page_routes() -> list[BaseRoute]:
    files = sorted((Path(__file__).parent / "page").iterdir())
    return [_page_route(file) for file in files if file.suffix in _MEDIA_TYPES]


def _page_route(file: Path) -> Route:
    content = file.read_bytes()
    headers = {"cache-control": "no-cache"}

    async def send(request: Request) -> Response:
        return Response(content, media_type=_MEDIA_TYPES[file.suffix], headers=headers)

    return Route("/" if file.name == "index.html" else f"/page/{file.name}", send)
