"""Web pages: published ones with a site around the article, pasted Word markup, saved archives.

The page is walked once in order; which part of it is the article is decided by what was found
(see `html_article`). Source: HTML Living Standard, 4.9 (tabular data) and 15.3 (rendering).
"""

import codecs
import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from domain.document import Block, Document, Grid, GridCell, Place
from domain.refusal import FileRefused, Refusal
from parsing.detect import decode
from parsing.joining import is_cjk, join_all
from parsing.readers.html_article import Item, article_of
from parsing.readers.html_lists import label_of

_DEEPEST = 250
_MOST_SPAN = 200
_CHARSET = re.compile(
    rb"""<meta\b[^>]{0,200}\bcharset\s*=\s*["']?\s*([\w.:-]{2,20})""", re.IGNORECASE
)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml\b[^>]{0,100}\bencoding\s*=\s*["']([\w.-]{2,20})""")
_CHINESE = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936"})
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)")
_WHITE = re.compile(r"[ \t\r\n\f\xa0]+")
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\xad")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_SILENT = frozenset({
    "head", "script", "style", "noscript", "template", "iframe", "object", "svg", "math",
    "select", "textarea", "button", "audio", "video", "map", "nav", "footer", "del", "rp",
    "rt",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em",
    "font", "i", "img", "input", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr", "o:p", "st1:chsdate",
})  # fmt: skip
_TABLE_PARTS = frozenset({"thead", "tbody", "tfoot"})
_SECTION_START = re.compile(r"\s*[一二三四五六]\s*[、.．]")


def read_html(content: bytes) -> Document:
    """Reads the article of a page: its paragraphs and tables, without the site around them.

    What is hidden, deleted or only for programs is left out. Tables that only arrange the page,
    and rows that are one cell, are read as if their contents stood outside. Places are
    ``"paragraph N"`` and ``"table N, row R, cell C"``, counted from 1 over the whole page.

    Raises FileRefused: BROKEN for markup nested deeper than any page is, EMPTY for no text.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    text = _CONTROL.sub("", _text_of(content))
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise FileRefused(Refusal.BROKEN, "html") from error
    if root is None:
        raise FileRefused(Refusal.EMPTY, "html")
    _refuse_too_deep(root)
    items = _Walk().page(root)
    if not items:
        raise FileRefused(Refusal.EMPTY, "html")
    return Document(items=tuple(article_of(root, items)), pages=None)


def read_mhtml(content: bytes) -> Document:
    """Reads the page in a web archive (MHTML), as browsers and Word save it.

    Raises FileRefused: BROKEN where it holds no page, and what `read_html` raises.
    """
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return read_html(page)
    raise FileRefused(Refusal.BROKEN, "mhtml")


def _text_of(content: bytes) -> str:
    """The page as text: by its byte order mark, else UTF-8 where it is that (browsers save so and
    leave the old declaration in), else as it says itself, else GB18030."""
    if content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = decode(content)
        if text is not None:
            return text
    declared = _CHARSET.search(content[:4096]) or _XML_ENCODING.match(content[:200])
    name = declared[1].decode("ascii", "replace").lower() if declared else ""
    encoding = "gb18030" if name in _CHINESE else name
    for each in ("utf-8", encoding, "gb18030"):
        try:
            return content.decode(each)
        except (UnicodeDecodeError, LookupError):
            continue
    return decode(content) or content.decode("utf-8", "replace")


def _refuse_too_deep(root: etree._Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise FileRefused(Refusal.BROKEN, "html")


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return "hidden" in element.attrib or bool(style and _HIDDEN.search(style.lower()))


@dataclass(slots=True)
class _Line:
    """The line being read: its pieces, and the element that it stands in."""

    pieces: list[str] = field(default_factory=list)
    element: etree._Element | None = None

    def take(self) -> str:
        text = _collapsed("".join(self.pieces))
        self.pieces.clear()
        return text


def _collapsed(text: str) -> str:
    """White space as a browser shows it, except that a line end in the source is none between
    Chinese characters: editors wrap there."""
    text = text.translate(_INVISIBLE)

    def shown(match: re.Match[str]) -> str:
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        wrapped = "\n" in match[0] and "\xa0" not in match[0]
        return "" if wrapped and (is_cjk(before) or is_cjk(after)) else " "

    return _WHITE.sub(shown, text).strip(" \u3000")


@dataclass(frozen=True, slots=True)
class _Cell:
    element: etree._Element
    row: int
    column: int
    row_span: int
    column_span: int
    number: int


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells that begin in a row; `is_shared` where cells from above reach into it."""

    cells: list[_Cell]
    is_shared: bool

    @property
    def is_frame(self) -> bool:
        return len(self.cells) == 1 and not self.is_shared and self.cells[0].row_span == 1


class _Walk:
    """One pass over a page; counts paragraphs and tables on its way."""

    def __init__(self) -> None:
        self._paragraphs = 0
        self._tables = 0

    def page(self, root: etree._Element) -> list[Item]:
        return list(self._flow(root, None))

    def _flow(self, parent: etree._Element, path: str | None) -> Iterator[Item]:
        line = _Line()
        yield from self._inside(parent, line, path)
        yield from self._end(line, parent, path)

    def _inside(self, parent: etree._Element, line: _Line, path: str | None) -> Iterator[Item]:
        is_pre = parent.tag == "pre"
        yield from self._words(parent.text, is_pre, line, parent, path)
        for element in parent:
            tag = element.tag if isinstance(element.tag, str) else ""
            if tag == "br":
                yield from self._end(line, parent, path)
            elif tag == "table" and not _is_hidden(element):
                yield from self._end(line, parent, path)
                yield from self._table(element)
            elif tag in _SILENT or not tag or _is_hidden(element):
                pass
            elif tag in _INLINE:
                yield from self._inside(element, line, path)
            else:
                yield from self._end(line, parent, path)
                line.pieces.append(label_of(element))
                yield from self._inside(element, line, path)
                yield from self._end(line, element, path)
            yield from self._words(element.tail, is_pre, line, parent, path)

    def _words(
        self, text: str | None, is_pre: bool, line: _Line, element: etree._Element, path: str | None
    ) -> Iterator[Item]:
        if not is_pre:
            line.pieces.append(text or "")
            return
        first, *others = (text or "").split("\n")
        line.pieces.append(first)
        for each in others:
            yield from self._end(line, element, path)
            line.pieces.append(each)

    def _end(self, line: _Line, element: etree._Element, path: str | None) -> Iterator[Item]:
        text = line.take()
        if text:
            if path is None:
                self._paragraphs += 1
            yield Item(Block(text, Place(path=path or f"paragraph {self._paragraphs}")), element)

    def _table(self, table: etree._Element) -> Iterator[Item]:
        self._tables += 1
        number = self._tables
        pending: list[_Row] = []
        for row in _rows(table):
            if row.is_frame or _arranges(row.cells):
                yield from self._grid(pending, table, number)
                pending = []
                for cell in row.cells:
                    yield from self._flow(cell.element, _path(number, cell))
            else:
                pending.append(row)
        yield from self._grid(pending, table, number)

    def _grid(self, rows: list[_Row], table: etree._Element, number: int) -> Iterator[Item]:
        cells = [cell for row in rows for cell in row.cells]
        if not cells:
            return
        first = min(cell.row for cell in cells)
        last = max(cell.row for cell in cells)
        grid_cells = tuple(
            GridCell(
                self._cell_text(cell.element),
                cell.row - first,
                cell.column,
                min(cell.row_span, last - cell.row + 1),
                cell.column_span,
                Place(path=_path(number, cell)),
            )
            for cell in cells
        )
        width = max(cell.column + cell.column_span for cell in cells)
        grid = Grid(grid_cells, last - first + 1, width, Place(path=f"table {number}"))
        yield Item(grid, table)

    def _cell_text(self, cell: etree._Element) -> str:
        pieces: list[str] = []
        paragraphs, tables = self._paragraphs, self._tables
        for item in self._flow(cell, "cell"):
            if isinstance(item.content, Block):
                pieces.append(item.content.text)
            else:
                pieces.extend(each.text for each in item.content.cells)
        self._paragraphs, self._tables = paragraphs, tables
        return join_all(pieces)


def _path(table: int, cell: _Cell) -> str:
    return f"table {table}, row {cell.row + 1}, cell {cell.number}"


def _rows(table: etree._Element) -> list[_Row]:
    """The cells of a table by rows; a cell that reaches beyond the last row is cut there."""
    elements = list(_row_elements(table))
    taken: dict[int, int] = {}
    rows = []
    for r, element in enumerate(elements):
        column, row = 0, list[_Cell]()
        is_shared = any(end > r for end in taken.values())
        found = [e for e in element if e.tag in ("td", "th") and not _is_hidden(e)]
        for number, cell in enumerate(found, 1):
            while taken.get(column, 0) > r:
                column += 1
            width = _span(cell.get("colspan"), 1)
            height = min(_span(cell.get("rowspan"), 0) or len(elements), len(elements) - r)
            for each in range(column, column + width):
                taken[each] = r + height
            row.append(_Cell(cell, r, column, height, width, number))
            column += width
        rows.append(_Row(row, is_shared))
    return rows


def _row_elements(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if _is_hidden(element):
            continue
        if element.tag == "tr":
            yield element
        elif element.tag in _TABLE_PARTS:
            yield from _row_elements(element)


def _span(text: str | None, least: int) -> int:
    digits = (text or "").strip()
    if not digits.isascii() or not digits.isdigit():
        return 1
    return max(least, min(int(digits[:6]), _MOST_SPAN))


def _arranges(row: list[_Cell]) -> bool:
    """Whether a row only arranges the page: a cell of it holds a table of its own with three or
    more columns, or two lines that begin like sections."""
    for cell in row:
        if any(len(each) >= 3 for each in cell.element.iterfind(".//table//tr")):
            return True
        starts = (
            _SECTION_START.match("".join(p.itertext())) for p in cell.element.iterfind(".//p")
        )
        if sum(1 for start in starts if start) > 1:
            return True
    return False
