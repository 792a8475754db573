"""What a check says about a report: findings, what could not be judged, and the whole run."""

from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from domain.wording import fold


class Severity(StrEnum):
    """How sure a finding is: certainly wrong, very likely wrong, or worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a finding: section number, table, the cells (the suspected one first), the
    page, and the exact sentence for findings about the text."""

    section: str | None = None
    table: str | None = None
    cells: tuple[str, ...] = ()
    page: int | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A failed relation that a finding about its cause explains: the rule, its own message, and
    the cells of the relation."""

    rule: str
    message: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fails: what is wrong, how to mend it, where, what stands there, what should.

    `explains` lists the failed relations where one finding stands for several of them.
    `justified` is the reason why a person lets it stand.
    """

    rule: str
    severity: Severity
    message: str
    fix: str
    where: Where
    found: str | None = None
    expected: str | None = None
    explains: tuple[Explained, ...] = ()
    justified: str | None = None

    @property
    def key(self) -> str:
        """Sixteen hexadecimal digits by which the same finding is known again in a later file:
        the same rule about the same cells, sentence and numbers, on whatever page."""
        where = self.where
        quote = fold(where.quote) if where.quote else None
        told = None if where.cells or quote else self.message
        identity = (self.rule, where.section, where.cells, quote, self.found, self.expected, told)
        return sha256(repr(identity).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Unassessed:
    """A rule that could not be judged, why, and because of which cells."""

    rule: str
    reason: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One run of the rules over one report. `judged` counts the comparisons that were made."""

    findings: tuple[Finding, ...]
    unassessed: tuple[Unassessed, ...]
    judged: int

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody explained."""
        return tuple(finding for finding in self.findings if finding.justified is None)

    def count(self, severity: Severity) -> int:
        """How many open findings have this severity."""
        return sum(1 for finding in self.open if finding.severity is severity)

    def finding(self, key: str) -> Finding | None:
        """The finding with this key, if there is one."""
        return next((finding for finding in self.findings if finding.key == key), None)

    def explained(self, key: str, reason: str | None) -> "Check":
        """The same run after a person explained a finding, or took the explanation back (None);
        what is explained comes last."""
        changed = [
            replace(finding, justified=reason) if finding.key == key else finding
            for finding in self.findings
        ]
        order = list(Severity)
        changed.sort(key=lambda each: (each.justified is not None, order.index(each.severity)))
        return replace(self, findings=tuple(changed))
