"""An office's own rules: TOML files of relations and patterns beside those of the program."""

import tomllib
from pathlib import Path

from rules.definition import Rule, RuleError
from rules.pattern_file import load_patterns
from rules.relation_file import load_relations


def load_pack(path: Path) -> tuple[Rule, ...]:
    """The rules of one file, written like ``relations/*.toml`` and ``patterns/*.toml``.

    Raises RuleError naming the file (and the id) where it cannot be read or a rule is not fit to
    run.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path.name}: {type(error).__name__}") from error
    unknown = _tables(text, path.name) - {"relation", "pattern"}
    if unknown:
        raise RuleError(
            f"{path.name}: unknown {sorted(unknown)}, only [[relation]] and [[pattern]]"
        )
    found = (*load_relations(text, path.name), *load_patterns(text, path.name))
    if not found:
        raise RuleError(f"{path.name}: holds no [[relation]] and no [[pattern]]")
    return found


def _tables(text: str, source: str) -> set[str]:
    try:
        return set(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{source}: {error}") from error
