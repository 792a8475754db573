"""The bot waits for one thing in a chat, across restarts, but not for ever."""

from datetime import datetime, timedelta

from .conftest import Work

CHAT = 501


def test_the_last_question_is_the_one_that_waits(work: Work, now: datetime) -> None:
    with work() as uow:
        assert uow.dialogs.waiting(CHAT, now) is None
        uow.dialogs.wait(CHAT, "reason", '{"upload": 1}', now)
        uow.dialogs.wait(CHAT, "unit", "{}", now + timedelta(minutes=1))
        uow.commit()
    with work() as uow:
        waiting = uow.dialogs.waiting(CHAT, now)
        assert waiting is not None
        assert (waiting.kind, waiting.data) == ("unit", "{}")
        assert uow.dialogs.waiting(CHAT + 1, now) is None


def test_a_question_is_forgotten_when_answered_or_old(work: Work, now: datetime) -> None:
    with work() as uow:
        uow.dialogs.wait(CHAT, "reason", "{}", now)
        assert uow.dialogs.waiting(CHAT, now + timedelta(days=1)) is None
        uow.dialogs.end(CHAT)
        assert uow.dialogs.waiting(CHAT, now) is None
        uow.dialogs.end(CHAT)
        uow.commit()
