"""In a group the bot answers only who asks it: with a file that mentions it or replies to it, or
with a mention in reply to a file. The group hears the verdict, the asker the answer in private; the
rights are those of whoever asks."""

import re

from telegram import Chat, Message, Update
from telegram.ext import BaseHandler

from bot.handlers.files import Sent, answer, sent_with, take
from bot.handlers.kinds import Handlers
from bot.reply import Reply, reply_to_json
from bot.services import Context, Turn, look, take_turn
from domain.notice import stranger_notice
from storage.rows import GroupPost


class FromGroup(BaseHandler[Update, Context, None]):
    """Takes all that comes from anywhere but a private chat, so that no other conversation speaks
    there."""

    def check_update(self, update: object) -> bool:
        chat = update.effective_chat if isinstance(update, Update) else None
        return chat is not None and chat.type != Chat.PRIVATE


async def listen(update: Update, context: Context) -> None:
    message = update.message
    name = context.bot.username
    is_called = message is not None and _mentions(message, name)
    sent = _asked_for(message, is_called, context.bot.id) if message is not None else None
    if message is None or not (sent or (is_called and (message.text or "").startswith("/"))):
        await take_turn(update, context, lambda turn: None)
        return
    post = GroupPost(message.chat_id, message.message_id)
    if sent is None:
        await take_turn(update, context, lambda turn: answer(turn, post, "group.how", name=name))
    elif not await look(update, context, lambda turn: bool(turn.memberships)):
        await take_turn(update, context, lambda turn: _turn_away(turn, post))
    elif sent.group_id is not None:
        await take_turn(update, context, lambda turn: answer(turn, post, "group.album"))
    else:
        await take(update, context, sent, post)


def _mentions(message: Message, name: str) -> bool:
    text = message.text or message.caption or ""
    return re.search(rf"@{re.escape(name)}(?![A-Za-z0-9_])", text, re.IGNORECASE) is not None


def _asked_for(message: Message, is_called: bool, bot_id: int) -> Sent | None:
    """The file that the bot is asked about, if it is."""
    sent, answered = sent_with(message), message.reply_to_message
    author = answered.from_user if answered is not None else None
    if sent is not None:
        is_reply = author is not None and author.id == bot_id
        return sent if is_called or is_reply else None
    return sent_with(answered) if is_called else None


def _turn_away(turn: Turn, post: GroupPost) -> None:
    """Tells a stranger how to join, once in this group."""
    reply = Reply(turn.texts.html("group.stranger"), answers=post.message_id)
    notice = stranger_notice(turn.chat_id, post.chat_id, reply_to_json(reply))
    turn.uow.outbox.add(notice, turn.services.clock.now())


def handlers() -> Handlers:
    return [FromGroup(listen)]
