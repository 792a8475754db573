"""The answer across units: the verdict first, three problems on the first screen, all in pages."""

from bot.render.answer import FIRST_SCREEN, HEADING_LIMIT, PAGE_SIZE, entry
from bot.render.naming import doubts
from bot.reply import Button, Reply, clip
from bot.texts import Catalogue
from bot.views import RollupView
from domain.finding import Check, Severity

_DOUBT_LIMIT = 200


def verdict_key(check: Check) -> str:
    """Which sentence of the catalogue says how it stands."""
    if check.count(Severity.ERROR):
        return "errors_only" if not check.count(Severity.WARNING) else "errors"
    if check.count(Severity.WARNING):
        return "warnings"
    return "partly" if doubts(check) else "clean"


def rollup_answer(view: RollupView, texts: Catalogue) -> Reply:
    """The first screen."""
    check = view.check
    counts = {each.value: check.count(each) for each in Severity}
    verdict = texts.plain(f"rollup.{verdict_key(check)}", judged=check.judged, **counts)
    head = texts.html(
        "rollup.head",
        unit=clip(view.unit.name, HEADING_LIMIT),
        year=view.year,
        count=view.children,
    )
    shown = check.findings[:FIRST_SCREEN]
    lines = [texts.html("rollup.strong", text=verdict), head, ""]
    lines += [entry(n, f, view.report, texts) + "\n" for n, f in enumerate(shown, 1)]
    doubtful = len(doubts(check))
    if doubtful:
        lines.append(texts.html("rollup.doubts", count=doubtful))
    total = len(check.findings) + doubtful
    everything = Button(
        texts.plain("rollup.all", count=total), f"rollup:{view.unit.id}:{view.year}:0"
    )
    return Reply("\n".join(lines).strip(), ((everything,),) if total > len(shown) else ())


def rollup_listing(view: RollupView, page: int, texts: Catalogue) -> Reply:
    """Page `page` (from 0, kept within range) of everything found and of what was not judged."""
    check = view.check
    entries = [entry(n, f, view.report, texts) for n, f in enumerate(check.findings, 1)]
    entries += [
        texts.html(
            "answer.doubt",
            reason=clip(reason, _DOUBT_LIMIT),
            rules=texts.plain("list.comma").join(rules),
        )
        for reason, rules in doubts(check)
    ]
    pages = max(1, -(-len(entries) // PAGE_SIZE))
    page = min(max(page, 0), pages - 1)
    head = texts.plain(
        "rollup.list_head",
        unit=clip(view.unit.name, HEADING_LIMIT),
        year=view.year,
        page=page + 1,
        pages=pages,
    )
    body = entries[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    html = "\n\n".join([texts.html("rollup.strong", text=head), *body])
    return Reply(html, _turning(view, page, pages, texts))


def _turning(
    view: RollupView, page: int, pages: int, texts: Catalogue
) -> tuple[tuple[Button, ...], ...]:
    place = f"rollup:{view.unit.id}:{view.year}"
    turn = []
    if page > 0:
        turn.append(Button(texts.plain("button.previous"), f"{place}:{page - 1}"))
    if page < pages - 1:
        turn.append(Button(texts.plain("button.next"), f"{place}:{page + 1}"))
    back = (Button(texts.plain("rollup.back"), place),)
    return (tuple(turn), back) if turn else (back,)
