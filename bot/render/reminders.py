"""What the clock has to say: reminders to clerks, a digest to supervisors."""

from datetime import date

from bot.render.lists import progress_counts, progress_names
from bot.render.naming import day, weekday
from bot.render.status import below_buttons
from bot.reply import Button, Reply
from bot.texts import Catalogue
from bot.views import DeadlineView, DigestView, Progress, ReminderView
from domain.deadline import Nearness

Rows = tuple[tuple[Button, ...], ...]


def reminder(view: ReminderView, texts: Catalogue) -> Reply:
    """To a clerk whose report has not come or has something left to mend."""
    return Reply("\n".join(_told(view, texts)), (_help(view, texts), *_ways(view, texts)))


def in_hand(view: ReminderView, texts: Catalogue) -> Reply:
    """The reminder after its reader said that they work on the report."""
    is_early = view.last_call > view.deadline.today
    key = "reminder.in_hand" if is_early else "reminder.in_hand_late"
    return _answered(view, texts.html(key, **_date(view.last_call, texts)), texts)


def put_off(view: ReminderView, texts: Catalogue) -> Reply:
    """The reminder after its reader asked to be reminded again."""
    return _answered(view, texts.html("reminder.put_off", **_date(view.again_on, texts)), texts)


def _answered(view: ReminderView, answer: str, texts: Catalogue) -> Reply:
    return Reply("\n".join([*_told(view, texts), answer]), (_help(view, texts),))


def _told(view: ReminderView, texts: Catalogue) -> list[str]:
    is_past = view.deadline.nearness is Nearness.PAST
    state = "missing" if view.errors is None else "mending" if view.errors else "unread"
    about = texts.html(
        f"reminder.overdue_{state}" if is_past else f"reminder.{state}",
        unit=view.deadline.unit.name,
        year=view.deadline.deadline.report_year,
        errors=view.errors,
    )
    lines = [texts.html("reminder.asked")] if view.is_asked else []
    lines += [f"<b>{_near(view.deadline, texts)}</b>", about]
    if view.carried is not None:
        lines.append(texts.html("reminder.carried", count=view.carried))
    return lines


def _help(view: ReminderView, texts: Catalogue) -> tuple[Button, ...]:
    """A draft as long as there is no report, then what is to be mended."""
    if view.shown is not None:
        return (Button(texts.plain("reminder.show"), f"show:{view.shown}"),)
    about = f"{view.deadline.unit.id}:{view.deadline.deadline.report_year}"
    return (Button(texts.plain("button.draft"), f"draft:{about}"),)


def _ways(view: ReminderView, texts: Catalogue) -> Rows:
    """How to be reminded less, or once more where that is in time or too late anyway."""
    is_past = view.deadline.nearness is Nearness.PAST
    row = []
    if not is_past:
        row.append(Button(texts.plain("reminder.is_in_hand"), f"inhand:{view.id}"))
    if is_past or view.again_on <= view.deadline.deadline.due:
        is_tomorrow = (view.again_on - view.deadline.today).days == 1
        key = "reminder.tomorrow_again" if is_tomorrow else "reminder.workday_again"
        row.append(Button(texts.plain(key), f"again:{view.id}"))
    return (tuple(row),) if row else ()


def digest(view: DigestView, texts: Catalogue) -> Reply:
    """To a supervisor: how far all units below are, and what changed since they last heard."""
    year, state = view.below.year, view.below.progress
    head = f"{progress_counts(year, state, texts)}\n{_near(view.deadline, texts)}"
    lines = [head, *progress_names(state, texts), *_changes(view, texts)]
    return Reply("\n".join(lines), below_buttons(view.below, texts))


def _changes(view: DigestView, texts: Catalogue) -> list[str]:
    """What changed; nothing where nothing did, or where the supervisor never heard before."""
    if view.since is None or view.before is None:
        return []
    parts = [
        texts.plain(f"reminder.change_{key}", change=_signed(change))
        for key, change in _differences(view.before, view.below.progress).items()
        if change
    ]
    if not parts:
        return []
    changes = texts.plain("list.clause").join(parts)
    if (view.deadline.today - view.since).days == 1:
        return [texts.html("reminder.since_yesterday", changes=changes)]
    return [texts.html("reminder.since", changes=changes, **_date(view.since, texts))]


def _differences(before: Progress, after: Progress) -> dict[str, int]:
    return {
        "submitted": len(after.submitted) - len(before.submitted),
        "clean": len(after.clean) - len(before.clean),
        "mending": len(after.mending) - len(before.mending),
        "missing": len(after.missing) - len(before.missing),
    }


def _signed(change: int) -> str:
    """With a minus as long as the plus, which a hyphen is not."""
    return f"{change:+}".replace("-", "\N{MINUS SIGN}")


def _near(view: DeadlineView, texts: Catalogue) -> str:
    values = _date(view.deadline.due, texts)
    return texts.html(f"near.{view.nearness}", workdays=view.workdays, **values)


def _date(when: date, texts: Catalogue) -> dict[str, object]:
    return {"day": day(when, texts), "weekday": weekday(when, texts)}
