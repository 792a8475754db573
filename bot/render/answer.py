"""The answer to an upload: the verdict first, three problems on the first screen, the rest a tap
away in pages."""

from bot.render.confirm import confirmed_entries, confirmed_line
from bot.render.naming import (
    SIGN,
    doubts,
    heading,
    is_part,
    lacks_last_year,
    parts_read,
    subject,
    unread_tables,
)
from bot.render.pictures import picture_buttons
from bot.render.receipt import is_ready, submission_buttons, submission_line
from bot.render.versions import change_lines, is_mending, version_buttons
from bot.reply import TEXT_LIMIT, Button, Reply, clip
from bot.texts import Catalogue
from bot.views import UploadView
from domain.finding import Check, Finding, Severity
from domain.report import ReadingWarning, Report
from domain.wording import tidy

FIRST_SCREEN = 3
"""Problems on the first screen: part-time clerks stop reading beyond a few."""
FULL_SCREEN = 20
"""The same for a reader who wants everything at once, if they fit."""
PAGE_SIZE = 4
HEADING_LIMIT, QUOTE_LIMIT, MESSAGE_LIMIT, FIX_LIMIT = 60, 160, 420, 160
ENTRY_LIMIT = HEADING_LIMIT + QUOTE_LIMIT + MESSAGE_LIMIT + FIX_LIMIT + 40
"""Longest entry in UTF-16 code units; a page of entries then always fits one message."""
_TAIL_ROOM = 100
"""UTF-16 code units kept for the line about what could not be judged."""
_BUTTON_LIMIT = 24
_EXPLAINED = "✓"

assert (PAGE_SIZE + 0.5) * ENTRY_LIMIT < TEXT_LIMIT  # noqa: S101 - states a fact about constants


def answer(view: UploadView, texts: Catalogue) -> Reply:
    """The first screen of a checked report. `view` must hold its report and check."""
    report, check = _read(view)
    lines = [_verdict(view, texts), _head(view, report, texts)]
    notes = (
        _unfiled(view, report, texts),
        _part_line(report, texts) if is_part(view) else _caveat(report, texts),
        submission_line(view, texts),
        confirmed_line(view, texts),
    )
    lines += [note for note in notes if note]
    lines += [] if is_part(view) else change_lines(view, report, texts)
    shown = _first_screen(view, TEXT_LIMIT - _TAIL_ROOM - _length("\n".join(lines)), texts)
    lines += ["", *(f"{each}\n" for each in shown)]
    if doubtful := doubts(check):
        lines.append(texts.html("answer.unassessed", count=len(doubtful)))
    return Reply("\n".join(lines).strip(), _buttons(view, len(shown), texts))


def listing(view: UploadView, page: int, texts: Catalogue) -> Reply:
    """Page `page` (from 0, kept within range) of everything found and of what was not judged."""
    report, check = _read(view)
    entries = [entry(n, f, report, texts) for n, f in enumerate(check.findings, 1)]
    entries += [_doubt(reason, rules, texts) for reason, rules in doubts(check)]
    entries += [_unread(warning, texts) for warning in report.warnings]
    entries += confirmed_entries(view, texts)
    if lacks_last_year(check) and report.year is not None:
        entries.append(texts.html("answer.no_last_year", year=report.year - 1))
    pages = max(1, -(-len(entries) // PAGE_SIZE))
    page = min(max(page, 0), pages - 1)
    head = texts.html(
        "answer.list_head",
        file_name=clip(view.upload.file_name, HEADING_LIMIT),
        page=page + 1,
        pages=pages,
    )
    body = entries[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    opening = _opening(view.upload.id, check, page * PAGE_SIZE, PAGE_SIZE, texts)
    turning = _list_buttons(view.upload.id, page, pages, texts)
    return Reply("\n\n".join([head, *body]), (*opening, *turning))


def _read(view: UploadView) -> tuple[Report, Check]:
    if view.report is None or view.check is None:
        raise ValueError(f"upload {view.upload.id} has no result to show")
    return view.report, view.check


def _first_screen(view: UploadView, room: int, texts: Catalogue) -> list[str]:
    """The worst problems, as entries: a few, or for a reader who wants everything at once as many
    as there is room for (in UTF-16 code units). None of a part of a report, which has to come as a
    whole first."""
    report, check = _read(view)
    if is_part(view):
        return []
    worst = Severity.ERROR if check.count(Severity.ERROR) else Severity.WARNING
    found = [finding for finding in check.open if finding.severity is worst]
    limit = FULL_SCREEN if view.is_full else FIRST_SCREEN
    shown: list[str] = []
    for number, finding in enumerate(found[:limit], 1):
        told = entry(number, finding, report, texts)
        room -= _length(told) + 2
        if room < 0 and number > FIRST_SCREEN:
            break
        shown.append(told)
    return shown


def _length(html: str) -> int:
    """UTF-16 code units, markup included: never less than what Telegram counts."""
    return len(html.encode("utf-16-le", "replace")) // 2


def _verdict(view: UploadView, texts: Catalogue) -> str:
    report, check = _read(view)
    if is_part(view):
        return texts.html("answer.only_part")
    errors, warnings = check.count(Severity.ERROR), check.count(Severity.WARNING)
    infos = check.count(Severity.INFO)
    unread = unread_tables(report)
    parts = []
    if errors and view.earlier is not None and is_mending(view):
        before = view.earlier.check.count(Severity.ERROR)
        parts.append(texts.html("answer.left", errors=errors, before=before))
    elif errors:
        parts.append(texts.html("answer.errors", errors=errors))
    elif unread:
        tables = texts.plain("list.comma").join(unread)
        parts.append(texts.html("answer.unread", tables=tables))
        parts.append(texts.html("answer.read_clean"))
    elif warnings:
        parts.append(texts.html("answer.warnings", warnings=warnings))
    else:
        parts.append(unblemished(report, check, texts))
    if warnings and (errors or unread):
        parts.append(texts.html("answer.more_warnings", warnings=warnings))
    if infos:
        parts.append(texts.html("answer.more_infos", infos=infos))
    if cells := sum(cell.is_to_confirm for cell in report.cells.values()):
        parts.append(texts.html("answer.more_uncertain", cells=cells))
    if explained := len(check.findings) - len(check.open):
        parts.append(texts.html("answer.more_explained", explained=explained))
    return "".join(parts) if texts.language == "zh" else " ".join(parts)


def unblemished(report: Report, check: Check, texts: Catalogue) -> str:
    """What is said where nothing was found: that it may go out only if all of it was judged."""
    if report.form is None or doubts(check):
        return texts.html("answer.partly")
    return texts.html("answer.clean", judged=check.judged)


def _head(view: UploadView, report: Report, texts: Catalogue) -> str:
    line = texts.html("answer.message", message=subject(report, texts, HEADING_LIMIT))
    if view.upload.version is not None and report.year is not None:
        line += " · " + texts.html("answer.version", version=view.upload.version)
    return line


def _unfiled(view: UploadView, report: Report, texts: Catalogue) -> str | None:
    """A line for the most dangerous slip: somebody else's file under one's own name."""
    if view.upload.version is not None or report.year is None or not report.unit:
        return None
    key = "answer.unfiled_own" if view.is_fileable else "answer.unfiled"
    return texts.html(key, printed=clip(report.unit, HEADING_LIMIT), unit=view.unit.name)


def _part_line(report: Report, texts: Catalogue) -> str | None:
    parts = parts_read(report, texts)
    return texts.html("answer.parts", parts=parts) if parts else None


def _caveat(report: Report, texts: Catalogue) -> str | None:
    """A line for reports of the years before there was a form, whose tables are not judged, and
    for pages without their first, such as one photo of several."""
    if report.form is not None:
        is_part = not report.title and report.year is None
        return texts.html("answer.part") if is_part else None
    if report.year is None:
        return texts.html("answer.no_year")
    return texts.html("answer.no_form", year=report.year)


def entry(number: int, finding: Finding, report: Report, texts: Catalogue) -> str:
    """One problem in a list: where it is, what stands there, how to mend it, or why it stays."""
    where = finding.where
    lines = [
        texts.html(
            "answer.problem",
            sign=SIGN[finding.severity] if finding.justified is None else _EXPLAINED,
            number=number,
            heading=clip(heading(finding, report, texts), HEADING_LIMIT),
            page=texts.plain("answer.page", page=where.page) if where.page else "",
        )
    ]
    if where.quote and where.quote not in finding.message:
        lines.append(texts.html("answer.quote", quote=clip(tidy(where.quote), QUOTE_LIMIT)))
    lines.append(texts.html("answer.message", message=clip(finding.message, MESSAGE_LIMIT)))
    if finding.justified is not None:
        reason = clip(finding.justified, FIX_LIMIT)
        lines.append(texts.html("answer.justified", reason=reason))
    elif finding.fix:
        lines.append(texts.html("answer.fix", fix=clip(finding.fix, FIX_LIMIT)))
    return "\n".join(lines)


def _unread(warning: ReadingWarning, texts: Catalogue) -> str:
    return texts.html("answer.reading", message=clip(warning.message, MESSAGE_LIMIT))


def _doubt(reason: str, rules: list[str], texts: Catalogue) -> str:
    names = texts.plain("list.comma").join(rules)
    return texts.html(
        "answer.doubt", reason=clip(reason, MESSAGE_LIMIT), rules=clip(names, FIX_LIMIT)
    )


def _buttons(view: UploadView, shown: int, texts: Catalogue) -> tuple[tuple[Button, ...], ...]:
    """What can be done: first of all to hand the version in, where nothing is left to mend. What is
    no version has to be filed as one before."""
    submitting = submission_buttons(view, texts) or _filing_button(view, texts)
    opening = _first_buttons(view, shown, texts)
    others = (*opening, *picture_buttons(view, texts), *version_buttons(view, texts))
    return (*submitting, *others) if is_ready(view) else (*others, *submitting)


def _filing_button(view: UploadView, texts: Catalogue) -> tuple[tuple[Button, ...], ...]:
    if not view.is_fileable:
        return ()
    label = texts.plain("button.file", unit=clip(view.unit.name, _BUTTON_LIMIT))
    return ((Button(label, f"file:{view.upload.id}"),),)


def _first_buttons(
    view: UploadView, shown: int, texts: Catalogue
) -> tuple[tuple[Button, ...], ...]:
    """Buttons into the list, each at the page where its kind of entry begins."""
    (report, check), upload_id = _read(view), view.upload.id
    errors, warnings = check.count(Severity.ERROR), check.count(Severity.WARNING)
    infos, judged = check.count(Severity.INFO), len(check.findings)
    hidden_warnings = warnings if errors else max(0, warnings - shown)
    wanted = (
        ("rest" if shown else "found", max(0, errors - shown), shown),
        ("warnings", hidden_warnings, errors if errors else shown),
        ("infos", infos, errors + warnings),
        ("explained", len(check.findings) - len(check.open), len(check.open)),
        ("unassessed", len(doubts(check)), judged),
        ("readings", len(report.warnings), judged + len(doubts(check))),
        ("confirmed", len(view.confirmed), judged + len(doubts(check)) + len(report.warnings)),
    )
    row = [
        Button(texts.plain(f"button.{key}", count=count), f"list:{upload_id}:{at // PAGE_SIZE}")
        for key, count, at in wanted
        if count
    ]
    opening = _opening(upload_id, check, 0, shown, texts)
    return (*opening, *(tuple(row[n : n + 2]) for n in range(0, len(row), 2)))


def _opening(
    upload_id: int, check: Check, first: int, count: int, texts: Catalogue
) -> tuple[tuple[Button, ...], ...]:
    """Rows of buttons that open problems, from the one at `first` (none where there are none)."""
    row = tuple(
        Button(texts.plain("button.problem", number=number), f"problem:{upload_id}:{finding.key}")
        for number, finding in enumerate(check.findings[first : first + count], first + 1)
    )
    return tuple(row[n : n + PAGE_SIZE] for n in range(0, len(row), PAGE_SIZE))


def _list_buttons(
    upload_id: int, page: int, pages: int, texts: Catalogue
) -> tuple[tuple[Button, ...], ...]:
    turn = []
    if page > 0:
        turn.append(Button(texts.plain("button.previous"), f"list:{upload_id}:{page - 1}"))
    if page < pages - 1:
        turn.append(Button(texts.plain("button.next"), f"list:{upload_id}:{page + 1}"))
    back = (Button(texts.plain("button.back"), f"verdict:{upload_id}"),)
    return (tuple(turn), back) if turn else (back,)
