"""What a rule is: its card (id, basis, words, manual) and the function that judges a report.

A rule is a relation or a pattern, written as data in ``relations/*.toml`` and ``patterns/*.toml``,
or a function under the decorator `rule`, alone in its file. All become a `Rule`; the engine treats
them alike.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from inspect import cleandoc
from typing import Any

from domain.document import Place
from domain.finding import Severity
from domain.form import FORM_YEARS
from rules.subject import Subject
from rules.units import Units

_ID = re.compile(r"[A-Z]\w*(?:-[A-Z0-9]+)+")
_HEADS = {"为什么": "why", "错例": "wrong", "对例": "right", "改法": "mend"}
_HEAD = re.compile(rf"^({'|'.join(_HEADS)})：", re.MULTILINE)


class RuleError(ValueError):
    """A rule that is not fit to run; the message names its file and id."""


@dataclass(frozen=True, slots=True)
class Manual:
    """What a clerk reads about a rule: why it exists, a wrong and a right example, how to mend."""

    why: str
    wrong: str
    right: str
    mend: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The templates of a finding, in the syntax of `str.format`."""

    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """The card of a rule.

    `kind` is ``"relation"``, ``"pattern"``, ``"code"`` or ``"units"`` (a rule across units);
    `formula` is what a relation evaluates, `formula_words` the same in the official names.
    `severity` is the usual one, which a hit may lower or raise. `message` and `fix` are the usual
    templates, `also` the templates of the other cases that the rule can meet, by name. `forms`
    are the official forms whose reports it judges.
    """

    id: str
    title: str
    severity: Severity
    forms: tuple[str, ...]
    basis: str
    kind: str
    manual: Manual
    message: str
    fix: str
    formula: str | None = None
    formula_words: str | None = None
    also: Mapping[str, Wording] = field(default_factory=dict)

    def wording(self, case: str | None) -> Wording:
        """The templates for `case`, or the usual ones."""
        return Wording(self.message, self.fix) if case is None else self.also[case]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule fails, before it is put into words.

    `params` fill the templates. `cells` name the suspected cell first. `quote` is the exact
    sentence of the report. `place` says where it stands if no cell does. `case` chooses among
    `RuleInfo.also`.
    """

    params: Mapping[str, object] = field(default_factory=dict)
    cells: tuple[str, ...] = ()
    quote: str | None = None
    section: str | None = None
    table: str | None = None
    place: Place | None = None
    case: str | None = None
    severity: Severity | None = None
    found: str | None = None
    expected: str | None = None


Judge = Callable[[Subject], Iterable[Hit]]
UnitsJudge = Callable[[Units], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule ready to run. `source` is the file it stands in, for messages about faults."""

    info: RuleInfo
    judge: Judge
    source: str


@dataclass(frozen=True, slots=True)
class UnitsRule:
    """A rule across units, ready to run."""

    info: RuleInfo
    judge: UnitsJudge
    source: str


def rule(
    *,
    id: str,  # noqa: A002 - the word that the public lists and the relations use
    severity: Severity,
    basis: str,
    message: str,
    fix: str,
    forms: tuple[str, ...] = FORM_YEARS,
    also: Mapping[str, Wording] | None = None,
) -> Callable[[Judge], Rule]:
    """Makes a rule of a function that yields the hits of a report.

    The first line of the function's docstring is the title; its parts 为什么, 错例, 对例 and 改法
    are the manual. Raises RuleError naming file and id where something is missing.
    """

    def make(judge: Judge) -> Rule:
        wording = Wording(message, fix)
        info = _card(judge, "code", id, severity, basis, wording, forms, also or {})
        return Rule(info, judge, _source(judge))

    return make


def units_rule(
    *,
    id: str,  # noqa: A002 - the same word as in `rule`
    severity: Severity,
    basis: str,
    message: str,
    fix: str,
    also: Mapping[str, Wording] | None = None,
) -> Callable[[UnitsJudge], UnitsRule]:
    """Makes a rule of a function that yields the hits of a report beside those of the units
    below; the rest is as for `rule`."""

    def make(judge: UnitsJudge) -> UnitsRule:
        wording = Wording(message, fix)
        info = _card(judge, "units", id, severity, basis, wording, FORM_YEARS, also or {})
        return UnitsRule(info, judge, _source(judge))

    return make


def _card(
    judge: Callable[..., object],
    kind: str,
    rule_id: str,
    severity: Severity,
    basis: str,
    wording: Wording,
    forms: tuple[str, ...],
    also: Mapping[str, Wording],
) -> RuleInfo:
    source = _source(judge)
    title, manual = _manual(judge.__doc__ or "", source, rule_id)
    info = RuleInfo(
        id=rule_id,
        title=title,
        severity=severity,
        forms=forms,
        basis=basis,
        kind=kind,
        manual=manual,
        message=wording.message,
        fix=wording.fix,
        also=dict(also),
    )
    return checked(info, source)


def _source(judge: Callable[..., object]) -> str:
    return f"{judge.__module__.replace('.', '/')}.py"


def checked(info: RuleInfo, source: str) -> RuleInfo:
    """`info` itself if it is complete. Raises RuleError naming `source` and the id otherwise."""
    if not _ID.fullmatch(info.id):
        raise RuleError(f"{source}: {info.id!r} is not an id such as 'T3-INT'")
    texts: dict[str, Any] = {
        "title": info.title,
        "basis": info.basis,
        "message": info.message,
        "fix": info.fix,
    }
    texts |= {name: getattr(info.manual, name) for name in _HEADS.values()}
    for name, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise RuleError(f"{source}: {info.id}: no {name}")
    unknown = [form for form in info.forms if form not in FORM_YEARS]
    if unknown or not info.forms:
        raise RuleError(f"{source}: {info.id}: unknown or no forms {list(info.forms)}")
    return info


def _manual(doc: str, source: str, rule_id: str) -> tuple[str, Manual]:
    text = cleandoc(doc)
    title = text.partition("\n")[0].strip()
    pieces = _HEAD.split(text)[1:]
    # Chinese needs no space where a docstring line is broken.
    parts = {
        _HEADS[head]: "".join(line.strip() for line in body.splitlines())
        for head, body in zip(pieces[::2], pieces[1::2], strict=True)
    }
    missing = [head for head, name in _HEADS.items() if not parts.get(name)]
    if missing:
        raise RuleError(f"{source}: {rule_id}: the docstring has no {'、'.join(missing)}")
    return title, Manual(**parts)
