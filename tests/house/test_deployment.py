"""The image and the compose file cannot be run in the tests; what can be said without, is."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from app.cli import ProcessName
from app.settings import Settings

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
ROOMS = ("app", "bot", "domain", "drafting", "parsing", "rules", "storage", "workers")


def test_the_dockerfile_passes_its_linter() -> None:
    hadolint = shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("hadolint has no wheel for this platform")
    result = subprocess.run(
        [hadolint, str(ROOT / "Dockerfile")], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_the_image_holds_every_room(room: str) -> None:
    assert f"COPY {room} {room}\n" in (ROOT / "Dockerfile").read_text("utf-8")
    assert f"!{room}\n" in (ROOT / ".dockerignore").read_text("utf-8")


def test_compose_has_the_shared_servers_and_each_process() -> None:
    assert set(COMPOSE["services"]) == {"redis", "postgres", "bot", "worker", "clock"}
    for process in ProcessName:
        assert COMPOSE["services"][process.value]["command"] == f"run {process.value}"


def test_compose_sets_only_settings_that_exist() -> None:
    names = set(COMPOSE["x-nianbao"]["environment"])
    assert names <= {f"NIANBAO_{name.upper()}" for name in Settings.model_fields}


def test_compose_starts_the_processes_when_the_servers_answer() -> None:
    for server in COMPOSE["x-nianbao"]["depends_on"]:
        assert "healthcheck" in COMPOSE["services"][server]


def test_secrets_have_no_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    secrets = re.findall(r"\$\{(\w*(?:PASSWORD|TOKEN)\w*)([^}]*)\}", text)
    assert secrets
    assert all(rest == ":?" for _, rest in secrets)
