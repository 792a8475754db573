"""The cases of the rules: ``cases/<RULE-ID>.toml``.

Each case describes a report (the arguments of `reports.report`; ``previous`` describes that of the
year before, ``units`` those of the units below, with the arguments of `Units`) and all findings of
its rule, in any order, beside those of other rules where it names them: what a finding does not
mention is not compared. Entries of ``unassessed`` must be among those reported.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One case. `rule` is the rule whose file it stands in."""

    rule: str
    name: str
    report: dict[str, Any]
    previous: dict[str, Any] | None
    units: dict[str, Any] | None
    findings: list[dict[str, Any]]
    unassessed: list[dict[str, Any]]

    @property
    def fails(self) -> bool:
        return any(finding["rule"] == self.rule for finding in self.findings)


def load_cases() -> list[Case]:
    return [case for file in sorted(FOLDER.glob("*.toml")) for case in _cases(file)]


def _cases(file: Path) -> list[Case]:
    entries = tomllib.loads(file.read_text("utf-8"))["case"]
    return [
        Case(
            rule=file.stem,
            name=entry.pop("name"),
            findings=entry.pop("finding", []),
            unassessed=entry.pop("unassessed", []),
            previous=entry.pop("previous", None),
            units=entry.pop("units", None),
            report=entry,
        )
        for entry in entries
    ]
