"""The whole list of problems on one sheet, where there are many."""

from PIL import Image as Pillow
from PIL import ImageDraw

from domain.finding import Check, Finding, Severity
from domain.form import Form
from domain.report import Report
from parsing.drawing.ink import COLOURS, LONG_SIDE, saved, wrapped, write
from parsing.drawing.marks import names_one_cell, numbered
from parsing.drawing.words import Words

_WIDTH, _MARGIN, _SIZE, _LINE, _GAP = 1100, 40, 28, 38, 14
_INDENT = 70
_HEAD = 150
_GREY = (90, 90, 90)


def drawn_list(
    report: Report, check: Check, form: Form, words: Words
) -> tuple[bytes, tuple[int, ...]]:
    """A PNG with unit, year, verdict and the numbered problems, and the numbers that it has room
    for."""
    image = Pillow.new("RGB", (_WIDTH, LONG_SIDE), "white")
    draw = ImageDraw.Draw(image)
    unit, year = report.unit or words("unknown_unit"), report.year or words("unknown_year")
    head = wrapped(words("list_head", unit=unit, year=year), _SIZE, _WIDTH - 2 * _MARGIN, 1)
    write(draw, (_MARGIN, _MARGIN), _verdict(report, check, words), _SIZE + 12)
    write(draw, (_MARGIN, _MARGIN + 60), head[0], _SIZE, _GREY)
    top, shown, findings = _HEAD, list[int](), numbered(check)
    for number, finding in findings:
        lines = _lines(finding, form)
        end = top + len(lines) * _LINE + _GAP
        if end > LONG_SIDE - _MARGIN - _LINE:
            rest = words("list_rest", count=len(findings) - len(shown))
            write(draw, (_MARGIN + _INDENT, top), rest, _SIZE, _GREY)
            top += _LINE
            break
        _entry(draw, top, number, finding, lines)
        shown.append(number)
        top = end
    return saved(image.crop((0, 0, _WIDTH, top + _MARGIN)), "PNG"), tuple(shown)


def _verdict(report: Report, check: Check, words: Words) -> str:
    errors, warnings, infos = (check.count(each) for each in Severity)
    parts = [words("unread" if report.unread else "no_errors")]
    if errors:
        parts = [words("errors", errors=errors)]
    parts += [words("more_warnings", warnings=warnings)] if warnings else []
    parts += [words("more_infos", infos=infos)] if infos else []
    return "".join(parts)


def _lines(finding: Finding, form: Form) -> list[str]:
    """Where it is and what is wrong, in at most three lines."""
    label = form.cell_label(finding.where.cells[0]) if names_one_cell(finding) else ""
    message = finding.message
    text = message if not label or label in message else f"{label}：{message}"
    return wrapped(text, _SIZE, _WIDTH - 2 * _MARGIN - _INDENT, 3)


def _entry(
    draw: ImageDraw.ImageDraw, top: int, number: int, finding: Finding, lines: list[str]
) -> None:
    colour = COLOURS[finding.severity]
    middle = (_MARGIN + 24, top + _LINE / 2 - 2)
    radius = 22
    draw.ellipse(
        (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius), colour
    )
    write(draw, middle, str(number), _SIZE - 3, (255, 255, 255), anchor="mm")
    for index, line in enumerate(lines):
        write(draw, (_MARGIN + _INDENT, top + index * _LINE), line, _SIZE)
