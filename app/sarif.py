"""Findings as a SARIF 2.1.0 log, for tools that show code-scanning results.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0, sections 3.14 (run), 3.27 (result).
"""

from collections.abc import Iterable
from typing import Any

from app.reading import Unreadable
from domain.finding import Check, Finding, Severity
from domain.report import Report
from rules.registry import Packs, all_rules

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def sarif_log(
    outcomes: Iterable[tuple[str, tuple[Report, Check] | Unreadable]], packs: Packs
) -> dict[str, Any]:
    """One run over all files; a file that could not be read is a notification of the run."""
    results: list[dict[str, Any]] = []
    notifications: list[dict[str, Any]] = []
    for name, outcome in outcomes:
        if isinstance(outcome, Unreadable):
            notifications.append(_notification(name, outcome))
        else:
            results += [_result(name, finding) for finding in outcome[1].findings]
    run = {
        "tool": {"driver": {"name": "nianbao", "rules": _rules(packs)}},
        "results": results,
        "invocations": [
            {
                "executionSuccessful": not notifications,
                "toolExecutionNotifications": notifications,
            }
        ],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rules(packs: Packs) -> list[dict[str, Any]]:
    return [
        {
            "id": info.id,
            "shortDescription": {"text": info.title},
            "help": {"text": info.manual.why},
            "defaultConfiguration": {"level": _LEVEL[info.severity]},
        }
        for info in all_rules(packs)
    ]


def _result(name: str, finding: Finding) -> dict[str, Any]:
    where = finding.where
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": name}}}
    if where.cells:
        location["logicalLocations"] = [{"fullyQualifiedName": cell} for cell in where.cells]
    return {
        "ruleId": finding.rule,
        "level": _LEVEL[finding.severity],
        "message": {"text": finding.message + finding.fix},
        "locations": [location],
        "properties": {"page": where.page, "found": finding.found, "expected": finding.expected},
    }


def _notification(name: str, unreadable: Unreadable) -> dict[str, Any]:
    return {
        "level": "error",
        "descriptor": {"id": unreadable.code},
        "message": {"text": unreadable.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": name}}}],
    }
