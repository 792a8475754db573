"""Reads the files of relations and refuses one that is not fit to run."""

import tomllib
from typing import Any

from domain.finding import Severity
from domain.form import Form, load_form
from rules.definition import Manual, Rule, RuleError, RuleInfo, checked
from rules.formula import FormulaError, parse
from rules.relation import Relation, written_formula

_WORDS = ("id", "title", "basis", "message", "fix", "why", "wrong", "right", "mend")
_KEYS = {*_WORDS, "table", "for_each", "formula", "forms", "severity", "suspect", "only_nonzero"}


def load_relations(text: str, source: str) -> tuple[Rule, ...]:
    """The rules of one file. Raises RuleError naming `source` and the id of the faulty relation."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{source}: {error}") from error
    return tuple(_rule(entry, source) for entry in data.get("relation", []))


def _rule(entry: dict[str, Any], source: str) -> Rule:
    rule_id = entry.get("id", "?")
    try:
        relation = _relation(entry)
        words = None
        for key in entry["forms"]:
            form = load_form(key)
            _check_names(relation, form)
            words = written_formula(relation, form)
        info = _info(entry, words)
    except KeyError as error:
        raise RuleError(f"{source}: {rule_id}: no {error.args[0]}") from error
    except ValueError as error:
        raise RuleError(f"{source}: {rule_id}: {error}") from error
    return Rule(checked(info, source), relation, source)


def _info(entry: dict[str, Any], formula_words: str | None) -> RuleInfo:
    words = {key: str(entry[key]) for key in _WORDS}
    return RuleInfo(
        id=words["id"],
        title=words["title"],
        severity=Severity(entry.get("severity", "error")),
        forms=tuple(entry["forms"]),
        basis=words["basis"],
        kind="relation",
        manual=Manual(words["why"], words["wrong"], words["right"], words["mend"]),
        message=words["message"],
        fix=words["fix"],
        formula=entry["formula"],
        formula_words=formula_words,
    )


def _relation(entry: dict[str, Any]) -> Relation:
    unknown = entry.keys() - _KEYS
    if unknown:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    formula = parse(entry["formula"])
    if entry["for_each"] not in ("column", "row"):
        raise ValueError(f"for_each is {entry['for_each']!r}, not 'column' or 'row'")
    if entry["suspect"] not in formula.names:
        raise ValueError(f"suspect {entry['suspect']!r} does not stand in the formula")
    return Relation(
        table=entry["table"],
        for_each=entry["for_each"],
        formula=formula,
        suspect=entry["suspect"],
        only_nonzero=entry.get("only_nonzero", False),
    )


def _check_names(relation: Relation, form: Form) -> None:
    table = form.tables.get(relation.table)
    if table is None:
        raise FormulaError(f"form {form.key} has no table {relation.table!r}")
    names = relation.formula.expand(table.groups).names
    kind = "row" if relation.for_each == "column" else "column"
    parts = [
        {line.key for line in (part.rows if kind == "row" else part.columns)}
        for part in table.parts
    ]
    for name in names:
        if not any(name in keys for keys in parts):
            raise FormulaError(
                f"{relation.formula.text!r}: form {form.key}, table {relation.table!r} "
                f"has no {kind} {name!r}"
            )
    if not any(keys.issuperset(names) for keys in parts):
        raise FormulaError(f"{relation.formula.text!r}: no part of the table has all its names")
