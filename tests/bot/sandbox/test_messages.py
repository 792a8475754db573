"""What the bot says: sent, edited, deleted, and refused where Telegram would refuse it."""

from collections.abc import Awaitable, Callable

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.error import BadRequest, Forbidden

from bot.sandbox.world import World
from tests.bot.sandbox.conftest import clerks_desk

Ask = Callable[[Bot, int], Awaitable[object]]


def keyboard(data: str, text: str = "依据") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=data)]])


async def test_a_message_comes_back_as_telegram_would_show_it(bot: Bot, chat_id: int) -> None:
    message = await bot.send_message(
        chat_id, "<b>可以发。</b> 共核对 214 项", parse_mode="HTML", reply_markup=keyboard("basis")
    )
    assert message.text == "可以发。 共核对 214 项"
    assert [(e.type, e.offset, e.length) for e in message.entities] == [("bold", 0, 4)]
    assert message.from_user.is_bot
    assert message.chat.id == chat_id
    assert message.chat.type == "private"
    assert message.reply_markup == keyboard("basis")


async def test_entities_may_be_given_instead_of_markup(bot: Bot, chat_id: int) -> None:
    bold = MessageEntity("bold", 0, 2)
    message = await bot.send_message(chat_id, "粗体字", entities=[bold])
    assert message.entities == (bold,)


async def test_an_edit_replaces_text_and_keyboard_and_is_counted(
    bot: Bot, world: World, chat_id: int
) -> None:
    sent = await bot.send_message(chat_id, "正在读取", reply_markup=keyboard("cancel"))
    edited = await bot.edit_message_text(
        "<i>正在核对</i>", chat_id, sent.message_id, parse_mode="HTML"
    )
    assert (edited.text, edited.reply_markup) == ("正在核对", None)
    assert edited.date == sent.date
    assert edited.edit_date >= sent.date
    again = await bot.edit_message_reply_markup(
        chat_id, sent.message_id, reply_markup=keyboard("basis")
    )
    assert again.reply_markup == keyboard("basis")
    assert world.chats[0].messages[sent.message_id].edits == 2


async def test_a_deleted_message_is_gone(bot: Bot, world: World, chat_id: int) -> None:
    sent = await bot.send_message(chat_id, "一")
    assert await bot.delete_message(chat_id, sent.message_id)
    assert world.chats[0].messages == {}
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(chat_id, sent.message_id)


def say(text: str, **more: object) -> Ask:
    return lambda bot, chat: bot.send_message(chat, text, **more)


LONGEST = "字" * 4096
REFUSED = [
    ("an empty text", say(""), "Message text is empty"),
    ("a blank text", say(" \n "), "Message text is empty"),
    ("markup without text", say("<b></b>", parse_mode="HTML"), "Message text is empty"),
    ("a text of 4097 units", say(LONGEST + "字"), "Message is too long"),
    ("2049 characters of two units each", say("𠮷" * 2049), "Message is too long"),
    ("broken markup", say("<b>x", parse_mode="HTML"), "Can't parse entities"),
    ("another markup", say("*x*", parse_mode="MarkdownV2"), "Unsupported parse_mode"),
    ("button data of 66 bytes", say("x", reply_markup=keyboard("字" * 22)), "Button_data_invalid"),
    ("a button without text", say("x", reply_markup=keyboard("d", " ")), "text must be non-empty"),
    ("an unknown chat", lambda bot, chat: bot.send_message(5, "x"), "Chat not found"),
    ("a chat by name", lambda bot, chat: bot.send_message("@x", "x"), "Chat not found"),
    ("an edit of nothing", lambda bot, chat: bot.edit_message_text("x", chat, 1),
     "Message to edit not found"),
    ("an answer to no press", lambda bot, chat: bot.answer_callback_query("1"),
     "Query is too old"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "reason"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED]
)
async def test_refused(ask: Ask, reason: str, bot: Bot, world: World, chat_id: int) -> None:
    with pytest.raises(BadRequest, match=reason):
        await ask(bot, chat_id)
    assert world.chats[0].messages == {}


async def test_markup_does_not_count_towards_the_length(bot: Bot, chat_id: int) -> None:
    message = await bot.send_message(chat_id, f"<b>{LONGEST}</b>", parse_mode="HTML")
    assert len(message.text) == 4096


async def test_button_data_of_64_bytes_is_taken(bot: Bot, chat_id: int) -> None:
    await bot.send_message(chat_id, "x", reply_markup=keyboard("字" * 21 + "a"))


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, chat_id: int) -> None:
    sent = await bot.send_message(chat_id, "同", reply_markup=keyboard("a"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("同", chat_id, sent.message_id, reply_markup=keyboard("a"))
    await bot.edit_message_text("同", chat_id, sent.message_id, reply_markup=keyboard("b"))


async def test_the_bot_edits_only_its_own_messages(bot: Bot, world: World, chat_id: int) -> None:
    from bot.sandbox.people import send_text

    theirs = send_text(world, clerks_desk(world), "我的")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("你的", chat_id, theirs.message_id)


async def test_a_person_who_blocks_the_bot_is_not_reached(
    bot: Bot, world: World, chat_id: int
) -> None:
    world.chats[0].blocks_bot = True
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(chat_id, "x")
