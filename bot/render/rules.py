"""The rules by family, and one rule with what offices decided about it."""

from collections.abc import Mapping, Sequence

from bot.render.problem import manual
from bot.reply import BUTTON_DATA_LIMIT, Button, Reply, clip
from bot.texts import Catalogue
from bot.views import RuleDecision
from domain.finding import Severity
from rules.definition import RuleInfo

PAGE_SIZE = 12
"""Rules on one page: the largest family of the house fits."""

OFF, USUAL = "off", "usual"
_SIGN = {Severity.ERROR: "✗", Severity.WARNING: "△", Severity.INFO: "·"}
_TITLE_LIMIT, _BUTTONS_A_ROW = 80, 3

Rows = tuple[tuple[Button, ...], ...]


def rule_list(rules: Sequence[RuleInfo], page: int, texts: Catalogue) -> Reply:
    """Page `page` (from 0, kept within range): the rules of one family, the worst named first."""
    pages = _pages(rules)
    page = min(max(page, 0), len(pages) - 1)
    family, shown = pages[page]
    known = f"family.{family}"
    name = texts.plain(known if known in texts.sentences else "family.other")
    head = texts.html("rules.head", family=name, page=page + 1, pages=len(pages))
    lines = [
        texts.html(
            "rules.line",
            sign=_SIGN[info.severity],
            rule=info.id,
            title=clip(info.title, _TITLE_LIMIT),
        )
        for info in shown
    ]
    buttons = [Button(info.id, f"rule:{info.id}") for info in shown]
    fitting = [b for b in buttons if len(b.data.encode()) <= BUTTON_DATA_LIMIT]
    rows = [tuple(fitting[n : n + _BUTTONS_A_ROW]) for n in range(0, len(fitting), _BUTTONS_A_ROW)]
    beside = [("previous", page - 1)] if page else []
    beside += [("next", page + 1)] if page < len(pages) - 1 else []
    row = tuple(Button(texts.plain(f"button.{key}"), f"rules:{to}") for key, to in beside)
    rows += [row] if row else []
    return Reply("\n".join([head, *lines, texts.html("rules.signs")]), tuple(rows))


def _pages(rules: Sequence[RuleInfo]) -> list[tuple[str, list[RuleInfo]]]:
    families: dict[str, list[RuleInfo]] = {}
    for info in rules:
        families.setdefault(family_of(info), []).append(info)
    order = list(Severity)
    return [
        (family, sorted(members, key=lambda info: order.index(info.severity))[n : n + PAGE_SIZE])
        for family, members in families.items()
        for n in range(0, len(members), PAGE_SIZE)
    ]


def family_of(info: RuleInfo) -> str:
    """What comes before the first hyphen of the id: ``"T3"`` of ``"T3-BALANCE"``."""
    return info.id.partition("-")[0]


def page_of(rules: Sequence[RuleInfo], rule_id: str) -> int:
    """The page on which a rule is listed; the first for one that is not there."""
    pages = enumerate(_pages(rules))
    found = (n for n, (_, shown) in pages if any(info.id == rule_id for info in shown))
    return next(found, 0)


def rule_card(
    info: RuleInfo,
    page: int,
    decisions: Sequence[RuleDecision],
    texts: Catalogue,
    *,
    is_changed: bool = False,
) -> Reply:
    """One rule explained; `decisions` are those of the units that its reader supervises, with
    buttons to change them, `page` is where the list has it."""
    severity = texts.plain(f"severity.{info.severity}")
    parts = [manual(info, texts) + "\n" + texts.html("rules.severity", severity=severity)]
    parts += [
        texts.html("rules.decided", unit=each.unit.name, state=_state(each.decided, texts))
        for each in decisions
    ]
    if is_changed:
        parts.append(texts.html("rules.from_next"))
    rows = [row for each in decisions for row in _grading(info, each, texts)]
    back = Button(texts.plain("button.to_list"), f"rules:{page}")
    return Reply("\n\n".join(parts), (*rows, (back,)))


def _state(decided: str, texts: Catalogue) -> str:
    if decided in (OFF, USUAL):
        return texts.plain(f"rules.is_{decided}")
    return texts.plain("rules.is_graded", severity=texts.plain(f"severity.{decided}"))


def _grading(info: RuleInfo, decision: RuleDecision, texts: Catalogue) -> Rows:
    """What else could hold for the unit and those below it."""
    labels: Mapping[str, str] = {
        OFF: texts.plain("rules.switch_off"),
        **{each.value: texts.plain(f"severity.{each}") for each in Severity},
        USUAL: texts.plain("rules.as_usual"),
    }
    present = {decision.decided, info.severity if decision.decided == USUAL else ""}
    row = tuple(
        Button(label, f"grade:{decision.unit.id}:{choice}:{info.id}")
        for choice, label in labels.items()
        if choice not in present
    )
    fits = all(len(each.data.encode()) <= BUTTON_DATA_LIMIT for each in row)
    return (row[:1], row[1:]) if fits else ()
