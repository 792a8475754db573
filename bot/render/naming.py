"""How places, dates and sizes are called in a sentence."""

import math
from datetime import date, datetime, timedelta
from pathlib import PurePath
from zoneinfo import ZoneInfo

from bot.reply import clip
from bot.texts import Catalogue
from bot.views import UploadView
from domain.finding import Check, Finding, Severity
from domain.form import Form, form_for_year, naming_form
from domain.report import Report
from rules.registry import units_rules
from rules.subject import NO_PREVIOUS

_SECONDS_SAID = 90
_HEADING_LIMIT = 30
_FEW_PAGES = 2
_PICTURES = frozenset(
    {".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic", ".zip", ""}
)
"""Endings of pictures, and of several as one file: the name of an album has none."""

SIGN = {Severity.ERROR: "✗", Severity.WARNING: "△", Severity.INFO: "·"}
"""What stands before a problem, so that the grave ones are seen at once."""


def form_of(report: Report) -> Form:
    """The form whose names to use: the one the tables follow, else the one of the report year."""
    return naming_form(report.form, report.year)


def heading(finding: Finding, report: Report, texts: Catalogue) -> str:
    """The shortest official name for where a finding is: the suspected cell, a row, a table, a
    section, the title or the introduction; for a finding across units what it is about."""
    form, where = form_of(report), finding.where
    if where.cells:
        rows = {cell.rsplit(".", 1)[0] for cell in where.cells}
        if finding.expected is not None or len(where.cells) == 1:
            return form.cell_label(where.cells[0])
        table = form.tables[where.cells[0].split(".")[0]].name
        return f"{table} · {form.row_label(where.cells[0])}" if len(rows) == 1 else table
    across = next((r.info.title for r in units_rules() if r.info.id == finding.rule), None)
    if across is not None:
        return texts.plain("answer.should", title=across)
    if where.table is not None and where.table in form.tables:
        return form.tables[where.table].name
    section = next((s for s in form.sections if s.number == where.section), None)
    if section is not None:
        return f"{section.number}、{section.heading}"
    is_title = where.quote is None or where.quote == report.title
    return texts.plain(f"answer.{'title' if is_title else 'introduction'}_heading")


def subject(report: Report, texts: Catalogue, limit: int = 200) -> str:
    """Whose report it is, of which year, in which form, as far as that could be read; `limit` is
    the longest that a unit's name may be."""
    parts = [clip(report.unit or texts.plain("answer.unknown_unit"), limit)]
    if report.year is None:
        parts.append(texts.plain("answer.unknown_year"))
    else:
        parts.append(texts.plain("answer.of_year", year=report.year))
    if report.form is not None:
        parts.append(texts.plain("answer.in_form", form=report.form))
    return " · ".join(parts)


def is_part(view: UploadView) -> bool:
    """Whether an upload is a photo or two of a report that has more pages: without the title, or
    without a table of the form. What is missing from any other file is missing from the report."""
    report = view.report
    if report is None or report.pages is None or report.pages > _FEW_PAGES:
        return False
    if PurePath(view.upload.file_name).suffix.lower() not in _PICTURES:
        return False
    if report.year is not None and form_for_year(report.year) is None:
        return False
    tables = {name.split(".")[0] for name in report.cells}
    return report.title is None or not tables >= form_of(report).tables.keys()


def parts_read(report: Report, texts: Catalogue) -> str:
    """What was met of a report: title, sections and tables as they are printed."""
    tables = {name.split(".")[0] for name in report.cells}
    parts = [texts.plain("answer.title_heading")] if report.title is not None else []
    parts += [clip(f"{each.number}、{each.heading}", _HEADING_LIMIT) for each in report.sections]
    parts += [table.name for key, table in form_of(report).tables.items() if key in tables]
    return texts.plain("list.clause").join(parts)


def unread_tables(report: Report) -> list[str]:
    """Names of the tables in which some cell could not be placed, in printed order."""
    unread = {c.name.split(".")[0] for c in report.cells.values() if not c.is_readable}
    return [table.name for key, table in form_of(report).tables.items() if key in unread]


def doubts(check: Check) -> list[tuple[str, list[str]]]:
    """What could not be judged: each reason once, with the ids of the rules that it stopped. That
    there is no report of the year before is no doubt about this one, see `lacks_last_year`."""
    by_reason: dict[str, list[str]] = {}
    for unassessed in check.unassessed:
        if unassessed.reason != NO_PREVIOUS:
            by_reason.setdefault(unassessed.reason, []).append(unassessed.rule)
    return list(by_reason.items())


def lacks_last_year(check: Check) -> bool:
    """Whether the years were not compared for want of last year's report."""
    return any(unassessed.reason == NO_PREVIOUS for unassessed in check.unassessed)


def weekday(day: date, texts: Catalogue) -> str:
    return texts.plain(f"weekday.{day.weekday()}")


def day(day: date, texts: Catalogue) -> str:
    """A date as officials write it in a sentence."""
    if texts.language == "zh":
        return f"{day.month} 月 {day.day} 日"
    return f"{day.day} {day:%b %Y}"


def moment(when: datetime, zone: ZoneInfo, texts: Catalogue) -> str:
    """Day and minute, in a list."""
    local = when.astimezone(zone)
    return f"{local:%m-%d %H:%M}" if texts.language == "zh" else f"{local.day} {local:%b, %H:%M}"


def span(time: timedelta, texts: Catalogue) -> str:
    """How long something takes, in seconds or minutes, rounded up."""
    seconds = max(1, math.ceil(time.total_seconds()))
    if seconds <= _SECONDS_SAID:
        return texts.plain("upload.seconds", count=seconds)
    return texts.plain("upload.minutes", count=math.ceil(seconds / 60))


def size(count: int) -> str:
    """A file size in bytes for people: KB below one megabyte, else MB (powers of 1024)."""
    if count < 1024 * 1024:
        return f"{max(1, round(count / 1024))} KB"
    return f"{count / 1024 / 1024:.1f} MB".replace(".0 MB", " MB")
