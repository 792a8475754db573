"""Title, unit and year of a report, from the lines before its first section."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.document import Block, Place
from domain.report import Paragraph
from domain.wording import tidy
from parsing.boxes import around

_TITLE_YEAR = re.compile(r"(?P<year>20\d{2}|二[〇○Ｏ零0oO][〇○零一二三四五六七八九]{2})年度?")
_PERIOD = re.compile(r"(20\d{2})\s*年\s*1\s*月\s*1\s*日")
_QUOTED = re.compile(r"《([^《》]{6,60}(?:报告|年报))》")
_REPORT_ENDING = re.compile(r"(?:报告|年报)(?:[（(][^（）()]{0,20}[）)])?$")
_SUBJECT = re.compile(r"(?:政府|政务)?信息公开|政务公开")
_SENTENCE = re.compile(r"[。；;：:，,！？]")
_CHINESE_DIGITS = str.maketrans("〇○Ｏ零oO一二三四五六七八九", "000000123456789")
_LONGEST = 70
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Title:
    """The title as one line, where it stands, and the items of the document it takes up."""

    text: str
    place: Place
    first: int
    last: int


def find_title(blocks: Sequence[tuple[int, Block]]) -> Title | None:
    """The title among the blocks before the first section, each with its place in the document.

    It may be spread over short lines: lines are added from above until unit, year and the word
    报告 are all there.
    """
    for end, (_, block) in enumerate(blocks):
        if not _is_title_line(block.text):
            continue
        best = None
        for start in range(end, max(-1, end - _MOST_LINES), -1):
            lines = [each for _, each in blocks[start : end + 1]]
            if start < end and not _is_title_line(lines[0].text):
                break
            text = tidy("".join(tidy(line.text) for line in lines))
            if _is_title(text):
                best = Title(text, _place(lines), blocks[start][0], blocks[end][0])
                if unit_of(text):
                    return best
        if best:
            return best
    return None


def quoted_title(introduction: Sequence[Paragraph]) -> str | None:
    """The report's own title where the introduction quotes it."""
    for paragraph in introduction:
        for match in _QUOTED.finditer(tidy(paragraph.text)):
            if _is_title(match[1]) and unit_of(match[1]):
                return match[1]
    return None


def unit_of(title: str) -> str | None:
    """The reporting unit that a title names."""
    match = _TITLE_YEAR.search(title)
    if match is None:
        return None
    unit = title[: match.start()].strip()
    if not unit or unit == "关于":
        behind = title[match.end() :]
        subject = _SUBJECT.search(behind)
        unit = behind[: subject.start()] if subject else ""
        if unit.endswith("人民"):
            unit += "政府"  # printed once, for the name and the subject (人民政府信息公开)
    unit = unit.removeprefix("关于").removesuffix("关于").strip("《〈 ")
    return unit or None


def year_of(title: str | None, introduction: Sequence[Paragraph]) -> int | None:
    """The report year: from the title, else from the period of the statistics."""
    match = _TITLE_YEAR.search(title or "")
    if match:
        return int(match["year"].translate(_CHINESE_DIGITS))
    for paragraph in introduction:
        period = _PERIOD.search(paragraph.text)
        if period:
            return int(period[1])
    return None


def _is_title_line(text: str) -> bool:
    return len(text) <= _LONGEST and not _SENTENCE.search(text.strip())


def _is_title(text: str) -> bool:
    return bool(
        len(text) <= _LONGEST
        and _REPORT_ENDING.search(text)
        and _TITLE_YEAR.search(text)
        and _SUBJECT.search(text)
    )


def _place(lines: Sequence[Block]) -> Place:
    first = lines[0].place
    boxes = [line.place.box for line in lines if line.place.box and line.place.page == first.page]
    if not boxes:
        return first
    return Place(page=first.page, box=around(boxes))
