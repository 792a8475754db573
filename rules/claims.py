"""Which words of the text claim the number of which cells, as data."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rules.definition import RuleError

_FILE = "cross/claims.toml"
_FILLER = (
    r"(?:{}|的|有|了|共计|共|合计|总计|累计|总共|一共|均|都|各|分别|为|是|：|“|”|\(|达|计"
    r"|数量|件数|量)*"
)
_LEADING = r"(?:{}|的|为|是|被|均)*"
_NEVER = r"(?!)"


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that, with a number, claim what cells hold together.

    `cells` are names, possibly patterns; a name after ``-`` is taken away. `accepts` are other
    sums that the words may mean in a sentence with `accepts_if`. What `follows` must come after
    another claim in its sentence; what `continues` may take its number from before a comma.
    Where `column` is set, the cells are those of the claim spoken of just before, in this column.
    `around` are the words before and after a number between them.
    `negatable` says that 没有 with these words claims 0.
    """

    name: str
    cells: tuple[str, ...]
    accepts: tuple[tuple[str, ...], ...]
    accepts_if: re.Pattern[str]
    label: str
    narrow: re.Pattern[str] | None
    around: tuple[re.Pattern[str], re.Pattern[str]] | None
    column: str | None
    negatable: bool
    follows: bool
    continues: bool


@dataclass(frozen=True, slots=True)
class Family:
    """The claims of one rule, with the words that decide whether a sentence makes them.

    `words` finds any of them; the number of the group that matched is the index in `claims`, plus
    one. See the head of the data file for the other words.
    """

    claims: tuple[Claim, ...]
    words: re.Pattern[str]
    hints: re.Pattern[str]
    about: re.Pattern[str]
    home: str | None
    denial_stands: bool
    may_be_parts: bool
    unless: re.Pattern[str]
    unless_next: re.Pattern[str]
    narrow: re.Pattern[str]
    filler: re.Pattern[str]
    leading: re.Pattern[str]

    @property
    def has_around(self) -> bool:
        return any(claim.around is not None for claim in self.claims)

    def concerns(self, sentence: str) -> bool:
        """Whether a sentence may make one of the claims: a cheap first look."""
        return self.hints.search(sentence) is not None


@cache
def load_family(rule: str, form: str, year: int) -> Family:
    """The claims of a rule about a report on `form` for `year`. Raises RuleError where the data is
    not fit to use, KeyError where there is none."""
    entry = _entries()[rule]
    try:
        return _family(entry, form, year)
    except (KeyError, ValueError, re.error) as error:
        raise RuleError(f"rules/{_FILE}: {rule}: {error}") from error


@cache
def _entries() -> Mapping[str, dict[str, Any]]:
    data = tomllib.loads(files("rules").joinpath(_FILE).read_text("utf-8"))
    return {entry["rule"]: entry for entry in data["family"]}


def _family(entry: dict[str, Any], form: str, year: int) -> Family:
    claims = [
        each for each in entry["claim"] if _of_form(each.get("cells", each.get("column")), form)
    ]
    words = "|".join(f"({_dated(each['words'], year)})" for each in claims)
    return Family(
        claims=tuple(_claim(each, form) for each in claims),
        words=re.compile(words),
        hints=re.compile(entry["hints"]),
        about=re.compile(entry["about"]),
        home=entry.get("home"),
        denial_stands=entry.get("denial_stands", False),
        may_be_parts=entry.get("may_be_parts", False),
        unless=re.compile(entry["unless"]),
        unless_next=re.compile(entry.get("unless_next", _NEVER)),
        narrow=re.compile(entry["narrow"]),
        filler=re.compile(_FILLER.format(entry["filler"])),
        leading=re.compile(_LEADING.format(entry["leading"]) if "leading" in entry else _NEVER),
    )


def _claim(entry: dict[str, Any], form: str) -> Claim:
    around = entry.get("around")
    return Claim(
        name=entry["name"],
        cells=tuple(_of_form(entry.get("cells", []), form)),
        accepts=tuple(tuple(cells) for cells in entry.get("accepts", [])),
        accepts_if=re.compile(entry.get("accepts_if", "")),
        label=_of_form(entry["label"], form),
        narrow=re.compile(entry["narrow"]) if "narrow" in entry else None,
        around=(re.compile(f"(?:{around[0]})$"), re.compile(around[1])) if around else None,
        column=_of_form(entry.get("column"), form),
        negatable=entry.get("negatable", False),
        follows=entry.get("follows", False),
        continues=entry.get("continues", False),
    )


def _of_form(value: Any, form: str) -> Any:
    """What an entry says for one form, where it says it by form."""
    return value.get(form) if isinstance(value, dict) else value


def _dated(words: str, year: int) -> str:
    return words.replace("{last}", str(year - 1)).replace("{next}", str(year + 1))
