"""Published reports to try the readers on; they lie beside the repository, never in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


@pytest.fixture(scope="session")
def sample() -> Callable[[str], bytes]:
    """The bytes of a sample report; skips the test where the samples are not there."""

    def read(name: str) -> bytes:
        path = SAMPLES / name
        if not path.exists():
            pytest.skip(f"sample {name} is not there")
        return path.read_bytes()

    return read
