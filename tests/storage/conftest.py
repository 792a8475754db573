"""Every test of this room runs on SQLite and on a real PostgreSQL server.

Both are migrated once for the whole run; each test works on its own copy.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.unit import Unit
from domain.upload import Upload
from storage.engine import make_engine
from storage.migrate import upgrade
from storage.unit_of_work import UnitOfWork

NOW = datetime(2027, 1, 20, 1, 5, tzinfo=UTC)

Work = Callable[[], UnitOfWork]


@pytest.fixture(scope="session")
def migrated_postgresql(new_database: Callable[[str | None], str]) -> str:
    url = new_database(None)
    upgrade(url)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    return str(request.getfixturevalue("new_database")(None))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of a database with all tables and no rows."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    make = request.getfixturevalue("new_database")
    return str(make(request.getfixturevalue("migrated_postgresql")))


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def work(engine: Engine) -> Work:
    """Opens a unit of work."""
    return lambda: UnitOfWork(engine)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def upload(work: Work, township: Unit) -> Upload:
    with work() as uow:
        upload = uow.uploads.add(501, township.id, "年报.pdf", "ab" * 32, 1024, NOW)
        uow.commit()
    return upload
