"""The running text of a report, sentence by sentence, each exactly as it is printed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.document import Place
from domain.report import Paragraph, Report

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
_CONTINUES = re.compile(r"\s*(?:其中|分别|包括|按[^，。]{1,12}分)")
_SUBHEADING = re.compile(r"\s*[（(][一二三四五六七八九十]+[）)]")
_SPACE = re.compile(r"\s+")
_WIDTH = str.maketrans("０１２３４５６７８９（）％．;:", "0123456789()%.；：")
_COMMA = re.compile(r",(?!\d{3}(?!\d))")

_LONGEST_SUBHEADING = 30
"""A numbered paragraph up to this many characters is a heading, a longer one also text."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is a slice of the paragraph, as printed; `plain` the same without spaces, with digits
    and brackets in half width and other punctuation in full width. `subheading` is the
    second-level heading it stands under. `section` is None in the introduction."""

    text: str
    section: str | None
    subheading: str
    place: Place

    @property
    def plain(self) -> str:
        return _plain(self.text)


def sentences(report: Report, *, section: str | None = None, about: str = "") -> Iterator[Sentence]:
    """The sentences of the sections (or of the one numbered `section`), in order, which contain
    `about`. A sentence that only divides what the one before counted (“其中…”) is part of it."""
    for each in report.sections:
        if section is None or each.number == section:
            yield from (s for s in split(each.paragraphs, each.number) if about in s.plain)


def split(paragraphs: Iterable[Paragraph], section: str | None) -> Iterator[Sentence]:
    """The sentences of some paragraphs of a section."""
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
                yield Sentence(text, section, subheading, paragraph.place)


def _plain(text: str) -> str:
    return _COMMA.sub("，", _SPACE.sub("", text).translate(_WIDTH))
