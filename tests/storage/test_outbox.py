"""A notice is kept once, leased to one sender, and marked when it may have arrived already."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from domain.notice import Notice, NoticeKind
from storage.rows import OutboxMessage

from .conftest import Work

LEASE = timedelta(seconds=20)


def notice(key: str) -> Notice:
    return Notice(key, 501, NoticeKind.UPLOAD, 3)


def put(work: Work, now: datetime, *keys: str) -> None:
    with work() as uow:
        for key in keys:
            uow.outbox.add(notice(key), now)
        uow.commit()


def take(work: Work, now: datetime, limit: int = 10) -> list[OutboxMessage]:
    with work() as uow:
        messages = uow.outbox.take(now, limit, LEASE)
        uow.commit()
    return messages


def test_the_same_notice_is_kept_once(work: Work, now: datetime) -> None:
    with work() as uow:
        assert uow.outbox.add(notice("upload:3:reading"), now)
        assert not uow.outbox.add(notice("upload:3:reading"), now)
        uow.commit()
    assert [message.notice for message in take(work, now)] == [notice("upload:3:reading")]


def test_a_reply_comes_back_word_for_word(work: Work, now: datetime) -> None:
    reply = Notice("reply:9", -100_123_456_789, NoticeKind.REPLY, reply='{"text": "已收到"}')
    with work() as uow:
        uow.outbox.add(reply, now)
        uow.commit()
    assert take(work, now)[0].notice == reply


def test_messages_are_taken_in_order_and_only_once_due(work: Work, now: datetime) -> None:
    with work() as uow:
        uow.outbox.add(notice("later"), now, now + timedelta(minutes=1))
        uow.commit()
    put(work, now, "a", "b", "c")
    assert [message.notice.key for message in take(work, now, limit=2)] == ["a", "b"]
    assert [message.notice.key for message in take(work, now)] == ["c"]
    assert take(work, now) == []
    assert [m.notice.key for m in take(work, now + timedelta(minutes=1))][-1] == "later"


def test_nothing_is_taken_for_a_chat_that_is_being_sent_to(work: Work, now: datetime) -> None:
    put(work, now, "first")
    with work() as uow:
        uow.outbox.add(Notice("other", 502, NoticeKind.UPLOAD, 4), now)
        taken = uow.outbox.take(now, 10, LEASE, {501})
        uow.commit()
    assert [message.notice.key for message in taken] == ["other"]
    assert [message.notice.key for message in take(work, now)] == ["first"]


def test_a_message_whose_sender_died_comes_back_uncertain(work: Work, now: datetime) -> None:
    put(work, now, "a")
    (first,) = take(work, now)
    (second,) = take(work, now + LEASE)
    assert (first.attempts, first.uncertain) == (1, False)
    assert (second.attempts, second.uncertain) == (2, True)


def test_a_message_that_was_not_delivered_is_tried_again_when_due(
    work: Work, now: datetime
) -> None:
    put(work, now, "a")
    (message,) = take(work, now)
    with work() as uow:
        uow.outbox.retry(message.id, now + timedelta(seconds=3))
        uow.commit()
    assert take(work, now) == []
    (again,) = take(work, now + timedelta(seconds=3))
    assert (again.attempts, again.uncertain) == (2, False)


def test_uncertainty_stays_until_the_message_is_settled(work: Work, now: datetime) -> None:
    put(work, now, "a")
    (message,) = take(work, now)
    with work() as uow:
        uow.outbox.uncertain(message.id, now)
        uow.commit()
    assert take(work, now)[0].uncertain
    with work() as uow:
        uow.outbox.retry(message.id, now)
        uow.commit()
    assert take(work, now)[0].uncertain


def test_what_was_sent_or_given_up_is_over(work: Work, now: datetime) -> None:
    put(work, now, "a", "b")
    first, second = take(work, now)
    with work() as uow:
        uow.outbox.sent(first.id, 77, now)
        uow.outbox.gave_up(second.id)
        uow.outbox.retry(first.id, now)
        uow.outbox.retry(second.id, now)
        uow.commit()
    assert take(work, now + timedelta(days=1)) == []


def test_two_senders_at_once_never_hold_the_same_message(work: Work, now: datetime) -> None:
    keys = {f"n{number}" for number in range(20)}
    put(work, now, *keys)
    with ThreadPoolExecutor(2) as pool:
        batches = pool.map(lambda _sender: take(work, now), range(2))
        taken = [message.notice.key for batch in batches for message in batch]
    taken += [message.notice.key for message in take(work, now)]
    assert sorted(taken) == sorted(keys)
