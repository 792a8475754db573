"""The command line, as a program of its own and, which is quicker, within the tests."""

import os
import subprocess
import sys

from click.testing import Result
from typer.testing import CliRunner

from app.cli import cli


def nianbao(*words: str, **environment: str) -> Result:
    """What the command does, in this process; raises what it does not handle itself."""
    return CliRunner().invoke(cli, words, env=environment, catch_exceptions=False)


def nianbao_process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The whole program, as outsiders start it."""
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
