"""What an office decided about the rules for one unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.finding import Severity


@dataclass(frozen=True, slots=True)
class Policy:
    """`off` are the ids of rules that are not to run. `severities` gives a rule's findings another
    severity. `justified` maps the key of a finding (see `Finding.key`) to the reason why a person
    lets it stand."""

    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    justified: Mapping[str, str] = field(default_factory=dict)


STANDARD = Policy()
"""All rules as they are written."""
