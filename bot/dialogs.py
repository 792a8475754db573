"""Questions that the next text in a chat answers: asked, kept in the store, answered."""

import json
from datetime import timedelta

from bot.services import Turn

SHORTEST_REASON, LONGEST_REASON = 4, 300
PATIENCE = timedelta(days=1)
"""A text that comes later than this after the question is no answer to it."""


def ask(turn: Turn, kind: str, **data: object) -> None:
    """Has the next text of the chat taken as the answer to a question of this kind."""
    turn.uow.dialogs.wait(turn.chat_id, kind, json.dumps(data), turn.services.clock.now())


def asked(turn: Turn) -> tuple[str, dict[str, object]] | None:
    """What the chat was asked last and has not answered: the kind of question and its data."""
    row = turn.uow.dialogs.waiting(turn.chat_id, turn.services.clock.now() - PATIENCE)
    return None if row is None else (row.kind, json.loads(row.data))


def answered(turn: Turn) -> None:
    """The question is settled."""
    turn.uow.dialogs.end(turn.chat_id)


def moved_on(turn: Turn, kind: str) -> None:
    """The person went on to something that leaves a question of this kind behind."""
    question = asked(turn)
    if question is not None and question[0] == kind:
        answered(turn)


def leaves(turn: Turn, text: str) -> bool:
    """Whether a text says that the person would rather not answer."""
    return means(turn, text, "problem.never_mind")


def reason_in(turn: Turn, text: str, left: str) -> str | None:
    """The reason that a text gives; the question is settled then. None where the person thought
    better of it (`left` is the sentence that says what holds) or wrote too little or too much,
    which has been said then."""
    reason = " ".join(text.split())
    if has_left(turn, reason, left):
        return None
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        turn.tell("problem.reason_length", shortest=SHORTEST_REASON, longest=LONGEST_REASON)
        return None
    answered(turn)
    return reason


def has_left(turn: Turn, text: str, left: str) -> bool:
    """Whether the person thought better of answering; the question is settled then, and `left`,
    the sentence that says what holds, has been said."""
    if not leaves(turn, text):
        return False
    answered(turn)
    turn.tell(left)
    return True


def means(turn: Turn, text: str, key: str) -> bool:
    """Whether a text is one of the words that are listed under `key`."""
    return text.strip().casefold().rstrip(".。!！~～ ") in turn.texts.plain(key).split("|")
