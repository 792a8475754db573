"""The README names what there is, and nothing else."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from app.admin import admin
from app.cli import cli

ROOT = Path(__file__).parents[2]
READMES = ["README.md", "README.en.md"]
COMMANDS = set(get_command(cli).commands)  # type: ignore[attr-defined]
LINKS = re.compile(r"\]\(([^)#:]+)\)")


def text(readme: str) -> str:
    return (ROOT / readme).read_text("utf-8")


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_documented_and_every_documented_command_exists(readme: str) -> None:
    named = set(re.findall(r"\bnianbao ([a-z]+)", text(readme)))
    assert named == COMMANDS


@pytest.mark.parametrize("readme", READMES)
def test_admin_has_the_commands_that_the_readme_uses(readme: str) -> None:
    names = {command.callback.__name__ for command in admin.registered_commands if command.callback}
    assert names == set(re.findall(r"\bnianbao admin ([a-z]+)", text(readme)))


@pytest.mark.parametrize("readme", READMES)
def test_every_link_leads_to_a_file(readme: str) -> None:
    for link in LINKS.findall(text(readme)):
        assert (ROOT / link).exists(), link


@pytest.mark.parametrize("readme", READMES)
def test_ci_runs_the_test_command_word_for_word(readme: str) -> None:
    command = "python3 -m pip install -q uv && python3 -m uv run pytest"
    assert f"```sh\n{command}\n```" in text(readme)
    assert f"\n{command}\n" in (ROOT / ".ci" / "run").read_text("utf-8")
