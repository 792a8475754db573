"""A few long-lived processes that read one mutated file after the other."""

import logging
import multiprocessing
import random
import resource
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

from benchmarks.fuzz.mutate import mutate
from benchmarks.fuzz.seeds import Seed
from benchmarks.fuzz.verdict import Verdict, judge

_MEMORY = 1_500_000_000
_SCAN_MEMORY = 3_000_000_000
_SCAN_PATIENCE = 5
_CONTEXT = multiprocessing.get_context("spawn")


def mutated(seeds: Sequence[Seed], run: int, number: int) -> tuple[Seed, bytes]:
    """File `number` of run `run`: the seed it comes from, and its content."""
    seed, chance = _drawn(seeds, run, number)
    return seed, mutate(seed.content, chance)


def _drawn(seeds: Sequence[Seed], run: int, number: int) -> tuple[Seed, random.Random]:
    chance = random.Random(f"{run} {number}")  # noqa: S311 - damage need not be secret
    (seed,) = chance.choices(seeds, [each.weight for each in seeds])
    return seed, chance


@dataclass(slots=True)
class _Reader:
    """One process, the line to it, and the file it is at."""

    process: multiprocessing.process.BaseProcess
    line: Connection
    number: int = -1
    since: float = 0.0


def verdicts(
    seeds: Sequence[Seed], run: int, numbers: Iterable[int], processes: int, seconds: float
) -> Iterator[tuple[int, Verdict]]:
    """The verdict on each file, in any order. A process that dies or takes longer than `seconds`
    over one file (scans five times that) is replaced, and the file's verdict is ``"crash"`` or
    ``"hang"``."""
    left = iter(numbers)
    readers = [_start(seeds, run) for _ in range(processes)]
    busy = [reader for reader in readers if _feed(reader, left)]
    try:
        while busy:
            ready = wait([reader.line for reader in busy], timeout=0.2)
            for reader in list(busy):
                seed, _ = _drawn(seeds, run, reader.number)
                patience = seconds * _SCAN_PATIENCE if seed.is_scan else seconds
                verdict = _answer(reader, reader.line in ready, patience)
                if verdict is None:
                    continue
                yield reader.number, verdict
                if verdict.outcome in ("crash", "hang") and not reader.line.closed:
                    _stop(reader)
                    readers.remove(reader)
                    busy.remove(reader)
                    reader = _start(seeds, run)
                    readers.append(reader)
                    busy.append(reader)
                if not _feed(reader, left):
                    busy.remove(reader)
    finally:
        for reader in readers:
            _stop(reader)


def _start(seeds: Sequence[Seed], run: int) -> _Reader:
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=_read_on, args=(theirs, seeds, run), daemon=True)
    process.start()
    theirs.close()
    return _Reader(process, ours)


def _stop(reader: _Reader) -> None:
    reader.process.kill()
    reader.process.join()
    reader.line.close()


def _feed(reader: _Reader, numbers: Iterator[int]) -> bool:
    number = next(numbers, None)
    if number is None:
        return False
    reader.number, reader.since = number, time.monotonic()
    reader.line.send(number)
    return True


def _answer(reader: _Reader, is_ready: bool, seconds: float) -> Verdict | None:
    """The verdict on the file that a process is at; None while it may still go on."""
    if is_ready:
        try:
            answer = reader.line.recv()
        except EOFError:
            reader.process.join()
            return Verdict("crash", f"exit status {reader.process.exitcode}")
        assert isinstance(answer, Verdict)
        return answer
    if time.monotonic() - reader.since > seconds:
        return Verdict("hang", f"more than {seconds:g} s")
    return None


def _read_on(line: Connection, seeds: Sequence[Seed], run: int) -> None:
    """What a process does: takes numbers of files, answers with verdicts."""
    # Not for good: LibreOffice, started for old Word files, has limits of its own.
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    memory = _SCAN_MEMORY if any(seed.is_scan for seed in seeds) else _MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, most))
    logging.disable(logging.CRITICAL)
    while True:
        try:
            number = line.recv()
        except EOFError:
            return
        seed, content = mutated(seeds, run, number)
        try:
            verdict = judge(content, seed)
        except Exception as error:
            verdict = Verdict("crash", f"{type(error).__name__}: {error}")
        line.send(verdict)
