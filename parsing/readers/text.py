"""Plain text and Markdown: lines become blocks, tab-separated and pipe tables ragged grids."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.document import Block, Document, Grid, GridCell, Place
from domain.refusal import FileRefused, Refusal
from parsing.detect import decode
from parsing.joining import ends_sentence, is_prose, join, starts_item

_RULE_CELL = re.compile(r":?-{2,}:?")
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_NUMBER_ALONE = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]+[）)])\s*"
)
_EMPTY_ROW_TABS = 2
_SENTENCE_LENGTH = 15
_LONGEST_PARAGRAPH = 5000
_MARKS = (
    (re.compile(r"^\s{0,3}#{1,6}\s*"), ""),
    (re.compile(r"^\s*>+\s?"), ""),
    (re.compile(r"!\[[^\]]{0,200}\]\([^)]{0,2000}\)"), ""),
    (re.compile(r"\*\*|__|`"), ""),
    (re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>"), r"\1"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|])"), r"\1"),
)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip() and self.text.count("\t") < _EMPTY_ROW_TABS

    @property
    def cells(self) -> tuple[str, ...] | None:
        """The cells of a table row, or None for a line of text."""
        if self._is_indented_text:
            return None
        if "\t" in self.text.strip() or self.text.count("\t") >= _EMPTY_ROW_TABS:
            return tuple(strip_marks(cell).strip() for cell in self.text.split("\t"))
        if self.text.lstrip().startswith("|") and self.text.count("|") >= 2:
            inner = self.text.strip().removeprefix("|").removesuffix("|")
            cells = re.split(r"(?<!\\)\|", inner)
            return tuple(strip_marks(cell).strip() for cell in cells)
        return None

    @property
    def _is_indented_text(self) -> bool:
        """Text that tabs only set off: a number before its heading, a sentence indented."""
        words = self.text.split("\t")
        filled = [word for word in words if word.strip()]
        if len(filled) == 1:
            return ends_sentence(filled[0]) and len(filled[0].strip()) >= _SENTENCE_LENGTH
        return len(filled) == len(words) == 2 and bool(_NUMBER_ALONE.fullmatch(filled[0]))

    @property
    def is_rule(self) -> bool:
        """A line that only rules a table off from its header."""
        if "|" in self.text and _PIPE_RULE.fullmatch(self.text):
            return True
        cells = [cell for cell in self.text.split("\t") if cell.strip()]
        return len(cells) > 1 and all(_RULE_CELL.fullmatch(cell.strip()) for cell in cells)


def read_text(content: bytes) -> Document:
    """Reads text in UTF-8, UTF-16 or GB18030.

    A grid is a run of table rows with nothing between them; where every single row is followed
    by a blank line, the rows still make one grid. Places are ``"line N"``, counted from 1.

    Raises FileRefused (BROKEN) where the bytes are no text.
    """
    text = decode(content)
    if text is None:
        raise FileRefused(Refusal.BROKEN, "text")
    lines = [_Line(i, line) for i, line in enumerate(text.splitlines(), 1)]
    items: list[Block | Grid] = []
    for group in _groups(lines):
        if group[0].cells is not None:
            items.append(_grid(group))
        else:
            _add_paragraph(items, group[0])
    return Document(items=tuple(items), pages=None)


def strip_marks(text: str) -> str:
    """A line without the marks of Markdown."""
    if not text or text.isspace():
        return ""
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return text


def _groups(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Each line of text alone, the rows of each table together."""
    rows: list[_Line] = []
    gap = 0
    for line in lines:
        if line.is_blank:
            gap += 1
            continue
        is_row = line.cells is not None
        if rows and not (is_row and (gap == 0 or (gap == 1 and _every_row_apart(rows)))):
            yield rows
            rows = []
        if is_row:
            rows.append(line)
        else:
            yield [line]
        gap = 0
    if rows:
        yield rows


def _every_row_apart(rows: list[_Line]) -> bool:
    """Whether a blank line stands between all rows; there is never more than one."""
    return rows[-1].number - rows[0].number == 2 * (len(rows) - 1)


def _grid(rows: list[_Line]) -> Grid:
    table = [(row.number, row.cells or ()) for row in rows if not row.is_rule]
    cells = tuple(
        GridCell(text, r, c, 1, 1, Place(path=f"line {number}"))
        for r, (number, texts) in enumerate(table)
        for c, text in enumerate(texts)
    )
    width = max((len(texts) for _, texts in table), default=0)
    return Grid(cells, len(table), width, Place(path=f"line {rows[0].number}"), ragged=True)


def _add_paragraph(items: list[Block | Grid], line: _Line) -> None:
    """Adds a line, to the block before where a page break has cut one paragraph in two."""
    text = strip_marks(line.text.replace("\t", " ")).strip()
    if not text:
        return
    last = items[-1] if items else None
    if isinstance(last, Block) and _continues(last.text, text):
        items[-1] = Block(join(last.text, text), last.place)
    else:
        items.append(Block(text, Place(path=f"line {line.number}")))


def _continues(before: str, after: str) -> bool:
    if len(before) > _LONGEST_PARAGRAPH:
        return False
    return is_prose(before) and not ends_sentence(before) and not starts_item(after)
