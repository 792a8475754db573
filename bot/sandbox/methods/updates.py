"""Methods by which the bot hears: polling, or a webhook."""

import re
from urllib.parse import urlsplit

from bot.sandbox.call import Call
from bot.sandbox.shapes import ApiError, ApiUpdate, ApiWebhookInfo, bad_request
from bot.sandbox.updates import Webhook
from bot.sandbox.world import World

MAX_POLL_SECONDS = 50
MAX_UPDATES = 100
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


async def get_updates(world: World, call: Call) -> list[ApiUpdate]:
    """Waits up to `timeout` seconds for updates; of two polls the older one is refused."""
    updates = world.updates
    if updates.webhook.url:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    _allow(world, call)
    updates.confirm(call.integer("offset"))
    limit = min(max(call.integer("limit", MAX_UPDATES), 1), MAX_UPDATES)
    turn = updates.take_turn()
    await world.bell.until(
        lambda: bool(updates) or world.closed or not updates.has_turn(turn),
        min(max(call.integer("timeout"), 0), MAX_POLL_SECONDS),
    )
    if not updates.has_turn(turn):
        raise ApiError(
            409,
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running",
        )
    return updates.first(limit)


async def set_webhook(world: World, call: Call) -> bool:
    """Unlike Telegram takes addresses on this machine only, and these without TLS."""
    url = call.text("url")
    if url and (
        urlsplit(url).scheme not in ("http", "https") or urlsplit(url).hostname not in LOOPBACK
    ):
        raise bad_request("bad webhook: the sandbox posts to this machine only")
    secret = call.text("secret_token")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(world, call)
    world.updates.take_turn()
    world.updates.webhook = Webhook(url, secret, call.integer("max_connections", 40))
    return _settle(world, call)


async def delete_webhook(world: World, call: Call) -> bool:
    world.updates.webhook = Webhook()
    return _settle(world, call)


async def get_webhook_info(world: World, call: Call) -> ApiWebhookInfo:
    hook = world.updates.webhook
    info: ApiWebhookInfo = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if hook.url:
        info["max_connections"] = hook.max_connections
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    if hook.last_error_date is not None and hook.last_error_message is not None:
        info["last_error_date"] = hook.last_error_date
        info["last_error_message"] = hook.last_error_message
    return info


def _settle(world: World, call: Call) -> bool:
    if call.flag("drop_pending_updates"):
        world.updates.clear()
    world.bell.ring()
    return True


def _allow(world: World, call: Call) -> None:
    kinds = call.json("allowed_updates")
    if kinds is None:
        return
    if not isinstance(kinds, list):
        raise bad_request("allowed_updates must be an Array of String")
    world.updates.allow(str(kind) for kind in kinds)
