"""The numbers that Word prints before list paragraphs (``一、``, ``（二）``, ``3.``).

They stand nowhere in the text: the paragraph names a list and a level, the list its pattern.
Source: ECMA-376 part 1, 17.9 (Numbering).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from parsing.readers.numerals import chinese

_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)
_MAX_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list; `restarts` where the list counts anew whatever went before."""

    start: int
    kind: str
    pattern: str
    restarts: bool = False


class Numbering:
    """Counts list paragraphs in reading order. Either part may be missing (None)."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        lists = {
            _attribute(each, "abstractNumId"): _levels(each)
            for each in _children(numbering, "abstractNum")
        }
        self._lists: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        for num in _children(numbering, "num"):
            abstract = _value(num, "abstractNumId")
            self._abstract[_attribute(num, "numId")] = abstract
            levels = dict(lists.get(abstract, {}))
            levels.update(_overridden(num, levels))
            self._lists[_attribute(num, "numId")] = levels
        self._styles = {
            _attribute(style, "styleId"): _list_and_level(next(_children(style, "pPr"), None))
            for style in _children(styles, "style")
        }
        self._based_on = {
            _attribute(style, "styleId"): _value(style, "basedOn")
            for style in _children(styles, "style")
        }
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: etree._Element) -> str:
        """What Word prints before `paragraph`: empty where it is no list item or a bullet."""
        number, depth = self._place(paragraph)
        level = self._lists.get(number or "", {}).get(depth)
        if number is None or level is None:
            return ""
        abstract = self._abstract[number]
        count = self._counts.get((abstract, depth), level.start - 1) + 1
        if level.restarts and (number, depth) not in self._begun:
            count = level.start
        self._begun.add((number, depth))
        self._counts[abstract, depth] = count
        for deeper in range(depth + 1, _MAX_LEVELS):
            self._counts.pop((abstract, deeper), None)
        if level.kind in ("bullet", "none"):
            return ""
        return self._print(number, depth, level.pattern)

    def _place(self, paragraph: etree._Element) -> tuple[str | None, int]:
        properties = next(_children(paragraph, "pPr"), None)
        number, depth = _list_and_level(properties)
        if number is None and properties is not None:
            number, styled = self._of_style(_value(properties, "pStyle"))
            depth = depth or styled
        return (None if number == "0" else number), depth

    def _of_style(self, style: str) -> tuple[str | None, int]:
        """The list and level of a style or of the nearest style that it is based on."""
        for _ in range(_MAX_LEVELS):
            number, depth = self._styles.get(style, (None, 0))
            if number is not None:
                return number, depth
            style = self._based_on.get(style, "")
        return None, 0

    def _print(self, number: str, depth: int, pattern: str) -> str:
        levels = self._lists[number]
        for each in range(depth + 1):
            level = levels.get(each)
            if level is not None:
                count = self._counts.get((self._abstract[number], each), level.start)
                pattern = pattern.replace(f"%{each + 1}", _numeral(count, level.kind))
        return pattern


def _overridden(num: etree._Element, levels: dict[int, _Level]) -> Iterator[tuple[int, _Level]]:
    """The levels that a list defines or starts anew for itself."""
    for override in _children(num, "lvlOverride"):
        own = _levels(override)
        yield from own.items()
        depth, start = _attribute(override, "ilvl"), _value(override, "startOverride")
        if depth.isdigit() and int(depth) in levels and start.isdigit() and not own:
            yield int(depth), replace(levels[int(depth)], start=int(start), restarts=True)


def _numeral(count: int, kind: str) -> str:
    if kind == "decimalEnclosedCircle" and 0 < count <= 20:
        return chr(ord("①") + count - 1)
    return chinese(count) if kind in _CHINESE else str(count)


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    levels = {}
    for each in _children(abstract, "lvl"):
        depth = _attribute(each, "ilvl")
        if depth.isdigit():
            start = _value(each, "start")
            levels[int(depth)] = _Level(
                start=int(start) if start.isdigit() else 1,
                kind=_value(each, "numFmt"),
                pattern=_value(each, "lvlText"),
            )
    return levels


def _list_and_level(properties: etree._Element | None) -> tuple[str | None, int]:
    numbered = next(_children(properties, "numPr"), None)
    if numbered is None:
        return None, 0
    depth = _value(numbered, "ilvl")
    return _value(numbered, "numId") or None, int(depth) if depth.isdigit() else 0


def _children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    if element is None:
        return
    for each in element:
        if isinstance(each.tag, str) and each.tag.rsplit("}", 1)[-1] == name:
            yield each


def _attribute(element: etree._Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rsplit("}", 1)[-1] == name), "")


def _value(element: etree._Element, name: str) -> str:
    found = next(_children(element, name), None)
    return "" if found is None else _attribute(found, "val")
