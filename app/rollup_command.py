"""`nianbao rollup`: holds a report that sums up against those of the units below it."""

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from app.check_view import print_findings, print_refusal
from app.output import ERRORS, OK, UNUSABLE, print_json, refusal_json
from app.reading import Unreadable, read_file
from bot.render.rollup import verdict_key
from bot.texts import Catalogue
from domain.finding import Check, Severity
from domain.report import Report
from domain.wording import fold
from rules.check_json import check_json
from rules.check_units import check_units
from rules.organisation import is_same
from rules.units import Units

_STYLES = {
    "errors": "bold red",
    "errors_only": "bold red",
    "warnings": "bold yellow",
    "partly": "bold yellow",
    "clean": "bold green",
}


@dataclass(frozen=True, slots=True)
class Child:
    """A file of a unit below, and the name by which findings call the unit."""

    file: Path
    name: str
    outcome: Report | Unreadable


def run_rollup(
    parent: Path, files: list[Path], listed: list[str] | None, output: str, texts: Catalogue
) -> int:
    """Returns the exit code: 2 if any file could not be read, else 1 if anything is wrong.

    `listed` are the names of all the units below, where they are known.
    """
    report = read_file(parent, texts)
    if isinstance(report, Unreadable):
        if output == "json":
            print_json(refusal_json(str(parent), report))
        else:
            print_refusal(Console(), str(parent), report.message)
        return UNUSABLE
    children = _children(files, texts)
    units = _units(report, children, listed)
    check = check_units(units)
    if output == "json":
        print_json(_json(parent, report, check, children, units))
    else:
        _print(Console(), str(parent), report, check, children, texts)
    if any(isinstance(child.outcome, Unreadable) for child in children):
        return UNUSABLE
    return ERRORS if check.count(Severity.ERROR) else OK


def listed_units(file: Path) -> list[str]:
    """The names in a list of units, one a line. Raises OSError or UnicodeDecodeError."""
    lines = file.read_text("utf-8-sig").splitlines()
    return [line.strip() for line in lines if line.strip()]


def _children(files: list[Path], texts: Catalogue) -> list[Child]:
    children: list[Child] = []
    for file in files:
        outcome = read_file(file, texts)
        name = file.stem
        if not isinstance(outcome, Unreadable):
            name = outcome.unit or file.stem
        if any(fold(child.name) == fold(name) for child in children):
            name = f"{name}（{file.name}）"
        children.append(Child(file, name, outcome))
    return children


def _units(report: Report, children: list[Child], listed: list[str] | None) -> Units:
    read = {c.name: c.outcome for c in children if not isinstance(c.outcome, Unreadable)}
    missing = [name for name in listed or () if not any(is_same(name, each) for each in read)]
    return Units(
        report,
        read,
        missing=missing,
        is_complete=listed is not None,
        unread=[child.file.name for child in children if child.name not in read],
    )


def _print(
    console: Console,
    name: str,
    report: Report,
    check: Check,
    children: list[Child],
    texts: Catalogue,
) -> None:
    for child in children:
        if isinstance(child.outcome, Unreadable):
            print_refusal(console, str(child.file), child.outcome.message)
    console.print(Rule(Text(name, "bold"), align="left", style="dim"))
    head = texts.plain(
        "rollup.head",
        unit=report.unit or texts.plain("answer.unknown_unit"),
        year=report.year or texts.plain("answer.unknown_year"),
        count=sum(1 for child in children if not isinstance(child.outcome, Unreadable)),
    )
    console.print(Text(head, "dim"))
    console.print(_verdict(check, texts))
    print_findings(console, report, check, texts)


def _verdict(check: Check, texts: Catalogue) -> Text:
    key = verdict_key(check)
    counts = {each.value: check.count(each) for each in Severity}
    return Text(texts.plain(f"rollup.{key}", judged=check.judged, **counts), _STYLES[key])


def _json(
    parent: Path, report: Report, check: Check, children: list[Child], units: Units
) -> dict[str, object]:
    return check_json(report, check, str(parent)) | {
        "units": [_child_json(child) for child in children],
        "missing": list(units.missing),
    }


def _child_json(child: Child) -> dict[str, object]:
    if isinstance(child.outcome, Unreadable):
        return refusal_json(str(child.file), child.outcome)
    return {"file": str(child.file), "unit": child.name, "year": child.outcome.year}
