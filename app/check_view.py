"""What `nianbao check` prints for people."""

from rich.cells import chop_cells
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from bot.render.naming import doubts, heading, lacks_last_year, subject
from bot.texts import Catalogue
from domain.finding import Check, Finding, Severity
from domain.report import Report
from domain.wording import tidy

_SIGN = {
    Severity.ERROR: ("✗", "bold red"),
    Severity.WARNING: ("△", "bold yellow"),
    Severity.INFO: ("·", "cyan"),
}

INDENT = 4


def print_check(
    console: Console, name: str, report: Report, check: Check, texts: Catalogue
) -> None:
    """One file: what it is, the verdict, every finding in order, what was not judged."""
    console.print(Rule(Text(name, "bold"), align="left", style="dim"))
    console.print(Text(subject(report, texts), "dim"))
    console.print(_verdict(check, texts))
    print_findings(console, report, check, texts)


def print_findings(console: Console, report: Report, check: Check, texts: Catalogue) -> None:
    """Every finding in order, what was not judged, what was not read with certainty."""
    for number, finding in enumerate(check.findings, 1):
        console.print()
        console.print(_finding(number, finding, report, texts, console.width))
    doubtful = doubts(check)
    if doubtful or lacks_last_year(check):
        console.print()
    for reason, rules in doubtful:
        console.print(_folded("? ", "magenta", reason, console.width))
        console.print(Padding(Text("　".join(rules), "dim"), (0, 0, 0, INDENT)))
    if lacks_last_year(check) and report.year is not None:
        line = texts.plain("cli.no_last_year", year=report.year - 1)
        console.print(_folded("· ", "dim", line, console.width))
    for warning in report.warnings:
        console.print(_folded("! ", "yellow", warning.message, console.width))
    console.print()


def print_refusal(console: Console, name: str, message: str) -> None:
    console.print(Rule(Text(name, "bold"), align="left", style="dim"))
    console.print(Text.assemble(("✗ ", "bold red"), message))
    console.print()


def _verdict(check: Check, texts: Catalogue) -> Text:
    errors, warnings = check.count(Severity.ERROR), check.count(Severity.WARNING)
    infos = check.count(Severity.INFO)
    if errors:
        verdict = Text(texts.plain("cli.errors", errors=errors), "bold red")
    elif warnings:
        verdict = Text(texts.plain("cli.no_errors"), "bold yellow")
    elif doubts(check):
        verdict = Text(texts.plain("cli.partly"), "bold yellow")
    else:
        verdict = Text(texts.plain("cli.clean", judged=check.judged), "bold green")
    if warnings:
        verdict.append(texts.plain("answer.more_warnings", warnings=warnings), "yellow")
    if infos:
        verdict.append(texts.plain("answer.more_infos", infos=infos), "cyan")
    return verdict


def _finding(
    number: int, finding: Finding, report: Report, texts: Catalogue, width: int
) -> RenderableType:
    sign, style = _SIGN[finding.severity]
    where = finding.where
    title = Text.assemble((f"{sign} {number}　", style))
    title.append(heading(finding, report, texts), "bold")
    if where.page:
        title.append(texts.plain("answer.page", page=where.page), "dim")
    title.append(f"　{finding.rule}", "dim")
    lines: list[RenderableType] = []
    if where.quote and where.quote not in finding.message:
        quote = texts.plain("answer.quote", quote=tidy(where.quote))
        lines.append(Text(_fold(quote, width), "italic"))
    lines.append(Text(_fold(finding.message, width)))
    if finding.fix:
        lines.append(Text(_fold(texts.plain("answer.fix", fix=finding.fix), width), "green"))
    return Group(title, Padding(Group(*lines), (0, 0, 0, INDENT)))


def _folded(sign: str, style: str, text: str, width: int) -> Text:
    return Text.assemble((sign, style), _fold(text, width))


def _fold(text: str, width: int) -> str:
    """Breaks lines anywhere, as Chinese is set; rich breaks at spaces and leaves ragged gaps."""
    return "\n".join(chop_cells(text, width - INDENT))
