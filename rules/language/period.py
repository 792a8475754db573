"""The years a report says it is about: in its title, and as the period of its figures."""

import re
from dataclasses import dataclass

from domain.document import Place
from domain.report import Report
from rules.language.numerals import years_in_figures
from rules.language.sentences import RunningText, Sentence

_TITLE_YEAR = re.compile(r"(20\d{2})\s*(?:年度|年)")
_TOPIC = re.compile(r"统计|数据|期限|时限|时段|起止|报告期")
_LONG = r"(?P<year{n}>20\d{{2}})[年.\-/](?P<month{n}>\d{{1,2}})"
_LONG += r"(?:[月.\-/](?:(?P<day{n}>\d{{1,2}})日?)?)?"
_SHORT = r"(?P<month{n}>\d{{1,2}})月(?:(?P<day{n}>\d{{1,2}})日?)?"
_MONTHS = r"(?P<year4>20\d{2})年(?P<month4>\d{1,2})月?[-—至到~～](?P<month5>\d{1,2})月"
_TO = r"起?(?:至|到|—+|–|-|~|～|―)"
_RANGE = re.compile(
    f"{_LONG.format(n=1)}{_TO}(?:{_LONG.format(n=2)}|{_SHORT.format(n=3)})|{_MONTHS}"
)
_TOPIC_REACH = 40
"""How many characters before the dates the word that makes them the period may stand."""


@dataclass(frozen=True, slots=True)
class Period:
    """The period of a report's figures as (year, month, day); a day is None where it is not
    printed. `quote` is the sentence that says so."""

    first: tuple[int, int, int | None]
    last: tuple[int, int, int | None]
    quote: str
    section: str | None
    place: Place

    @property
    def year(self) -> int | None:
        """The one year it lies in, or None where it spans two."""
        return self.first[0] if self.first[0] == self.last[0] else None

    @property
    def is_full_year(self) -> bool:
        return (
            self.year is not None
            and self.first[1:] in ((1, 1), (1, None))
            and self.last[1:] in ((12, 31), (12, None))
        )


def title_year(report: Report) -> int | None:
    """The year that the title names."""
    match = _TITLE_YEAR.search(years_in_figures(report.title or ""))
    return int(match[1]) if match else None


def statistics_period(text: RunningText) -> Period | None:
    """The period of the figures, from the introduction or else from the first section.

    Other dates in the introduction (of a law, of a meeting) are not taken: a word such as 统计,
    数据 or 期限 must stand close before.
    """
    for sentence in (*text.introduction, *text.sentences(section="一")):
        plain = sentence.plain
        for match in _RANGE.finditer(plain):
            before = plain[max(0, match.start() - _TOPIC_REACH) : match.start()]
            after = plain[match.end() : match.end() + 10]
            if _TOPIC.search(before) or _TOPIC.search(after):
                return _period(match, sentence)
    return None


def _period(match: re.Match[str], sentence: Sentence) -> Period:
    if match["year4"]:
        year = int(match["year4"])
        first = (year, int(match["month4"]), None)
        last = (year, int(match["month5"]), None)
        return Period(first, last, sentence.text, sentence.section, sentence.place)
    end = "2" if match["year2"] else "3"
    start = int(match["year1"])
    return Period(
        (start, int(match["month1"]), _day(match["day1"])),
        (int(match["year2"] or start), int(match[f"month{end}"]), _day(match[f"day{end}"])),
        sentence.text,
        sentence.section,
        sentence.place,
    )


def _day(text: str | None) -> int | None:
    return int(text) if text else None
