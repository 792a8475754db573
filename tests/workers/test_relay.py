"""Calls that were lost are repeated; a broker that is away breaks nothing."""

import pytest
import redis
from dramatiq import Message
from dramatiq.brokers.redis import RedisBroker

from workers.broker import NAMESPACE, make_broker
from workers.relay import CHANNEL, DramatiqQueue, RedisDoorbell, sweep
from workers.steps import StepContext

from .conftest import Bell, SettableClock

NOBODY = "unix:///nonexistent/broker.sock"


def test_a_call_carries_one_number_on_the_queue_of_its_step(
    broker: RedisBroker, client: redis.Redis
) -> None:
    DramatiqQueue(broker).wake("read", 17)
    (data,) = client.hvals(f"{NAMESPACE}:reading.msgs")
    message = Message.decode(data)
    assert (message.actor_name, message.args, message.kwargs) == ("read_job", (17,), {})


def test_a_step_that_does_not_exist_cannot_be_woken(broker: RedisBroker) -> None:
    with pytest.raises(KeyError):
        DramatiqQueue(broker).wake("paint", 1)


def test_the_doorbell_is_heard(broker_server: str, client: redis.Redis) -> None:
    listener = client.pubsub(ignore_subscribe_messages=True)
    listener.subscribe(CHANNEL)
    listener.get_message(timeout=5)
    doorbell = RedisDoorbell(broker_server)
    doorbell.ring()
    heard = listener.get_message(timeout=5)
    listener.close()
    doorbell.close()
    assert heard is not None
    assert heard["channel"] == CHANNEL.encode()


def test_a_broker_that_is_away_loses_calls_and_raises_nothing() -> None:
    DramatiqQueue(make_broker(NOBODY)).wake("read", 1)
    RedisDoorbell(NOBODY).ring()


@pytest.mark.parametrize("url", ["amqp://localhost", "http://localhost", ""])
def test_other_brokers_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="no support"):
        make_broker(url)


def test_the_sweep_repeats_a_lost_call_once_in_a_while(
    context: StepContext, clock: SettableClock, bell: Bell, read_job: int
) -> None:
    assert sweep(context) == 0
    clock.advance(seconds=30)
    assert sweep(context) == 1
    assert sweep(context) == 0
    assert bell.woken == [("read", read_job)]
    clock.advance(seconds=30)
    assert sweep(context) == 1


def test_the_sweep_finds_the_job_of_a_dead_worker_as_soon_as_its_lease_ends(
    context: StepContext, clock: SettableClock, bell: Bell, read_job: int
) -> None:
    with context.uow() as uow:
        uow.jobs.claim(read_job, clock.now(), context.lease, context.max_attempts)
        uow.commit()
    clock.advance(seconds=9)
    assert sweep(context) == 0
    clock.advance(seconds=1)
    assert sweep(context) == 1
    assert bell.woken == [("read", read_job)]
