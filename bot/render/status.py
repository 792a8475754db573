"""How far reports are: one's own and what comes next, those of the units below, who is missing."""

from bot.render.lists import deadline_line, progress
from bot.reply import Button, Reply, clip
from bot.texts import Catalogue
from bot.views import BelowView, MissingUnit, OwnStatus, Submitted
from storage.rows import Standing

MISSING_SHOWN = 20
_NAME_LIMIT = 60

Rows = tuple[tuple[Button, ...], ...]


def status(own: list[OwnStatus], below: list[BelowView], queue: int, texts: Catalogue) -> Reply:
    """The year that is due now: own units first, then those below, then the queue."""
    parts = [_own(each, texts) for each in own]
    parts += [progress(each.year, each.progress, texts) for each in below]
    parts.append(texts.html("status.queue" if queue else "status.idle", count=queue))
    rows: list[tuple[Button, ...]] = [
        (Button(texts.plain("status.show", unit=clip(each.unit.name, 24)), f"show:{each.shown}"),)
        for each in own
        if each.shown is not None
    ]
    for each in below:
        rows += below_buttons(each, texts)
    return Reply("\n\n".join(parts), tuple(rows))


def _own(state: OwnStatus, texts: Catalogue) -> str:
    values: dict[str, object] = {
        "version": state.version,
        "errors": state.errors,
        "ahead": state.ahead,
        "file_name": clip(state.file_name or "", _NAME_LIMIT),
    }
    lines = [texts.html("status.head", year=state.deadline.deadline.report_year)]
    lines += [deadline_line(state.deadline, texts)]
    if state.file_name is not None:
        lines.append(texts.html("status.under_way", **values))
    if state.submitted is not None:
        lines.append(_submitted(state.submitted, texts))
    else:
        is_unread = state.standing is Standing.MENDING and not state.errors
        key = "status.unread" if is_unread else f"status.{state.standing}"
        lines.append(texts.html(key, **values))
    return "\n".join(lines)


def _submitted(state: Submitted, texts: Catalogue) -> str:
    """That a version is handed in, and what is left to do about it: what it went out with in spite
    of everything, or what other rules have found since."""
    number, reason = state.submission.number, state.submission.reason
    if state.errors:
        key = "submitted_errors" if reason is None else "submitted_explained"
        return texts.html(f"status.{key}", number=number, errors=state.errors)
    key = "submitted_unread" if state.unread else "submitted"
    return texts.html(f"status.{key}", number=number)


def below_buttons(below: BelowView, texts: Catalogue) -> Rows:
    """What to do about those without a report, and what is wrong in the reports of the others."""
    about, count = f"{below.unit.id}:{below.year}", len(below.progress.missing)
    rows: list[tuple[Button, ...]] = []
    if count:
        listing = Button(texts.plain("status.list_missing"), f"missing:{about}:0")
        rows.append((*_nudge(below, count, texts), listing))
    if count < below.progress.total:
        rows.append((Button(texts.plain("status.frequent"), f"frequent:{about}"),))
    return tuple(rows)


def _nudge(below: BelowView, count: int, texts: Catalogue) -> tuple[Button, ...]:
    """The button that reminds the missing ones; none where that would reach nobody."""
    if not below.is_reachable:
        return ()
    data = f"nudge:{below.unit.id}:{below.year}"
    return (Button(texts.plain("status.nudge", count=count), data),)


def missing(below: BelowView, units: list[MissingUnit], page: int, texts: Catalogue) -> Reply:
    """A page (from 0, kept within range) of the units without a report, and who works for them."""
    pages = max(1, -(-len(units) // MISSING_SHOWN))
    page = min(max(page, 0), pages - 1)
    first = page * MISSING_SHOWN
    lines = [texts.html("status.missing_head", year=below.year, count=len(units))]
    for number, each in enumerate(units[first : first + MISSING_SHOWN], first + 1):
        name = clip(each.unit.name, _NAME_LIMIT)
        values: dict[str, object] = {"number": number, "unit": name, "clerks": each.clerks}
        lines.append(texts.html(f"status.missing_{_attended(each)}", **values))
    about = f"missing:{below.unit.id}:{below.year}"
    row = [Button(texts.plain("button.previous"), f"{about}:{page - 1}")] if page else []
    if page < pages - 1:
        row.append(Button(texts.plain("button.next"), f"{about}:{page + 1}"))
    rows = (tuple(row), _nudge(below, len(units), texts))
    return Reply("\n".join(lines), tuple(row for row in rows if row))


def _attended(each: MissingUnit) -> str:
    if each.is_in_hand:
        return "in_hand"
    return "line" if each.clerks else "nobody"


def ask_nudging(below: BelowView, units: list[MissingUnit], texts: Catalogue) -> Reply:
    """How many people it would reach, before it reaches anybody."""
    reached = [each for each in units if each.clerks]
    clerks = sum(each.clerks for each in reached)
    lines = []
    if reached:
        lines.append(texts.html("nudge.ask", units=len(reached), clerks=clerks))
    if nobody := [clip(each.unit.name, _NAME_LIMIT) for each in units if not each.clerks]:
        names = texts.plain("list.comma").join(nobody[:MISSING_SHOWN])
        lines.append(texts.html("nudge.nobody", units=names))
    about = f"{below.unit.id}:{below.year}"
    row = (
        Button(texts.plain("nudge.send"), f"nudged:{about}"),
        Button(texts.plain("button.cancel"), f"unnudged:{about}"),
    )
    return Reply("\n".join(lines), (row,) if reached else ())
