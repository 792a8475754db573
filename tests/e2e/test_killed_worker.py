"""A worker dies in the middle of a file, as machines do."""

import os
import signal
from pathlib import Path

from tests.e2e.service import is_final, running_service
from tests.parsing.specimen import Specimen, consistent_cells

UNIT = "示例县青石镇人民政府"


def long_report() -> bytes:
    """Consistent, and so long that reading it takes some seconds."""
    notes = [f"第{n}号通知已在网站公开，接受群众查询。" * 8 for n in range(9_000)]
    return Specimen(UNIT, 2025, "2021", consistent_cells("2021", 7), {"一": notes}).text().encode()


def test_a_file_gets_exactly_one_answer_although_its_worker_is_killed(tmp_path: Path) -> None:
    with running_service(tmp_path) as service:
        clerk = service.seat("clerk")
        clerk.send("年报.txt", long_report())
        reading = clerk.await_message(lambda m: "正在读取" in m["text"])
        workers = service.children("worker")
        assert workers
        for worker in workers:
            os.kill(worker, signal.SIGKILL)

        answer = clerk.await_message(is_final)

        assert answer["message_id"] == reading["message_id"]
        assert "2025 年度" in answer["text"]
        assert "第 1 稿" in answer["text"]
        clerk.ask("/help")
        assert len(clerk.from_bot()) == 2
        assert set(service.children("worker")).isdisjoint(workers)
