"""Which part of a page is the article: where the sections and tables of a report stand.

Names of classes differ from site to site; what a report consists of does not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lxml import etree

from domain.document import Block, Grid, Place
from domain.form import FORM_YEARS, load_form
from domain.wording import fold
from parsing.joining import is_prose

_SECTION = re.compile(r"([一二三四五六])\s*[、.．]")
_LONGEST_HEADING = 40
_TITLE = re.compile(r"(?=.{0,60}公开).{0,60}年.{0,40}(?:报告|年报)(?:[（(][^（）()]{0,20}[）)])?")
_YEAR_FIRST = re.compile(r"\s*(?:20\d{2}|二[〇○零])")
_SENTENCE = re.compile(r"[。；;：:，,>＞！？]")
_AFTER_THE_TITLE = re.compile(r"[_|｜]|\s*[-–—]+\s*")
_AFTER_THE_ARTICLE = re.compile(
    r"[\s【\[]*(?:版权所有|主办|承办|协办|技术支持|网站标识码|网站地图|备案|\S{0,3}ICP备|\S{0,3}公网安备|"
    r"上一[篇条]|下一[篇条]|分享到|打印|关闭|扫一扫|责任编辑|相关(?:链接|文章|阅读|稿件))"
)
_ENOUGH_LABELS = 2
_ENOUGH_MARKS = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph or table of a page, and the element that it stands in."""

    content: Block | Grid
    element: etree._Element


def article_of(root: etree._Element, items: Sequence[Item]) -> Iterator[Block | Grid]:
    """The items of the smallest element that holds most sections and tables, with the title
    before them; all items where the page holds hardly any."""
    marks = {i: mark for i, item in enumerate(items) if (mark := _mark(item.content))}
    article = _smallest_with_most(items, marks)
    if article is None:
        yield from (item.content for item in items)
        return
    inside = [i for i, item in enumerate(items) if _holds(article, item.element)]
    last_mark = max(i for i in inside if i in marks)
    end = next((i for i in inside if i > last_mark and _is_site(items[i])), len(items))
    inside = [i for i in inside if i < end]
    first_mark = min(i for i in inside if i in marks)
    if not any(_is_title(items[i].content) for i in inside if i < first_mark):
        yield from _opening(root, items[: inside[0]])
    yield from (items[i].content for i in inside)


def _mark(content: Block | Grid) -> str | None:
    """What of a report an item shows: the number of a section, or the key of a table."""
    if isinstance(content, Block):
        section = _SECTION.match(content.text)
        return section[1] if section and len(content.text) <= _LONGEST_HEADING else None
    texts = {fold(cell.text) for cell in content.cells}
    best = max(_labels().items(), key=lambda each: len(texts & each[1]))
    return best[0] if len(texts & best[1]) >= _ENOUGH_LABELS else None


@cache
def _labels() -> dict[str, frozenset[str]]:
    """The labels of each table as printed in any form."""
    labels: dict[str, set[str]] = {}
    for form in FORM_YEARS:
        for key, table in load_form(form).tables.items():
            for part in table.parts:
                labels.setdefault(key, set()).update(
                    fold(line.label) for line in (*part.rows, *part.columns)
                )
    return {key: frozenset(each) for key, each in labels.items()}


def _smallest_with_most(items: Sequence[Item], marks: dict[int, str]) -> etree._Element | None:
    held: dict[etree._Element, set[str]] = {}
    for i, mark in marks.items():
        for element in _upwards(items[i].element):
            held.setdefault(element, set()).add(mark)
    most = max((len(each) for each in held.values()), default=0)
    if most < _ENOUGH_MARKS:
        return None
    fitting = [element for element, each in held.items() if len(each) == most]
    return max(fitting, key=lambda element: sum(1 for _ in element.iterancestors()))


def _upwards(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _holds(article: etree._Element, element: etree._Element) -> bool:
    return any(each is article for each in _upwards(element))


def _opening(root: etree._Element, before: Sequence[Item]) -> Iterator[Block]:
    """Title and introduction where they stand before the article: the nearest line that reads as
    a title and the sentences behind it, else what the page says its title is."""
    blocks = [item for item in before if isinstance(item.content, Block)]
    at = next((i for i in reversed(range(len(blocks))) if _is_title(blocks[i].content)), None)
    if at is None:
        named = _named_title(root)
        if named:
            yield Block(named, Place(path="title"))
        return
    first = at
    text = blocks[at].content
    if at and isinstance(text, Block) and _YEAR_FIRST.match(text.text) and _is_line(blocks[at - 1]):
        first = at - 1
    for i, item in enumerate(blocks[first:], first):
        if isinstance(item.content, Block) and (i <= at or is_prose(item.content.text)):
            yield item.content


def _named_title(root: etree._Element) -> str | None:
    for meta in root.iterfind(".//meta"):
        if (meta.get("name") or "").lower() == "articletitle":
            content = (meta.get("content") or "").strip()
            if _TITLE.fullmatch(content):
                return content
    title = root.findtext(".//title") or ""
    first = _AFTER_THE_TITLE.split(title.strip())[0].strip()
    return first if _TITLE.fullmatch(first) else None


def _is_title(content: Block | Grid) -> bool:
    return (
        isinstance(content, Block)
        and not _SENTENCE.search(content.text)
        and bool(_TITLE.fullmatch(content.text.strip()))
    )


def _is_line(item: Item) -> bool:
    text = item.content.text if isinstance(item.content, Block) else ""
    return 1 < len(text) <= 30 and not _SENTENCE.search(text)


def _is_site(item: Item) -> bool:
    return isinstance(item.content, Block) and bool(_AFTER_THE_ARTICLE.match(item.content.text))
