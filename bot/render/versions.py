"""Versions of one report: what changed since the one before, and the list of all."""

from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.render.naming import SIGN, heading, moment
from bot.reply import Button, Reply, clip
from bot.texts import Catalogue
from bot.views import UploadView, VersionLine
from domain.comparison import Comparison, Left, compare
from domain.finding import Finding, Severity
from domain.report import Report
from domain.unit import Unit

PAGE_SIZE = 4
NAMED, LISTED = 3, 8
"""How many places are named in one line of the answer, problems listed line by line elsewhere."""
_HEADING_LIMIT, _MESSAGE_LIMIT, _NAME_LIMIT = 60, 100, 60
_MENDED = "✓"

Rows = tuple[tuple[Button, ...], ...]


def compared(view: UploadView) -> Comparison | None:
    """What became of the problems of the version before; None where there is none, or where it is
    the same file."""
    if view.earlier is None or view.check is None or view.earlier.same_as is not None:
        return None
    return compare(view.earlier.check, view.check)


def is_mending(view: UploadView) -> bool:
    """Whether errors of the version before are still there, and none but those."""
    told = compared(view)
    certain = told.only(Severity.ERROR) if told is not None else None
    return certain is not None and bool(certain.left) and not certain.new


def change_lines(view: UploadView, report: Report, texts: Catalogue) -> list[str]:
    """What the answer says about the version before: in a few lines what was mended, left, new."""
    if view.earlier is not None and view.earlier.same_as is not None:
        return [texts.html("versions.same", version=view.earlier.same_as)]
    told = compared(view)
    if told is None:
        return []
    serious = told.only(Severity.ERROR, Severity.WARNING)
    certain = told.only(Severity.ERROR)
    if not (serious.mended or serious.left or serious.unclear or serious.new):
        return []
    named = (
        ("mended", serious.mended),
        ("unclear", serious.unclear),
        ("left", certain.left),
        ("new", serious.new),
    )
    lines = [_change_line(key, found, report, texts) for key, found in named if found]
    if not serious.new:
        lines.append(texts.html("versions.none_new"))
    return [*lines, *_caution(view, serious, texts)]


def _change_line(
    key: str, found: Sequence[Finding | Left], report: Report, texts: Catalogue
) -> str:
    """How many problems were mended, left or new, and which; those that nobody touched stand below
    with all that is to be said about them."""
    if all(isinstance(each, Left) and not each.is_changed for each in found):
        return texts.html("versions.untouched", count=len(found))
    return texts.html(f"versions.{key}", count=len(found), names=_names(found, report, texts))


def _caution(view: UploadView, told: Comparison, texts: Catalogue) -> list[str]:
    """A line where a change may be one of the rules and not of the report."""
    is_possible = view.earlier is not None and view.earlier.is_by_other_rules
    return [texts.html("versions.other_rules")] if is_possible and (told.mended or told.new) else []


def comparison(view: UploadView, texts: Catalogue) -> Reply | None:
    """All that became of the problems of the version before, problem by problem; None where there
    is no version to compare with."""
    if view.earlier is None or view.report is None or view.check is None:
        return None
    told = compare(view.earlier.check, view.check)
    head = texts.html(
        "versions.compare_head", version=view.upload.version, earlier=view.earlier.version
    )
    groups = (
        ("mended", told.mended),
        ("unclear", told.unclear),
        ("left", told.left),
        ("new", told.new),
    )
    parts = [head]
    if view.earlier.same_as is not None:
        parts.append(texts.html("versions.same", version=view.earlier.same_as))
    parts += [_group(key, found, view.report, texts) for key, found in groups if found]
    if not told.new:
        parts.append(texts.html("versions.none_new"))
    parts += _caution(view, told, texts)
    back = Button(texts.plain("button.back"), f"verdict:{view.upload.id}")
    return Reply("\n\n".join(parts), ((back, _all_button(view, texts)),))


def version_buttons(view: UploadView, texts: Catalogue) -> Rows:
    """The row under an answer that leads to the versions before it; none for the first."""
    if view.earlier is None:
        return ()
    every = _all_button(view, texts)
    if view.earlier.same_as == view.earlier.version:
        return ((every,),)
    return ((_compare_button(view.upload.id, view.earlier.version, texts), every),)


def versions(
    unit: Unit, lines: list[VersionLine], page: int, zone: ZoneInfo, texts: Catalogue
) -> Reply:
    """Page `page` (from 0, kept within range) of all versions, newest first; at least one."""
    pages = -(-len(lines) // PAGE_SIZE)
    page = min(max(page, 0), pages - 1)
    first = page * PAGE_SIZE
    shown = lines[first : first + PAGE_SIZE]
    upload = lines[0].upload
    head = texts.html("versions.head", unit=clip(unit.name, _HEADING_LIMIT), year=upload.year)
    rows = [_version_row(lines, first + n, texts) for n in range(len(shown))]
    turn = []
    if page > 0:
        turn.append(Button(texts.plain("button.previous"), f"versions:{upload.id}:{page - 1}"))
    if page < pages - 1:
        turn.append(Button(texts.plain("button.next"), f"versions:{upload.id}:{page + 1}"))
    body = [_version_line(line, zone, texts) for line in shown]
    if any(line.is_outdated for line in shown):
        body.append(texts.html("versions.outdated_note"))
    return Reply("\n".join([head, *body]), (*rows, tuple(turn)) if turn else tuple(rows))


def _version_line(line: VersionLine, zone: ZoneInfo, texts: Catalogue) -> str:
    key = "answered_errors" if line.errors else "answered_clean"
    marks = [texts.plain(f"state.{key}", errors=line.errors)]
    if line.is_submitted:
        marks.append(texts.plain("versions.submitted"))
    if line.is_outdated:
        marks.append(texts.plain("versions.outdated"))
    return texts.html(
        "versions.line",
        version=line.upload.version,
        state=" · ".join(marks),
        date=moment(line.upload.created_at, zone, texts),
        file_name=clip(line.upload.file_name, _NAME_LIMIT),
    )


def _version_row(lines: list[VersionLine], index: int, texts: Catalogue) -> tuple[Button, ...]:
    upload = lines[index].upload
    row = [Button(texts.plain("versions.show", version=upload.version), f"show:{upload.id}")]
    if index + 1 < len(lines):
        row.append(_compare_button(upload.id, lines[index + 1].upload.version or 0, texts))
    row.append(Button(texts.plain("versions.recheck"), f"recheck:{upload.id}"))
    return tuple(row)


def _compare_button(upload_id: int, earlier: int, texts: Catalogue) -> Button:
    return Button(texts.plain("versions.compare", version=earlier), f"compare:{upload_id}")


def _all_button(view: UploadView, texts: Catalogue) -> Button:
    return Button(texts.plain("versions.all"), f"versions:{view.upload.id}:0")


def _names(found: Sequence[Finding | Left], report: Report, texts: Catalogue) -> str:
    """The places, each once."""
    times = Counter(_name(each, report, texts) for each in found)
    names = [
        name + texts.plain("versions.times", count=count) if count > 1 else name
        for name, count in times.items()
    ]
    shown = texts.plain("list.comma").join(names[:NAMED])
    return shown if len(names) <= NAMED else shown + " …"


def _name(each: Finding | Left, report: Report, texts: Catalogue) -> str:
    """Where a problem is, and whether somebody tried to mend it."""
    if isinstance(each, Finding):
        return clip(heading(each, report, texts), _HEADING_LIMIT)
    name = clip(heading(each.finding, report, texts), _HEADING_LIMIT)
    return name + texts.plain("versions.changed") if each.is_changed else name


def _group(key: str, found: Sequence[Finding | Left], report: Report, texts: Catalogue) -> str:
    """One of the groups of a comparison: every problem in a line, with what is wrong about it."""
    lines = [texts.html(f"versions.{key}_head", count=len(found))]
    for each in found[:LISTED]:
        finding = each.finding if isinstance(each, Left) else each
        is_mended = key == "mended"
        item = texts.html(
            "versions.item",
            sign=_MENDED if is_mended else SIGN[finding.severity],
            name=_name(each, report, texts),
            message="" if is_mended else clip(finding.message, _MESSAGE_LIMIT),
        )
        lines.append(item.rstrip())
    if len(found) > LISTED:
        lines.append(texts.html("versions.more", count=len(found) - LISTED))
    return "\n".join(lines)
