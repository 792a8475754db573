"""The running text of a report, sentence by sentence, each exactly as it is printed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from domain.document import Place
from domain.report import Paragraph, Report

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
_CONTINUES = re.compile(
    r"\s*(?:其中|分别|包括|按[^，。]{1,12}分"
    r"|(?:以上|上述)[^，。\d]{0,8}(?:合计|共计|总计|共)[^，。\d]{0,8}\d+[^，。\d]{1,2}[。！]?$)"
)
_SUBHEADING = re.compile(r"\s*[（(][一二三四五六七八九十]+[）)]")
_SPACE = re.compile(r"\s+")
_WIDTH = str.maketrans("０１２３４５６７８９（）％．;:", "0123456789()%.；：")
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")

_LONGEST_SUBHEADING = 30
"""A numbered paragraph up to this many characters is a heading, a longer one also text."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is a slice of the paragraph, as printed; `plain` the same without spaces, with digits
    and brackets in half width and other punctuation in full width. `subheading` is the
    second-level heading it stands under. `section` is None in the introduction."""

    text: str
    plain: str
    section: str | None
    subheading: str
    place: Place


class RunningText:
    """The running text of one report, divided once for all the rules that read it."""

    def __init__(self, report: Report) -> None:
        self._report = report

    @cached_property
    def introduction(self) -> tuple[Sentence, ...]:
        return tuple(_split(self._report.introduction, None))

    @cached_property
    def of_sections(self) -> tuple[Sentence, ...]:
        return tuple(
            sentence
            for section in self._report.sections
            for sentence in _split(section.paragraphs, section.number)
        )

    @property
    def everywhere(self) -> tuple[Sentence, ...]:
        """All sentences, those of the introduction first."""
        return (*self.introduction, *self.of_sections)

    def sentences(self, *, section: str | None = None, about: str = "") -> Iterator[Sentence]:
        """The sentences of the sections (or of the one numbered `section`), in order, which
        contain `about`. A sentence that only divides or sums up what the one before counted
        (“其中…”, “以上合计…”) is part of it."""
        for sentence in self.of_sections:
            if section in (None, sentence.section) and about in sentence.plain:
                yield sentence


def _split(paragraphs: Iterable[Paragraph], section: str | None) -> Iterator[Sentence]:
    subheading = ""
    for paragraph in paragraphs:
        if _SUBHEADING.match(paragraph.text):
            subheading = re.split(r"[。，：]", _plain(paragraph.text))[0][:_LONGEST_SUBHEADING]
        spans: list[tuple[int, int]] = []
        for match in _SENTENCE.finditer(paragraph.text):
            if spans and _CONTINUES.match(match.group()):
                spans[-1] = (spans[-1][0], match.end())
            else:
                spans.append(match.span())
        for start, end in spans:
            text = paragraph.text[start:end].strip()
            if text:
                yield Sentence(text, _plain(text), section, subheading, paragraph.place)


def _plain(text: str) -> str:
    return _COMMA.sub("，", _SPACE.sub("", text).translate(_WIDTH))
