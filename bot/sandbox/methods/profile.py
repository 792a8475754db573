"""Methods about the bot itself, its commands, a chat, and a file to be fetched."""

import asyncio
from pathlib import Path

from bot.sandbox import bot_view
from bot.sandbox.call import Call
from bot.sandbox.files import MAX_DOWNLOAD, StoredFile
from bot.sandbox.shapes import ApiFile, ApiUser, bad_request
from bot.sandbox.world import World

MAX_COMMANDS = 100


async def get_me(world: World, call: Call) -> ApiUser:
    return world.bot_user


async def set_my_commands(world: World, call: Call) -> bool:
    listed = call.json("commands")
    if not isinstance(listed, list) or len(listed) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH" if listed else "commands must be an Array")
    commands = [_command(item) for item in listed]
    world.set_commands(_scope(world, call), call.text("language_code"), commands)
    return True


async def delete_my_commands(world: World, call: Call) -> bool:
    world.set_commands(_scope(world, call), call.text("language_code"), [])
    return True


async def get_my_commands(world: World, call: Call) -> list[dict[str, str]]:
    return world.commands.get((_scope(world, call), call.text("language_code")), [])


async def set_chat_menu_button(world: World, call: Call) -> bool:
    button = call.json("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or "type" not in button:
        raise bad_request("can't parse menu button")
    world.menu_button = button
    return True


async def get_chat_menu_button(world: World, call: Call) -> dict[str, object]:
    return world.menu_button


async def get_chat(world: World, call: Call) -> dict[str, object]:
    """A ChatFullInfo with the fields that are always there."""
    chat = world.bot_chat(call.integer("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return {
        **bot_view.chat_object(chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys((*gifts, "gifts_from_channels"), False),
    }


async def get_file(world: World, call: Call) -> ApiFile:
    file = world.files.find(call.text("file_id"))
    if world.local_files is not None:
        return await _as_local_server(world, world.local_files, file)
    if file.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return bot_view.file_object(file)


async def _as_local_server(world: World, folder: Path, file: StoredFile) -> ApiFile:
    """Puts the file on the disk and names it there, without a limit
    (https://core.telegram.org/bots/api#using-a-local-bot-api-server)."""
    content = world.files.content(file.file_id)
    if content is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    path = folder / file.path
    await asyncio.to_thread(_write, path, content)
    return {**bot_view.file_object(file), "file_path": str(path)}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _scope(world: World, call: Call) -> str:
    scope = call.json("scope") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope")
    kind = str(scope.get("type", "default"))
    if kind != "chat":
        return kind
    chat_id = str(scope.get("chat_id"))
    world.bot_chat(int(chat_id) if chat_id.isdecimal() else 0)
    return f"chat:{chat_id}"


def _command(item: object) -> dict[str, str]:
    if not isinstance(item, dict) or not item.get("command") or not item.get("description"):
        raise bad_request("can't parse BotCommand: command and description must be non-empty")
    name = str(item["command"]).removeprefix("/")
    if not (name.isascii() and name.replace("_", "a").isalnum() and name == name.lower()):
        raise bad_request("BOT_COMMAND_INVALID")
    if len(name) > 32:
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": str(item["description"])}
