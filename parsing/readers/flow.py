"""Lines and grids of pages → one flow of paragraphs and grids."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.document import Block, Grid
from parsing.readers.pdf_lines import Line, Margins, continues, margins_of, paragraph

_PAGE_NUMBER = re.compile(
    r"[-—–―－·•.\s]*(?:第\s*)?\d{1,4}\s*(?:页|/\s*\d{1,4})?[-—–―－·•.\s]*|"
    r"第\s*\d{1,4}\s*页\s*[,，/]?\s*共\s*\d{1,4}\s*页"
)
_DIGITS = re.compile(r"\d+")
_MARGIN_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read, its size in points: lines and grids from top to bottom."""

    width: float
    height: float
    items: tuple[Line | Grid, ...]


def flow(pages: Sequence[Page]) -> Iterator[Block | Grid]:
    """Lines joined into paragraphs, over page breaks too; grids in between. Page numbers and lines
    that repeat at the edge of the pages are left out."""
    pages = _without_furniture(pages)
    margins = _margins(pages)
    open_lines: list[Line] = []
    for page in pages:
        for item in page.items:
            if isinstance(item, Line):
                if open_lines and not continues(open_lines[-1], item, margins[page.width]):
                    yield paragraph(open_lines)
                    open_lines = []
                open_lines.append(item)
                continue
            if open_lines:
                yield paragraph(open_lines)
                open_lines = []
            yield item
    if open_lines:
        yield paragraph(open_lines)


def _without_furniture(pages: Sequence[Page]) -> list[Page]:
    """Pages without page numbers, running headers and footers."""
    seen = Counter(key for page in pages for key in {_edge_key(i, page) for i in page.items} if key)
    repeated = {key for key, count in seen.items() if count >= max(3, len(pages) // 2)}
    return [
        Page(
            page.width,
            page.height,
            tuple(item for item in page.items if not _is_furniture(item, page, repeated)),
        )
        for page in pages
    ]


def _edge_key(item: Line | Grid, page: Page) -> tuple[str, int] | None:
    """What a running header has in common on all pages: its words and its height."""
    if isinstance(item, Grid):
        return None
    edge = _MARGIN_SHARE * page.height
    if edge < item.box.top and item.box.bottom < page.height - edge:
        return None
    return _DIGITS.sub("0", item.text), round(item.box.top / 3)


def _is_furniture(item: Line | Grid, page: Page, repeated: set[tuple[str, int]]) -> bool:
    key = _edge_key(item, page)
    if key is None or isinstance(item, Grid):
        return False
    return key in repeated or bool(_PAGE_NUMBER.fullmatch(item.text))


def _margins(pages: Iterable[Page]) -> dict[float, Margins]:
    by_width: dict[float, list[Line]] = {}
    for page in pages:
        lines = by_width.setdefault(page.width, [])
        lines.extend(item for item in page.items if isinstance(item, Line))
    return {width: margins_of(lines, width) for width, lines in by_width.items()}
