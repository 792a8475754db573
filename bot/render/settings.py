"""What a person can set, with the buttons that set it."""

from bot.reply import Button, Reply
from bot.texts import LANGUAGES, Catalogue
from domain.deadline import PLAN
from domain.unit import Member

QUIET_HOURS = ((None, None), (20, 9), (22, 8), (18, 9))
"""From which hour until which nothing comes of itself; none at first."""

LEADS = (None, *(stage.days_before for stage in PLAN if 0 < stage.days_before < 14))
"""From how many days before the deadline reminders come; all at first."""

_CHOSEN = "✓ "


def settings(member: Member, texts: Catalogue) -> Reply:
    """The settings as they are; a button for each choice, the present one marked."""
    quiet = _quiet(member.quiet_from, member.quiet_to, texts)
    lines = [
        texts.html("settings.head"),
        texts.html("settings.language", value=texts.plain(f"settings.in_{member.language}")),
        texts.html("settings.quiet", value=quiet),
        texts.html("settings.lead", value=_lead(member.lead_days, texts)),
        texts.html("settings.length", value=texts.plain(_length(member.full_answers))),
    ]
    languages = [
        _choice(texts.plain(f"settings.in_{each}"), f"language:{each}", each == member.language)
        for each in LANGUAGES
    ]
    hours = [
        _choice(
            _quiet(start, end, texts),
            f"quiet:{start}:{end}" if start is not None else "quiet:-:-",
            (start, end) == (member.quiet_from, member.quiet_to),
        )
        for start, end in QUIET_HOURS
    ]
    leads = [
        _choice(_lead(days, texts), f"lead:{days or '-'}", days == member.lead_days)
        for days in LEADS
    ]
    lengths = [
        _choice(texts.plain(_length(full)), f"full:{int(full)}", full == member.full_answers)
        for full in (False, True)
    ]
    rows = (languages, hours[:2], hours[2:], leads[:2], leads[2:], lengths)
    return Reply("\n".join(lines), tuple(tuple(row) for row in rows))


def _choice(label: str, data: str, is_chosen: bool) -> Button:
    return Button(_CHOSEN + label if is_chosen else label, f"set:{data}")


def _quiet(start: int | None, end: int | None, texts: Catalogue) -> str:
    if start is None or end is None:
        return texts.plain("settings.no_quiet")
    return texts.plain("settings.quiet_hours", start=start, end=end)


def _lead(days: int | None, texts: Catalogue) -> str:
    if days is None:
        return texts.plain("settings.lead_all")
    return texts.plain("settings.lead_days", days=days)


def _length(is_full: bool) -> str:
    return "settings.full" if is_full else "settings.short"
