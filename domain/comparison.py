"""What became of the findings of one version in the next. Pure."""

import re
from dataclasses import dataclass

from domain.finding import Check, Finding, Severity
from domain.wording import fold

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Left:
    """A finding that the later version still has, as it says there. `is_changed`: with other
    numbers or words than before, so that somebody tried to mend it."""

    finding: Finding
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The earlier version's open findings that are `mended`, those `left`, the later one's that
    are `new`, and those that are gone only because they could not be judged again (`unclear`)."""

    mended: tuple[Finding, ...]
    left: tuple[Left, ...]
    new: tuple[Finding, ...]
    unclear: tuple[Finding, ...] = ()

    def only(self, *severities: Severity) -> "Comparison":
        """The part of it that has these severities."""
        return Comparison(
            tuple(each for each in self.mended if each.severity in severities),
            tuple(each for each in self.left if each.finding.severity in severities),
            tuple(each for each in self.new if each.severity in severities),
            tuple(each for each in self.unclear if each.severity in severities),
        )


def compare(before: Check, after: Check) -> Comparison:
    """What became of the findings of `before` in `after`.

    A finding is known again by its key, else by its rule and place in words without the numbers,
    else by its rule and place alone. What a person explained is neither left nor new, nor mended.
    """
    gone, came = list(before.findings), list(after.findings)
    left: list[Left] = []
    for identity in (_key, _place_and_words, _place):
        waiting: dict[object, list[Finding]] = {}
        for finding in gone:
            waiting.setdefault(identity(finding), []).append(finding)
        unknown = []
        for finding in came:
            alike = waiting.get(identity(finding))
            if not alike:
                unknown.append(finding)
                continue
            earlier = alike.pop(0)
            if finding.justified is None:
                left.append(Left(finding, earlier.key != finding.key))
        gone, came = [each for alike in waiting.values() for each in alike], unknown
    lost = [finding for finding in gone if finding.justified is None]
    order = [finding.key for finding in after.findings]
    return Comparison(
        mended=tuple(each for each in lost if not _is_unclear(each, after)),
        left=tuple(sorted(left, key=lambda each: order.index(each.finding.key))),
        new=tuple(each for each in came if each.justified is None),
        unclear=tuple(each for each in lost if _is_unclear(each, after)),
    )


def _key(finding: Finding) -> object:
    return finding.key


def _place_and_words(finding: Finding) -> object:
    quote = finding.where.quote
    return _place(finding), _NUMBER.sub("0", fold(quote)) if quote else None


def _place(finding: Finding) -> object:
    return finding.rule, finding.where.section, finding.where.cells


def _is_unclear(finding: Finding, after: Check) -> bool:
    """Whether the rule could not be judged in `after` where the finding was: silence about it does
    not mean that it is mended."""
    cells = set(finding.where.cells)
    return any(
        each.rule == finding.rule and (not cells or not each.cells or cells & set(each.cells))
        for each in after.unassessed
    )
