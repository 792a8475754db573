"""`nianbao check`: reads each file, runs the rules, prints the findings."""

import sys
from collections.abc import Callable
from functools import partial
from io import StringIO
from pathlib import Path

from rich.console import Console

from app.check_view import print_check, print_refusal
from app.output import ERRORS, OK, UNUSABLE, print_json, refusal_json
from app.reading import Unreadable, read_file
from app.sarif import sarif_log
from bot.texts import Catalogue
from domain.finding import Check, Severity
from domain.report import Report
from rules.check import check
from rules.check_json import check_json
from rules.registry import Packs, runnable_rules

Outcome = tuple[Report, Check] | Unreadable


def run_check(
    files: list[Path],
    output: str,
    unit: str | None,
    year: int | None,
    texts: Catalogue,
    previous: Report | None = None,
    packs: Packs = (),
) -> int:
    """Returns the exit code: 2 if any file could not be read, else 1 if any has errors.

    `previous` is the report of the year before to hold each against; `packs` are the office's own
    rules. Raises RuleError where one of these is not fit to run.
    """
    runnable_rules(packs)
    judged = partial(check, previous=previous, packs=packs)
    judge = partial(_judge, texts=texts, unit=unit, year=year, judged=judged)
    if output == "text":
        console = Console()
        outcomes = []
        for file in files:
            outcome = judge(file)
            _print(console, str(file), outcome, texts)
            outcomes.append(outcome)
        return _exit_code(outcomes)
    outcomes = [judge(file) for file in files]
    names = [str(file) for file in files]
    if output == "json":
        documents = [_json(name, o) for name, o in zip(names, outcomes, strict=True)]
        print_json(documents[0] if len(documents) == 1 else documents)
    elif output == "sarif":
        print_json(sarif_log(list(zip(names, outcomes, strict=True)), packs))
    else:
        sys.stdout.write(_html(names, outcomes, texts))
    return _exit_code(outcomes)


def _judge(
    file: Path,
    texts: Catalogue,
    unit: str | None,
    year: int | None,
    judged: Callable[[Report], Check],
) -> Outcome:
    report = read_file(file, texts, unit, year)
    if isinstance(report, Unreadable):
        return report
    return report, judged(report)


def _print(console: Console, name: str, outcome: Outcome, texts: Catalogue) -> None:
    if isinstance(outcome, Unreadable):
        print_refusal(console, name, outcome.message)
    else:
        print_check(console, name, *outcome, texts)


def _json(name: str, outcome: Outcome) -> dict[str, object]:
    if isinstance(outcome, Unreadable):
        return refusal_json(name, outcome)
    return check_json(*outcome, name)


def _html(names: list[str], outcomes: list[Outcome], texts: Catalogue) -> str:
    console = Console(record=True, width=100, file=StringIO())
    for name, outcome in zip(names, outcomes, strict=True):
        _print(console, name, outcome, texts)
    return console.export_html()


def _exit_code(outcomes: list[Outcome]) -> int:
    if any(isinstance(outcome, Unreadable) for outcome in outcomes):
        return UNUSABLE
    checks = [outcome[1] for outcome in outcomes if not isinstance(outcome, Unreadable)]
    return ERRORS if any(c.count(Severity.ERROR) for c in checks) else OK
