"""A file comes from the Bot API into the store, never more of it in memory than Telegram's own
server hands out.

A Bot API server of one's own that runs with `--local` fetches the whole file before it answers
getFile, and then names a file on its own disk
(https://core.telegram.org/bots/api#using-a-local-bot-api-server).
"""

import asyncio
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.services import Services

logger = logging.getLogger(__name__)

PUBLIC_LIMIT = 20 * 1024 * 1024
"""Bytes of the largest file that a Bot API server hands out unless it runs with `--local`
(https://core.telegram.org/bots/api#getfile)."""
_PATIENCE_SECONDS = 10.0
_SLOWEST = 500_000
"""Bytes a second at which a server with `--local` is at least expected to fetch a file."""


class FileTooLarge(Exception):  # noqa: N818 - an answer, not a fault
    """A file over the limit; `size` in bytes, None where nobody has said it."""

    def __init__(self, size: int | None) -> None:
        super().__init__("file too large")
        self.size = size


class FileLost(Exception):  # noqa: N818 - an answer, not a fault
    """A file that the Bot API has announced but does not hand out."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file in the store, its size in bytes."""

    sha256: str
    size: int


async def fetch(bot: ExtBot[Any], services: Services, file_id: str, announced: int) -> Fetched:
    """Stores the file of that id. `announced` is its size as the message tells it, 0 where it does
    not. Raises FileTooLarge, before anything is fetched where the size is known, and FileLost."""
    limit = services.file_limit
    _require(announced, limit)
    try:
        patience = _PATIENCE_SECONDS + (announced or limit) / _SLOWEST
        file = await bot.get_file(file_id, read_timeout=patience)
        _require(file.file_size or 0, limit)
        if bot.local_mode:
            path = Path(file.file_path or "")
            return await asyncio.to_thread(_keep_local, services, path)
        content = bytes(await file.download_as_bytearray())
    except BadRequest as error:
        if "too big" in error.message.lower():
            raise FileTooLarge(None) from error
        raise FileLost from error
    except TelegramError as error:
        raise FileLost from error
    return Fetched(await asyncio.to_thread(services.files.put, content), len(content))


def _keep_local(services: Services, path: Path) -> Fetched:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        logger.error(
            "a file of the Bot API server cannot be read here (%s), see NIANBAO_API_LOCAL",
            type(error).__name__,
        )
        raise FileLost from error
    _require(size, services.file_limit)
    return Fetched(services.files.put_file(path), size)


def _require(size: int, limit: int) -> None:
    if size > limit:
        raise FileTooLarge(size)
