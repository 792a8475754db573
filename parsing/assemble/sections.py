"""The six top-level sections: where each begins, and the paragraphs that belong to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.document import Block, Document, Grid
from domain.form import FORM_YEARS, FormSection, load_form
from domain.report import Paragraph, Section
from domain.wording import fold, tidy
from parsing.assemble.likeness import likeness
from parsing.assemble.vocabulary import is_table_word

_NUMBERED = re.compile(
    r"(?:第(?P<part>[一二三四五六七八九十]{1,2})部分|(?P<number>[一二三四五六七八九十]{1,2})|"
    r"(?P<digit>[1-9]))\s*(?P<mark>[、.．，,：:]|\s)?\s*(?P<heading>.*)"
)
_CONTENTS_TAIL = re.compile(r"[.…·\s]*\d*$")
_SENTENCE = re.compile(r"[。；;：:，,？！]$|[。；]")
_RUN_IN = re.compile(r"[：:。\s]\s*")
_DIGITS = "一二三四五六七八九"
_LONGEST = 40
_CLEAR = 0.75
_WITH_NUMBER = 0.5


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may open a section. `item` is its place in the document, `rest` text that
    follows the heading on the same line."""

    item: int
    number: str
    text: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A section of the form and the heading that opens it."""

    section: FormSection
    heading: Heading


def form_sections() -> tuple[FormSection, ...]:
    """The six sections, with the headings of all forms as variants."""
    merged = []
    for sections in zip(*(load_form(form).sections for form in FORM_YEARS), strict=True):
        spellings = dict.fromkeys(
            text for section in sections for text in (section.heading, *section.variants)
        )
        first, *others = spellings
        merged.append(FormSection(sections[0].number, first, tuple(others)))
    return tuple(merged)


def find_sections(document: Document) -> list[Found]:
    """The sections that a document has, in printed order.

    A heading is known by its words; its number is the second witness. A numbered line whose words
    fit no section still opens the section of its number, where that one is missing and the
    neighbours stand before and behind it.
    """
    sections = form_sections()
    candidates = [
        h
        for i, item in enumerate(document.items)
        if isinstance(item, Block) and (h := _heading(i, item.text, sections))
    ]
    chosen: dict[str, Heading] = {}
    last = -1
    best = [_best(h, sections) for h in candidates]
    for section in sections:
        fitting = [h for h, each in zip(candidates, best, strict=True) if each is section]
        fitting = [h for h in fitting if h.item > last] or fitting
        if fitting:
            # A table of contents names every heading once more, with nothing behind it.
            heading = max(fitting, key=lambda h: _content(document, h, candidates))
            chosen[section.number] = heading
            last = heading.item
    _fill_gaps(chosen, candidates, sections)
    found = [Found(s, chosen[s.number]) for s in sections if s.number in chosen]
    return sorted(found, key=lambda each: each.heading.item)


def section_at(found: Sequence[Found], item: int) -> str | None:
    """The number of the section that an item of the document stands in."""
    number = None
    for each in found:
        if each.heading.item <= item:
            number = each.section.number
    return number


def build_sections(document: Document, found: Sequence[Found]) -> tuple[Section, ...]:
    """Sections with their headings as printed and their paragraphs; table captions left out."""
    starts = [each.heading.item for each in found]
    built = []
    for each, end in zip(found, [*starts[1:], len(document.items)], strict=False):
        block = document.items[each.heading.item]
        paragraphs = list(paragraphs_of(document.items[each.heading.item + 1 : end]))
        if each.heading.rest:
            paragraphs.insert(0, Paragraph(each.heading.rest.strip(), block.place))
        built.append(
            Section(each.heading.number, each.heading.text, block.place, tuple(paragraphs))
        )
    return tuple(built)


def paragraphs_of(items: Sequence[Block | Grid]) -> Iterator[Paragraph]:
    for item in items:
        if isinstance(item, Block) and (text := item.text.strip()) and not is_table_word(text):
            yield Paragraph(text, item.place, item.confidence)


def _heading(item: int, text: str, sections: Sequence[FormSection]) -> Heading | None:
    plain = text.strip().strip("*#").strip()
    match = _NUMBERED.fullmatch(plain)
    number, heading = "", plain
    if match and (match["mark"] or match["part"] or match["number"]):
        digit = match["digit"]
        number = match["part"] or match["number"] or _DIGITS[int(digit) - 1]
        heading = match["heading"]
    heading, rest = _run_in(heading, sections)
    heading = _CONTENTS_TAIL.sub("", heading) if not rest else heading
    if not heading or len(heading) > _LONGEST or _SENTENCE.search(heading):
        return None
    return Heading(item, number, tidy(heading), rest)


def _run_in(heading: str, sections: Sequence[FormSection]) -> tuple[str, str]:
    """A heading with its text on the same line, taken apart; only where it is an exact one."""
    for gap in _RUN_IN.finditer(heading):
        head, rest = heading[: gap.start()], heading[gap.end() :]
        spellings = {fold(s) for each in sections for s in (each.heading, *each.variants)}
        if fold(head) in spellings:
            return head, rest
    return heading, ""


def _likeness(heading: Heading, section: FormSection) -> float:
    return max(_looks_like(heading.text, s) for s in (section.heading, *section.variants))


def _looks_like(printed: str, official: str) -> float:
    """Likeness of two headings; words common to both count where edits alone say too little."""
    left, right = fold(printed), fold(official)
    pairs, wanted = _pairs(left), _pairs(right)
    shared = 2 * len(pairs & wanted) / max(1, len(pairs) + len(wanted))
    return max(likeness(left, right), shared)


@lru_cache(maxsize=1024)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _best(heading: Heading, sections: Sequence[FormSection]) -> FormSection | None:
    scored = [
        (_likeness(heading, section) + (0.2 if heading.number == section.number else 0.0), section)
        for section in sections
    ]
    score, section = max(scored, key=lambda each: each[0])
    numbered = heading.number == section.number
    enough = _WITH_NUMBER + 0.2 if numbered else _CLEAR
    return section if score >= enough else None


def _content(document: Document, heading: Heading, candidates: Sequence[Heading]) -> int:
    """How much text stands between a heading and the next line that looks like one."""
    end = min(
        (h.item for h in candidates if h.item > heading.item and h.number),
        default=len(document.items),
    )
    return sum(
        len(item.text) if isinstance(item, Block) else len(item.cells)
        for item in document.items[heading.item + 1 : end]
    ) + len(heading.rest)


def _fill_gaps(
    chosen: dict[str, Heading], candidates: Sequence[Heading], sections: Sequence[FormSection]
) -> None:
    numbers = [section.number for section in sections]
    for i, number in enumerate(numbers):
        if number in chosen or len(chosen) < 2:
            continue
        before = max((chosen[n].item for n in numbers[:i] if n in chosen), default=-1)
        behind = [chosen[n].item for n in numbers[i + 1 :] if n in chosen]
        after = min(behind, default=None)
        for heading in candidates:
            between = before < heading.item and (after is None or heading.item < after)
            if heading.number == number and between and _best(heading, sections) is None:
                chosen[number] = heading
                break
