"""Puts the rooms together for a worker."""

from dataclasses import replace
from functools import partial

from app.settings import Settings
from app.wiring import SystemClock, broker_url
from parsing.children import Relief
from parsing.sandbox import ReadingLimits
from rules.check import check
from rules.registry import rules_version, runnable_rules
from storage.engine import make_engine
from storage.files import FsspecFileStore
from storage.unit_of_work import UnitOfWork
from workers.context import StepContext, reader
from workers.relay import DramatiqQueue, RedisDoorbell


def step_context(settings: Settings, queue: DramatiqQueue) -> StepContext:
    """Raises RuleError where one of the office's own rules is not fit to run."""
    runnable_rules(settings.packs)
    limits = reading_limits(settings.file_limit)
    relief = Relief()
    relief.prepare()
    return StepContext(
        uow=partial(UnitOfWork, make_engine(settings.effective_database_url)),
        files=FsspecFileStore(settings.effective_store_url),
        queue=queue,
        doorbell=RedisDoorbell(broker_url(settings)),
        clock=SystemClock(),
        zone=settings.zone,
        read=reader(limits, relief=relief),
        read_scan=reader(limits, ocr=True),
        packed_bytes=limits.file_bytes,
        check=partial(check, packs=settings.packs),
        rules_version=partial(rules_version, packs=settings.packs),
    )


def reading_limits(file_limit: int) -> ReadingLimits:
    """What reading may cost where files of so many bytes are taken: a larger one needs memory, too,
    for itself and for what is made of it."""
    usual = ReadingLimits()
    memory_bytes = usual.memory_bytes + 3 * max(0, file_limit - usual.file_bytes)
    return replace(usual, file_bytes=file_limit, memory_bytes=memory_bytes)
