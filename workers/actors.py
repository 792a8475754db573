"""The thin wrappers that the queue calls. Each carries one whole number at most."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import dramatiq
from dramatiq import Broker

from domain.drawing import DrawingKind
from workers import drawings, rechecking, reminders, steps
from workers.context import StepContext
from workers.relay import QUEUES, actor_name


@dataclass(frozen=True, slots=True)
class StraightOn:
    """A queue for whoever reads: what was read is checked at once, for to call a worker takes
    longer than to judge. Where that is cut off the job's lease brings it back."""

    context: StepContext

    def wake(self, step: str, job_id: int) -> None:
        if step == "check":
            steps.check(job_id, self.context)
        else:
            self.context.queue.wake(step, job_id)


Step = Callable[[int, StepContext], None]


def _going_straight_on(step: Step) -> Step:
    def run(job_id: int, context: StepContext) -> None:
        step(job_id, replace(context, queue=StraightOn(context)))

    return run


_STEPS: dict[str, Step] = {
    "read": _going_straight_on(steps.read),
    "ocr": _going_straight_on(steps.ocr),
    "check": steps.check,
    "recheck": rechecking.recheck,
    "confirm": rechecking.recheck,
    "file": rechecking.recheck,
    **{kind.value: drawings.draw for kind in DrawingKind},
}


def declare_actors(broker: Broker, context: StepContext) -> None:
    """Makes ``tick()`` and, for each step, ``read_job(job_id)``, … known to `broker`."""

    def declare(step: str, run: Callable[..., None]) -> None:
        dramatiq.actor(actor_name=actor_name(step), queue_name=QUEUES[step], broker=broker)(run)

    for step, function in _STEPS.items():
        declare(step, _bound(function, context))
    declare("tick", lambda: reminders.tick(context))


def _bound(function: Step, context: StepContext) -> Callable[[int], None]:
    def run(job_id: int) -> None:
        function(job_id, context)

    return run
