"""What is written into pictures and notes; they speak Chinese, like the reports."""

import tomllib
from functools import cache
from importlib.resources import files


def words(key: str, **values: object) -> str:
    """A sentence of ``words.toml`` with its values. Raises KeyError for an unknown key."""
    return _sentences()[key].format_map(values)


@cache
def _sentences() -> dict[str, str]:
    return tomllib.loads(files("parsing.drawing").joinpath("words.toml").read_text("utf-8"))
