"""Reads the files of patterns and refuses one that is not fit to run."""

import re
import tomllib
from typing import Any

from domain.finding import Severity
from domain.form import FORM_YEARS
from rules.definition import Manual, Rule, RuleError, RuleInfo, checked
from rules.pattern import MOST_HITS, Pattern

_WORDS = ("id", "title", "basis", "message", "fix", "why", "wrong", "right", "mend")
_KEYS = {*_WORDS, "severity", "forms", "pattern", "replace", "unless", "section", "most"}


def load_patterns(text: str, source: str) -> tuple[Rule, ...]:
    """The rules of one file. Each must find a fault in its own wrong example and none in its right
    one. Raises RuleError naming `source` and the id of the faulty pattern."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{source}: {error}") from error
    return tuple(_rule(entry, source) for entry in data.get("pattern", []))


def _rule(entry: dict[str, Any], source: str) -> Rule:
    rule_id = entry.get("id", "?")
    try:
        pattern = _pattern(entry)
        info = _info(entry)
    except KeyError as error:
        raise RuleError(f"{source}: {rule_id}: no {error.args[0]}") from error
    except (ValueError, re.error) as error:
        raise RuleError(f"{source}: {rule_id}: {error}") from error
    if not pattern.found(info.manual.wrong):
        raise RuleError(f"{source}: {rule_id}: finds nothing in its wrong example")
    if pattern.found(info.manual.right):
        raise RuleError(f"{source}: {rule_id}: finds a fault in its right example")
    return Rule(checked(info, source), pattern.judge, source)


def _info(entry: dict[str, Any]) -> RuleInfo:
    words = {key: str(entry[key]) for key in _WORDS}
    return RuleInfo(
        id=words["id"],
        title=words["title"],
        severity=Severity(entry.get("severity", "info")),
        forms=tuple(entry.get("forms", FORM_YEARS)),
        basis=words["basis"],
        kind="pattern",
        manual=Manual(words["why"], words["wrong"], words["right"], words["mend"]),
        message=words["message"],
        fix=words["fix"],
    )


def _pattern(entry: dict[str, Any]) -> Pattern:
    unknown = entry.keys() - _KEYS
    if unknown:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    corrections: dict[str, str] = entry.get("replace", {})
    if bool(corrections) == ("pattern" in entry):
        raise ValueError("needs either 'pattern' or 'replace'")
    words = "|".join(map(re.escape, corrections)) or entry["pattern"]
    unless = entry.get("unless")
    return Pattern(
        words=re.compile(words),
        corrections=corrections,
        unless=re.compile(unless) if unless else None,
        section=entry.get("section"),
        most=int(entry.get("most", MOST_HITS)),
    )
