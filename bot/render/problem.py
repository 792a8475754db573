"""One problem opened: what it rests on, an example, and what can be done about it."""

from bot.render.answer import PAGE_SIZE, entry
from bot.reply import Button, Reply, clip
from bot.texts import Catalogue
from bot.views import UploadView
from domain.finding import Check, Finding
from rules.definition import RuleInfo

_PART_LIMIT = 400


def problem(view: UploadView, finding: Finding, rule: RuleInfo | None, texts: Catalogue) -> Reply:
    """The finding with the manual of its rule. `view` must hold the report and check it is of;
    `rule` is None where the rule is no longer there."""
    report, check = view.report, view.check
    if report is None or check is None:
        raise ValueError(f"upload {view.upload.id} has no result to show")
    number = _index(finding, check) + 1
    parts = [entry(number, finding, report, texts)]
    if rule is not None:
        parts.append(manual(rule, texts))
    return Reply("\n\n".join(parts), _buttons(view, finding, check, texts))


def manual(rule: RuleInfo, texts: Catalogue) -> str:
    """A rule explained: what it is about, why it exists, examples, how to mend, its source."""
    lines = [texts.html("problem.rule", title=rule.title, rule=rule.id)]
    if rule.formula_words:
        lines.append(texts.html("problem.formula", text=clip(rule.formula_words, _PART_LIMIT)))
    manual = rule.manual
    told = {"why": manual.why, "wrong": manual.wrong, "right": manual.right, "mend": manual.mend}
    told["basis"] = rule.basis
    for key, text in told.items():
        name = texts.plain(f"manual.{key}")
        lines.append(texts.html("problem.part", name=name, text=clip(text, _PART_LIMIT)))
    return "\n".join(lines)


def _buttons(
    view: UploadView, finding: Finding, check: Check, texts: Catalogue
) -> tuple[tuple[Button, ...], ...]:
    about = f"{view.upload.id}:{finding.key}"
    decide = (
        Button(texts.plain("button.justify"), f"justify:{about}")
        if finding.justified is None
        else Button(texts.plain("button.unjustify"), f"unjustify:{about}")
    )
    page = _index(finding, check) // PAGE_SIZE
    back = Button(texts.plain("button.to_list"), f"list:{view.upload.id}:{page}")
    return ((decide,), (back,))


def _index(finding: Finding, check: Check) -> int:
    return next(n for n, each in enumerate(check.findings) if each.key == finding.key)
