"""Migrations lead to the tables that the code expects, on both databases."""

import subprocess
import sys

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from storage.engine import make_engine
from storage.migrate import upgrade
from storage.tables import Base


def test_migrations_and_tables_agree(url: str) -> None:
    engine = make_engine(url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    assert differences == []


def test_upgrading_twice_is_the_same_as_once(url: str) -> None:
    upgrade(url)
    engine = make_engine(url)
    assert "uploads" in inspect(engine).get_table_names()
    engine.dispose()


def test_processes_that_start_at_once_all_find_the_tables(empty_url: str) -> None:
    program = "import sys; from storage.migrate import upgrade; upgrade(sys.argv[1])"
    running = [subprocess.Popen([sys.executable, "-c", program, empty_url]) for _ in range(3)]
    assert [process.wait(timeout=30) for process in running] == [0, 0, 0]
    engine = make_engine(empty_url)
    assert set(Base.metadata.tables) < set(inspect(engine).get_table_names())
    engine.dispose()
