"""Posts updates to the bot's webhook, in order and one at a time, until each is accepted."""

import asyncio
import logging

import httpx

from bot.sandbox.shapes import ApiUpdate
from bot.sandbox.updates import Webhook
from bot.sandbox.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
"""Seconds between two attempts; the pause doubles from the first to the longest."""

log = logging.getLogger(__name__)


async def deliver_updates(world: World) -> None:
    """Runs until cancelled. An update whose delivery fails is posted again, as Telegram does;
    answers that carry a method call are not carried out, for the bot sends none."""
    updates = world.updates
    pause = FIRST_PAUSE
    # Proxies of the surroundings are for the world outside, never for loopback.
    async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
        while True:
            await world.bell.until(lambda: bool(updates.webhook.url) and bool(updates))
            hook, update = updates.webhook, updates.first(1)[0]
            failure = await _post(client, hook, update)
            if failure is None:
                updates.confirm(update["update_id"] + 1)
                pause = FIRST_PAUSE
                continue
            hook.last_error_date = int(world.now().timestamp())
            hook.last_error_message = failure
            log.info("webhook update=%d failed: %s", update["update_id"], failure)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def _post(client: httpx.AsyncClient, hook: Webhook, update: ApiUpdate) -> str | None:
    headers = {SECRET_HEADER: hook.secret_token} if hook.secret_token else {}
    try:
        response = await client.post(hook.url, json=update, headers=headers)
    except httpx.HTTPError as error:
        return f"Connection failed: {type(error).__name__}"
    if response.is_success:
        return None
    return f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
