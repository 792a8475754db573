"""Which units had problems: a line for each, in pages, and everything as a workbook."""

import io

from xlsxwriter import Workbook

from bot.looking import Wanted, data_of, turning
from bot.render.naming import heading
from bot.reply import BUTTON_DATA_LIMIT, Button, Reply, clip
from bot.texts import Catalogue
from bot.views import ProblemLine
from domain.form import naming_form
from parsing.report_json import report_from_json

PAGE_SIZE = 10
FILE_NAME = "results-{year}.xlsx"
_NAMED, _NAME_LIMIT, _HEADING_LIMIT = 2, 60, 60
_COLUMNS = ("unit", "version", "severity", "place", "message", "fix", "mended")
_WIDTHS = (28, 8, 10, 34, 60, 40, 8)


def results(lines: list[ProblemLine], sought: Wanted, page: int, texts: Catalogue) -> Reply:
    """Page `page` (from 0, kept within range) of the units with problems in `sought.year`."""
    if not lines:
        return Reply(texts.html("results.none", sought=_sought(sought, texts)))
    pages = -(-len(lines) // PAGE_SIZE)
    page = min(max(page, 0), pages - 1)
    first = page * PAGE_SIZE
    head = texts.html("results.head", sought=_sought(sought, texts), count=len(lines))
    shown = lines[first : first + PAGE_SIZE]
    told = [_line(number, line, texts) for number, line in enumerate(shown, first + 1)]
    export = Button(texts.plain("results.export"), data_of("resultsx", 0, sought))
    fits = len(export.data.encode()) <= BUTTON_DATA_LIMIT
    turns = turning("results", page, page == pages - 1, sought, texts)
    return Reply("\n".join([head, *told]), (*turns, *(((export,),) if fits else ())))


def _sought(sought: Wanted, texts: Catalogue) -> str:
    parts = [texts.plain("history.of_year", year=sought.year), sought.name]
    if sought.table is not None:
        parts.append(naming_form(None, sought.year).tables[sought.table].name)
    return " · ".join(part for part in parts if part)


def _line(number: int, line: ProblemLine, texts: Catalogue) -> str:
    report = report_from_json(line.report_json)
    places = list(dict.fromkeys(heading(each, report, texts) for each in line.findings))
    names = texts.plain("list.comma").join(clip(each, _HEADING_LIMIT) for each in places[:_NAMED])
    return texts.html(
        "results.line",
        number=number,
        unit=clip(line.unit.name, _NAME_LIMIT),
        version=line.upload.version,
        places=names if len(places) <= _NAMED else f"{names} …",
        mended=texts.plain("results.mended") if line.is_mended else "",
    )


def workbook(lines: list[ProblemLine], texts: Catalogue) -> bytes:
    """Everything found, a row for each problem, as XLSX. No cell becomes a formula or a link,
    whatever a report says."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(buffer, options) as book:
        sheet = book.add_worksheet()
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        sheet.freeze_panes(1, 0)
        for column, (key, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width, wrapped)
            sheet.write_string(0, column, texts.plain(f"results.column_{key}"), bold)
        for row, values in enumerate(_rows(lines, texts), 1):
            for column, value in enumerate(values):
                sheet.write_string(row, column, value)
    return buffer.getvalue()


def _rows(lines: list[ProblemLine], texts: Catalogue) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for line in lines:
        report = report_from_json(line.report_json)
        mended = texts.plain("results.yes" if line.is_mended else "results.no")
        for finding in line.findings:
            severity = texts.plain(f"severity.{finding.severity}")
            place = heading(finding, report, texts)
            told = (severity, place, finding.message, finding.fix, mended)
            rows.append((line.unit.name, str(line.upload.version), *told))
    return rows
