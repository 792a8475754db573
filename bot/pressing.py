"""A pressed button: its work, and the note that Telegram shows when the button no longer works."""

from collections.abc import Awaitable, Callable

from telegram import Update

from bot.services import Context, Turn, services_of, take_turn

Work = Callable[[Turn, int, list[str]], str | None]
"""Takes the turn, the message under which the button is, and the parts of the button's data;
returns what to say in a note, or None."""
LongWork = Callable[[int, list[str]], Awaitable[str | None]]
"""The same for work that takes its turn itself, when it has made what it is to say."""
Order = Callable[[Turn, int, list[str]], tuple[str | None, int | None]]
"""Takes the same as `Work`; returns what to say in a note, and the job that a worker has to do, if
there is one."""


async def worked_off(update: Update, work: LongWork) -> None:
    """Has `work` done for the button that was pressed, and lets its clock stop turning."""
    query = update.callback_query
    if query is None or query.message is None:
        return
    note = await work(query.message.message_id, (query.data or "").split(":"))
    await query.answer(text=note)


async def pressed(update: Update, context: Context, work: Work) -> None:
    """Has `work` done in one turn."""

    async def turn_taken(message_id: int, parts: list[str]) -> str | None:
        return await take_turn(update, context, lambda turn: work(turn, message_id, parts))

    await worked_off(update, turn_taken)


async def ordered(update: Update, context: Context, order: Order) -> None:
    """Has `order` given in one turn, and wakes the worker for it. The first part of the button's
    data is the step that the worker does."""

    async def given(message_id: int, parts: list[str]) -> str | None:
        note, job_id = await take_turn(update, context, lambda turn: order(turn, message_id, parts))
        if job_id is not None:
            services_of(context).queue.wake(parts[0], job_id)
        return note

    await worked_off(update, given)
