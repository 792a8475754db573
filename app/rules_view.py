"""What `nianbao rules` prints."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.texts import catalogue
from domain.finding import Severity
from rules.registry import Packs, all_rules, rule

_STYLE = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_rules(console: Console, packs: Packs) -> None:
    """All rules: id, severity, title."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for info in all_rules(packs):
        severity = Text(catalogue("zh").plain(f"severity.{info.severity}"), _STYLE[info.severity])
        table.add_row(Text(info.id, "bold"), severity, Text(info.title))
    console.print(table)


def print_rule(console: Console, rule_id: str, packs: Packs) -> bool:
    """One rule explained; False where there is none with this id."""
    try:
        info = rule(rule_id.upper(), packs)
    except KeyError:
        return False
    texts = catalogue("zh")
    severity = Text(texts.plain(f"severity.{info.severity}"), _STYLE[info.severity])
    console.print(Text.assemble((info.id, "bold"), "　", severity, "　", info.title))
    lines = [("why", info.manual.why), ("wrong", info.manual.wrong), ("right", info.manual.right)]
    lines += [("mend", info.manual.mend), ("basis", info.basis)]
    if info.formula:
        lines.insert(0, ("formula", info.formula))
    for key, text in lines:
        label = Text(texts.plain(f"manual.{key}"), "dim")
        console.print(Padding(Text.assemble(label, "　", text), (1, 0, 0, 2)))
    return True
