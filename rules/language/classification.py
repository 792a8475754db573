"""Closed classifications as data: kinds that do not overlap and together make up the total."""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from domain.finding import Severity
from rules.definition import RuleError

_LEADING = r"(?:其中|包括|包含|含|分别|为|是|有|和|与|及|以及|另有|另|还有|共|共有)*"
_TRAILING = r"(?:分别|共计|共|计|各|有|为|是|占|达|数量)*"


@dataclass(frozen=True, slots=True)
class Complete:
    """Members that, named together, leave nothing out, and how certain that is."""

    members: frozenset[str]
    severity: Severity


@dataclass(frozen=True, slots=True)
class Classification:
    """`register` is where a clerk looks the numbers up. `any_member` matches what one of `members`
    matches. A sentence with `silenced_by` is not judged, nor a total that `not_of` names (both are
    regular expressions)."""

    name: str
    register: str
    members: tuple[tuple[str, re.Pattern[str]], ...]
    any_member: re.Pattern[str]
    complete: tuple[Complete, ...]
    silenced_by: str | None
    not_of: str | None

    def member(self, words: str) -> str | None:
        """Which member the words in front of a number (or after it) name, if any."""
        if self.any_member.fullmatch(words) is None:
            return None
        return next((key for key, pattern in self.members if pattern.fullmatch(words)), None)

    def silences(self, sentence: str, total: str) -> bool:
        """Whether a sentence, or the words in front of its total, forbid judging."""
        return bool(
            (self.silenced_by and re.search(self.silenced_by, sentence))
            or (self.not_of and re.search(self.not_of, total))
        )

    def certainty(self, named: Collection[str]) -> Severity | None:
        """How certain it is that `named` members make up the total; None where some may lack."""
        return next((each.severity for each in self.complete if each.members.issubset(named)), None)


@cache
def load_classifications(file: str) -> tuple[Classification, ...]:
    """The classifications of a file in ``rules/text``. Raises RuleError naming file and name."""
    text = files("rules").joinpath("text", file).read_text("utf-8")
    return tuple(_classification(entry, file) for entry in tomllib.loads(text)["classification"])


def _classification(entry: dict[str, Any], file: str) -> Classification:
    before, after = entry.get("before", ""), entry.get("after", "")
    try:
        members = tuple(
            (key, re.compile(f"{_LEADING}{before}(?:{words}){after}{_TRAILING}"))
            for key, words in entry["members"].items()
        )
        any_member = re.compile("|".join(f"(?:{each.pattern})" for _, each in members))
        complete = tuple(
            Complete(frozenset(each["members"]), Severity(each.get("severity", "error")))
            for each in entry["complete"]
        )
    except (re.error, KeyError, ValueError) as error:
        raise RuleError(f"rules/text/{file}: {entry.get('name')}: {error}") from error
    for each in complete:
        unknown = each.members - entry["members"].keys()
        if unknown:
            raise RuleError(f"rules/text/{file}: {entry['name']}: no members {sorted(unknown)}")
    return Classification(
        entry["name"],
        entry["register"],
        members,
        any_member,
        complete,
        entry.get("silenced_by"),
        entry.get("not_of"),
    )
