"""Characters of a page → lines, and lines → paragraphs, by geometry alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from domain.document import Block, Box, Place
from parsing.boxes import around
from parsing.joining import ends_sentence, is_cjk, join, join_all, starts_item

_QUOTES = frozenset("“”‘’\"'")
_OPENERS = frozenset("（(《〈【〔[「『")
_CLOSERS = frozenset("）)》〉】〕]」』，。、；：！？,.;:!?%…—")
_DOUBLE_STRIKE = 0.15
_WORD_GAP = 0.3
_INDENT = 1.2
_SLACK = 0.8
_MARGIN_LINES = 0.08
_SAME_SIZE = 0.15


class Char(NamedTuple):
    """One printed character. `turned` is 0 for text from left to right, 1 for text turned to run
    upwards, -1 for text turned to run downwards; `is_hidden` text is there without being shown."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    turned: int = 0
    is_light: bool = False
    is_hidden: bool = False

    @property
    def middle(self) -> float:
        return _middle(self)


def _middle(char: Char) -> float:
    return (char.top + char.bottom) / 2


_LEFT = attrgetter("x0")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. `first_token` is the width that its first unbreakable piece takes up;
    `confidence` is below 1 for a line recognised in a picture."""

    text: str
    page: int
    box: Box
    size: float
    first_token: float
    confidence: float = 1.0


def rows_of(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters that stand side by side, from top to bottom, each row from left to right; turned
    ones are left out."""
    rows: list[list[Char]] = []
    level = size = 0.0
    upright = [char for char in chars if not char.turned]
    upright.sort(key=_middle)
    for char in upright:
        middle = _middle(char)
        if rows and middle - level < 0.5 * min(char.size, size):
            rows[-1].append(char)
        else:
            rows.append([char])
            level, size = middle, char.size
    for row in rows:
        row.sort(key=_LEFT)
    return rows


def lines_of(chars: Iterable[Char], page: int) -> list[Line]:
    """Characters grouped into lines from top to bottom."""
    lines = (line_of(row, page) for row in rows_of(chars))
    return [line for line in lines if line.text]


def cell_text(chars: Sequence[Char]) -> str:
    """The text of a table cell: its lines joined. Turned text counts only where most of the cell
    is turned; elsewhere it is a stamp or a watermark."""
    if not chars:
        return ""
    turned = [char for char in chars if char.turned]
    if 2 * len(turned) > len(chars):
        return join_all([char.text for char in sorted(turned, key=_turned_place)])
    return join_all([line.text for line in lines_of(chars, 0)])


def _turned_place(char: Char) -> tuple[int, float]:
    """Sorts turned characters: the lines of downward text go from right to left."""
    column = round(char.x0 / max(char.size, 1.0))
    return (column, -char.top) if char.turned > 0 else (-column, char.top)


def line_of(row: Sequence[Char], page: int) -> Line:
    """A row of characters as one line; its text is empty where nothing is printed."""
    kept: list[Char] = []
    for char in row:
        struck_twice = (
            kept
            and kept[-1].text == char.text
            and char.x0 - kept[-1].x0 < _DOUBLE_STRIKE * char.size
        )
        if not struck_twice:
            kept.append(char)
    printed = [char for char in kept if not char.text.isspace()]
    if not printed:
        return Line("", page, Box(0, 0, 0, 0), 0, 0)
    _, lefts, tops, rights, bottoms, sizes, *_ = zip(*printed, strict=True)
    box = Box(lefts[0], min(tops), max(rights), max(bottoms))
    return Line(_spell(kept), page, box, _usual(sizes), _first_token(printed) - lefts[0])


def _usual(sizes: Sequence[float]) -> float:
    if len(set(sizes)) == 1:
        return round(sizes[0], 1)
    return Counter(round(size, 1) for size in sizes).most_common(1)[0][0]


def _spell(row: list[Char]) -> str:
    text = ""
    right = 0.0
    for char in row:
        gap = char.x0 - right
        if text and gap > _WORD_GAP * char.size and not text[-1].isspace():
            apart = not is_cjk(text[-1]) and not is_cjk(char.text)
            text += " " if apart and not char.text.isspace() else ""
        text += char.text
        right = char.x1
    return text.strip()


def _first_token(printed: list[Char]) -> float:
    """Where the first piece of a line ends that no typesetter would break.

    Quotation marks hold on to both neighbours (class QU of Unicode's line breaking rules).
    """
    i = 0
    while i < len(printed) - 1 and _hold_together(printed[i], printed[i + 1]):
        i += 1
    return printed[i].x1


def _hold_together(left: Char, right: Char) -> bool:
    if left.text in _OPENERS or left.text in _QUOTES:
        return True
    if right.text in _CLOSERS or right.text in _QUOTES:
        return True
    near = right.x0 - left.x1 <= _WORD_GAP * right.size
    return near and not is_cjk(left.text) and not is_cjk(right.text)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where body text begins and ends on pages of one width."""

    left: float
    right: float


def margins_of(lines: Sequence[Line], page_width: float) -> Margins:
    """The text margins of a document: the leftmost place where lines begin again and again, and
    the right end of its long lines."""
    if not lines:
        return Margins(0.0, page_width)
    starts = Counter(round(line.box.x0 / 2) for line in lines)
    often = max(2.0, _MARGIN_LINES * len(lines))
    left = min((x for x, count in starts.items() if count >= often), default=min(starts)) * 2.0
    rights = sorted(line.box.x1 for line in lines if line.box.x1 - line.box.x0 > 0.4 * page_width)
    right = rights[round(0.9 * (len(rights) - 1))] if rights else page_width - left
    return Margins(left, right)


def paragraph(lines: Sequence[Line]) -> Block:
    """Lines that make one paragraph; its place is that of the part on its first page, and it is as
    certain as the least certain of them."""
    text = ""
    for line in lines:
        text = join(text, line.text)
    page = lines[0].page
    box = around(line.box for line in lines if line.page == page)
    confidence = min(line.confidence for line in lines)
    return Block(text, Place(page=page, box=box), confidence)


def continues(before: Line, after: Line, margins: Margins) -> bool:
    """Whether `after` goes on with the paragraph of `before`: it is not indented, is no new item,
    and its first piece would not have found room at the end of `before`."""
    if starts_item(after.text) and ends_sentence(before.text):
        return False
    size = max(before.size, after.size)
    if abs(before.size - after.size) > _SAME_SIZE * size:
        return False
    if after.box.x0 > margins.left + _INDENT * size:
        return False
    return before.box.x1 + after.first_token > margins.right - _SLACK * size
