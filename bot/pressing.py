"""A pressed button: one turn, and the note that Telegram shows when the button no longer works."""

from collections.abc import Callable

from telegram import Update

from bot.services import Context, Turn, take_turn

Work = Callable[[Turn, int, list[str]], str | None]
"""Takes the turn, the message under which the button is, and the parts of the button's data;
returns what to say in a note, or None."""


async def pressed(update: Update, context: Context, work: Work) -> None:
    """Has `work` done for the button that was pressed, and lets its clock stop turning."""
    query = update.callback_query
    if query is None or query.message is None:
        return
    message_id, parts = query.message.message_id, (query.data or "").split(":")
    note = await take_turn(update, context, lambda turn: work(turn, message_id, parts))
    await query.answer(text=note)
