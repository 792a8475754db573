"""One service for the conversations that do not disturb each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.service import Seat, Service, running_service

FURTHER_CLERKS = 20
"""They upload all at once (see `test_load`); one more has an evening of their own."""
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    clerks = str(FURTHER_CLERKS + 1)
    home = tmp_path_factory.mktemp("home")
    with running_service(home, NIANBAO_SANDBOX_CLERKS=clerks) as running:
        yield running


@pytest.fixture
def clerk(service: Service) -> Seat:
    return service.seat("clerk")


@pytest.fixture
def supervisor(service: Service) -> Seat:
    return service.seat("supervisor")


@pytest.fixture
def stranger(service: Service) -> Seat:
    return service.seat("stranger")


@pytest.fixture
def real_pdf() -> bytes:
    """The real report of five pages as WPS wrote it."""
    path = SAMPLES / "hz2023.pdf"
    if not path.exists():
        pytest.skip("the sample reports are not beside the repository")
    return path.read_bytes()
