"""The signature at the end of a report: the unit that signs, and the date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from domain.document import Place
from domain.report import Paragraph, Report
from domain.wording import fold
from rules.language.numerals import parse_number, years_in_figures

_LAST = 6
"""Within so many paragraphs from the end a signature stands."""

_FIRST = 3
"""Within so many paragraphs after the title a date of the report stands."""

_SENTENCE_END = re.compile(r"[。;!]")
_CHINESE_DATE = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日])")
_DATE = re.compile(
    r"(?P<before>.{0,40}?)[(\[]?(?P<year>20\d{2})(?:年|[-./])(?P<month>\d{1,2})"
    r"(?:月|[-./])(?:(?P<day>\d{1,2})日?)?[)\]]?(?:印发|发布|公布|\d{1,2}:\d{2}(?::\d{2})?)?"
)
_LABEL = re.compile(r"(?:发布|公布|成文|发文|印发|公开|更新|落款)?(?:日期|时间):|[(]?")
_SEAL = re.compile(r"[(](?:盖章|章)[)]$")
_ORGANISATION = re.compile(
    r"[^,、:\d我]{2,40}(?:政府|办公[室厅]|中心|街道|[局厅委办院部署会站所社行处队镇乡])"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs and when. `unit` is None where only a date stands, `day` where it is not printed.
    `text` is the paragraph of the date as printed. `section` is None under the title."""

    unit: str | None
    year: int
    month: int
    day: int | None
    text: str
    section: str | None
    place: Place

    @property
    def written(self) -> str:
        day = "" if self.day is None else f"{self.day}日"
        return f"{self.year}年{self.month}月{day}"


def signature(report: Report) -> Signature | None:
    """The signature at the end, or the date under the title; None where there is neither."""
    last = report.sections[-1:]
    below = (each for section in last for each in _signed(section.paragraphs, section.number))
    return next(chain(below, _dated(report.introduction[:_FIRST])), None)


def _signed(paragraphs: Sequence[Paragraph], section: str) -> Iterator[Signature]:
    for at in range(len(paragraphs) - 1, max(-1, len(paragraphs) - 1 - _LAST), -1):
        piece = _last_piece(paragraphs[at].text)
        match = _DATE.fullmatch(piece)
        if match is None:
            continue
        before = _SEAL.sub("", match["before"])
        if before and not _LABEL.fullmatch(before):
            if not _ORGANISATION.fullmatch(before):
                continue
            unit: str | None = before
        else:
            above = _SEAL.sub("", _last_piece(paragraphs[at - 1].text)) if at else ""
            unit = above if _ORGANISATION.fullmatch(above) else None
        yield _made(match, unit, paragraphs[at], section)


def _dated(paragraphs: Sequence[Paragraph]) -> Iterator[Signature]:
    for paragraph in paragraphs:
        match = _DATE.fullmatch(_plain(paragraph.text))
        if match is not None and _LABEL.fullmatch(match["before"]):
            yield _made(match, None, paragraph, None)


def _made(
    match: re.Match[str], unit: str | None, paragraph: Paragraph, section: str | None
) -> Signature:
    return Signature(
        unit=unit,
        year=int(match["year"]),
        month=int(match["month"]),
        day=int(match["day"]) if match["day"] else None,
        text=paragraph.text.strip(),
        section=section,
        place=paragraph.place,
    )


def _last_piece(text: str) -> str:
    """What follows the last full sentence of a paragraph."""
    return _SENTENCE_END.split(_plain(text))[-1]


def _plain(text: str) -> str:
    """Half width, without spaces, a date in characters (二〇二四年一月九日) in figures."""
    printed = fold(text)
    plain = years_in_figures(printed)
    return plain if plain == printed else _CHINESE_DATE.sub(_in_figures, plain)


def _in_figures(match: re.Match[str]) -> str:
    number = parse_number(match.group())
    return match.group() if number is None else str(number)
