"""What the clock has to say: reminders to clerks, a digest to supervisors."""

from bot.render.lists import progress
from bot.render.naming import day, weekday
from bot.reply import Button, Reply
from bot.texts import Catalogue
from bot.views import DeadlineView, Progress


def reminder(
    view: DeadlineView, errors: int | None, texts: Catalogue, *, is_asked: bool = False
) -> Reply:
    """To a clerk; `errors` is None where no report has come, else how many are left to mend.
    `is_asked`: the supervisor wanted it to be said."""
    overdue = "overdue_" if view.deadline.due < view.today else ""
    state = "missing" if errors is None else "mending"
    values: dict[str, object] = {
        "unit": view.unit.name,
        "year": view.deadline.report_year,
        "errors": errors,
    }
    told = texts.html(f"reminder.{overdue}{state}", **values, **_when(view, texts))
    html = f"{texts.html('reminder.asked')}\n{told}" if is_asked else told
    return Reply(html, _offers(view, errors, texts))


def digest(view: DeadlineView, state: Progress, texts: Catalogue) -> Reply:
    """To a supervisor: how far all units below are. `view` is the deadline of those units."""
    year = view.deadline.report_year
    key = "digest_overdue" if view.deadline.due < view.today else "digest"
    head = texts.html(
        f"reminder.{key}",
        year=year,
        total=state.total,
        submitted=len(state.submitted),
        clean=len(state.clean),
        mending=len(state.mending),
        missing=len(state.missing),
        **_when(view, texts),
    )
    names = progress(year, state, texts).split("\n")[1:]
    return Reply("\n".join([head, *names]))


def _offers(
    view: DeadlineView, errors: int | None, texts: Catalogue
) -> tuple[tuple[Button, ...], ...]:
    """A draft, as long as there is no report."""
    if errors is not None:
        return ()
    data = f"draft:{view.unit.id}:{view.deadline.report_year}"
    return ((Button(texts.plain("button.draft"), data),),)


def _when(view: DeadlineView, texts: Catalogue) -> dict[str, object]:
    due = view.deadline.due
    return {
        "due": day(due, texts),
        "weekday": weekday(due, texts),
        "workdays": view.workdays,
    }
