"""All rules, found by looking: data in ``relations/*.toml`` and ``patterns/*.toml``, functions in
the packages beside them.

Adding a rule means adding a file (and its cases under ``tests/rules/cases``); there is no list to
edit. An office adds rules of its own by packs (see `rules.pack`), which every question here takes.
"""

import hashlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import rules
from rules.definition import Rule, RuleError, RuleInfo, UnitsRule
from rules.pack import load_pack
from rules.pattern_file import load_patterns
from rules.relation_file import load_relations

AnyRule = Rule | UnitsRule
Packs = tuple[Path, ...]
"""The files of an office's own rules."""


def all_rules(packs: Packs = ()) -> tuple[RuleInfo, ...]:
    """The cards of all rules, ordered by id."""
    return tuple(rule.info for rule in _every_rule(packs))


def rule(rule_id: str, packs: Packs = ()) -> RuleInfo:
    """The card of one rule. Raises KeyError for an id that does not exist."""
    found = next((info for info in all_rules(packs) if info.id == rule_id), None)
    return found or _unknown(rule_id)


@cache
def runnable_rules(packs: Packs = ()) -> tuple[Rule, ...]:
    """All rules for one report with the functions that judge, ordered by id.

    Raises RuleError naming file and id if any rule is not fit to run.
    """
    return tuple(rule for rule in _every_rule(packs) if isinstance(rule, Rule))


@cache
def units_rules() -> tuple[UnitsRule, ...]:
    """All rules across units, ordered by id. Raises RuleError as `runnable_rules` does."""
    return tuple(rule for rule in _every_rule(()) if isinstance(rule, UnitsRule))


@cache
def _every_rule(packs: Packs) -> tuple[AnyRule, ...]:
    own = (rule for path in packs for rule in load_pack(path))
    return collect(
        (
            *_data("relations", load_relations),
            *_data("patterns", load_patterns),
            *_functions(),
            *own,
        )
    )


def collect(found: Iterable[AnyRule]) -> tuple[AnyRule, ...]:
    """Orders rules by id. Raises RuleError where two have the same."""
    by_id: dict[str, AnyRule] = {}
    for each in found:
        other = by_id.setdefault(each.info.id, each)
        if other is not each:
            raise RuleError(
                f"{each.source}: {each.info.id} is also the id of one in {other.source}"
            )
    return tuple(by_id[key] for key in sorted(by_id))


def _data(folder: str, load: Callable[[str, str], tuple[Rule, ...]]) -> Iterator[Rule]:
    for file in sorted(files("rules").joinpath(folder).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            yield from load(file.read_text("utf-8"), f"rules/{folder}/{file.name}")


def _functions() -> Iterator[AnyRule]:
    for module_info in pkgutil.walk_packages(rules.__path__, "rules."):
        # The engine lies in rules itself, the rules in the packages below it.
        if module_info.ispkg or module_info.name.count(".") < 2:
            continue
        module = import_module(module_info.name)
        yield from (value for value in vars(module).values() if isinstance(value, AnyRule))


def _unknown(rule_id: str) -> RuleInfo:
    raise KeyError(rule_id)


@cache
def rules_version(packs: Packs = ()) -> str:
    """Twelve hexadecimal digits that change with every change to rules, engine or packs; kept with
    every check."""
    digest = hashlib.sha256()
    own = ((f"pack {number}", path.read_bytes()) for number, path in enumerate(packs))
    for name, content in (*sorted(_sources(files("rules"), "")), *own):
        digest.update(name.encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _sources(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _sources(item, f"{prefix}{item.name}/")
        elif item.name.endswith((".py", ".toml")):
            yield f"{prefix}{item.name}", item.read_bytes()
