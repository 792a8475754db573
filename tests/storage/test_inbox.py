"""An update is kept once and waits until it is dealt with."""

from datetime import datetime, timedelta

from .conftest import Work


def test_an_update_is_kept_once(work: Work, now: datetime) -> None:
    with work() as uow:
        assert uow.inbox.put(7, "{}", now)
        assert not uow.inbox.put(7, "{}", now)
        uow.commit()
    with work() as uow:
        assert not uow.inbox.put(7, "{}", now)


def test_updates_wait_in_the_order_they_came(work: Work, now: datetime) -> None:
    with work() as uow:
        uow.inbox.put(900, "first", now)
        uow.inbox.put(901, "second", now)
        uow.inbox.put(5, "after a quiet week", now + timedelta(days=8))
        assert uow.inbox.pending(10) == [
            (900, "first"),
            (901, "second"),
            (5, "after a quiet week"),
        ]
        assert uow.inbox.pending(1) == [(900, "first")]


def test_what_is_done_or_failed_no_longer_waits(work: Work, now: datetime) -> None:
    with work() as uow:
        for update_id in (1, 2, 3):
            uow.inbox.put(update_id, "{}", now)
        uow.inbox.done(1, now)
        uow.inbox.failed(2, now)
        assert uow.inbox.pending(10) == [(3, "{}")]


def test_attempts_are_counted(work: Work, now: datetime) -> None:
    with work() as uow:
        uow.inbox.put(1, "{}", now)
        assert [uow.inbox.attempt(1), uow.inbox.attempt(1)] == [1, 2]
