"""Brings a database to the present tables."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from storage.engine import make_engine

LOCK = 0x6E69616E62616F
"""The number under which processes on PostgreSQL stand in line for migrating ("nianbao")."""


def upgrade(url: str) -> None:
    """Runs every migration that is missing, all or none. Several processes may start at once:
    one migrates and the others wait for it."""
    engine = make_engine(url)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            command.upgrade(_config(connection), "head")
    finally:
        engine.dispose()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
