"""A worker dies in the middle of a file, as machines do."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from parsing.children import STAND_BY
from tests.e2e.service import PATIENCE, Service, is_final, processes, running_service
from tests.parsing.specimen import Specimen, consistent_cells

WORKERS = 2
REPORT = Specimen("示例县青石镇人民政府", 2025, "2021", consistent_cells("2021", 7)).docx()


def halted_readers(service: Service) -> list[int]:
    """The children in which the workers will read, stopped: they read no file to its end."""
    deadline, readers = time.monotonic() + PATIENCE, list[int]()
    while len(readers) < WORKERS:
        assert time.monotonic() < deadline, "no child stood by"
        workers = service.children("worker")
        readers = [child for worker in workers for child in processes(worker, STAND_BY)]
    for reader in readers:
        os.kill(reader, signal.SIGSTOP)
    return readers


def test_a_file_gets_exactly_one_answer_although_its_worker_is_killed(tmp_path: Path) -> None:
    with running_service(tmp_path, NIANBAO_WORKERS=str(WORKERS)) as service:
        readers = halted_readers(service)
        clerk = service.seat("clerk")
        clerk.send("年报.docx", REPORT)
        reading = clerk.await_message(lambda m: "正在读取" in m["text"])
        workers = service.children("worker")
        assert len(workers) == WORKERS
        for process in (*workers, *readers):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

        answer = clerk.await_message(is_final)

        assert answer["message_id"] == reading["message_id"]
        assert "2025 年度" in answer["text"]
        assert "第 1 稿" in answer["text"]
        clerk.ask("/help")
        assert len(clerk.from_bot()) == 2
        assert set(service.children("worker")).isdisjoint(workers)
