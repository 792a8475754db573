"""Lists: past uploads, deadlines, the progress of the units below."""

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.render.naming import day, moment, weekday
from bot.reply import Button, Reply, clip
from bot.texts import Catalogue
from bot.views import DeadlineView, HistoryLine, Progress
from domain.upload import UploadState

NAMES_SHOWN = 30
_NAME_LIMIT = 30


def history(
    head: str, lines: list[HistoryLine], first: int, zone: ZoneInfo, texts: Catalogue
) -> Reply:
    """Past uploads, newest first, each with a button that shows its answer again. `head` is the
    first line, already in markup; `first` is the number of the first upload."""
    several = len({line.unit.id for line in lines}) > 1
    numbered = list(enumerate(lines, first))
    rows = [_history_line(number, line, several, zone, texts) for number, line in numbered]
    buttons = [
        Button(texts.plain("button.show", number=number), f"show:{line.upload.id}")
        for number, line in numbered
    ]
    grouped = tuple(tuple(buttons[n : n + 3]) for n in range(0, len(buttons), 3))
    return Reply("\n".join([head, *rows]), grouped)


def _history_line(
    number: int, line: HistoryLine, with_unit: bool, zone: ZoneInfo, texts: Catalogue
) -> str:
    upload = line.upload
    values: dict[str, object] = {
        "number": number,
        "unit": line.unit.name + " · " if with_unit else "",
        "state": state_of(line, texts),
        "date": moment(upload.created_at, zone, texts),
        "file_name": upload.file_name[:60],
    }
    if upload.year is None:
        return texts.html("history.line_unread", **values)
    return texts.html("history.line", year=upload.year, **values)


def state_of(line: HistoryLine, texts: Catalogue) -> str:
    """How far an upload is, in a few words; an archive has no errors of its own."""
    if line.upload.state is not UploadState.ANSWERED:
        return texts.plain(f"state.{line.upload.state}")
    if line.errors is None:
        return texts.plain("state.archive")
    version = line.upload.version
    prefix = texts.plain("state.version", version=version) if version is not None else ""
    key = "answered_errors" if line.errors else "answered_clean"
    return prefix + texts.plain(f"state.{key}", errors=line.errors)


def deadlines(
    year: int, views: list[DeadlineView], below: Mapping[date, Sequence[str]], texts: Catalogue
) -> str:
    """When the units of one person are due, with the basis of each kind once, and which units
    below are due when."""
    lines = [texts.html("deadline.head", year=year)]
    lines += [deadline_line(view, texts) for view in views]
    lines += [
        texts.html(
            "deadline.below",
            count=len(names),
            due=day_with_year(due, views[0].today, texts),
            weekday=weekday(due, texts),
            units=names_of(names, texts),
        )
        for due, names in sorted(below.items())
    ]
    bases = dict.fromkeys(view.deadline.basis for view in views)
    lines += [texts.html(f"deadline.basis_{basis}") for basis in bases]
    if any(view.provisional for view in views):
        lines.append(texts.html("deadline.provisional"))
    return "\n".join(lines)


def deadline_line(view: DeadlineView, texts: Catalogue) -> str:
    """When one unit is due, and how long that is from today."""
    due = view.deadline.due
    return texts.html(
        "deadline.own",
        unit=view.unit.name,
        due=day_with_year(due, view.today, texts),
        weekday=weekday(due, texts),
        left=texts.plain(
            f"deadline.{view.nearness}",
            workdays=view.workdays,
            days=(view.today - due).days,
        ),
    )


def day_with_year(due: date, today: date, texts: Catalogue) -> str:
    """A date as officials write it, with its year where that is not this one."""
    if texts.language == "zh" and due.year != today.year:
        return f"{due.year} 年 {day(due, texts)}"
    return day(due, texts)


def progress(year: int, state: Progress, texts: Catalogue) -> str:
    """How far the units below are; names only those that still have something to do."""
    return "\n".join([progress_counts(year, state, texts), *progress_names(state, texts)])


def progress_counts(year: int, state: Progress, texts: Catalogue) -> str:
    """How many of the units below have come how far."""
    return texts.html(
        "deadline.below_head",
        year=year,
        total=state.total,
        submitted=len(state.submitted),
        clean=len(state.clean),
        mending=len(state.mending),
        missing=len(state.missing),
    )


def progress_names(state: Progress, texts: Catalogue) -> list[str]:
    """A line for each standing in which something is to do."""
    named = {
        "missing": state.missing,
        "in_hand": state.in_hand,
        "clean": state.clean,
        "mending": state.mending,
    }
    return [
        texts.html(f"deadline.below_{key}", units=names_of(names, texts))
        for key, names in named.items()
        if names
    ]


def names_of(names: Sequence[str], texts: Catalogue) -> str:
    """Names in a sentence, not more than fit."""
    shown = texts.plain("list.comma").join(clip(name, _NAME_LIMIT) for name in names[:NAMES_SHOWN])
    return shown if len(names) <= NAMES_SHOWN else shown + " …"
