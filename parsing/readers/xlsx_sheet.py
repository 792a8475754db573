"""The sheets of a workbook as the cells that are drawn on them.

Source: ECMA-376 part 1, 18.3 (worksheets), 18.4 (shared strings), 18.8 (styles).
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from domain.refusal import FileRefused, Refusal
from parsing.readers.ooxml import Package, child, children, local, located, value

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_MOST_SHEETS = 60
_MOST_COVERED = 300_000
_SIDES = ("left", "right", "top", "bottom")


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell, or several merged into one: `row` counts from 1 as Excel does, `column` from 0.
    `is_calculated` is False for a formula whose result the file does not hold."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    has_border: bool = False
    is_calculated: bool = True

    @property
    def end(self) -> int:
        return self.column + self.columns


@dataclass(slots=True)
class Sheet:
    """One visible sheet. `cells` are the cells with text, a border or a place in the file, by row
    and column; `hidden` are columns."""

    name: str
    cells: dict[tuple[int, int], Slot] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    _covered: dict[tuple[int, int], Slot] = field(default_factory=dict)

    def merge(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Merges a range; only what lies where the sheet has cells counts."""
        slot = self.cells.get(first)
        bottom = min(last[0], max((row for row, _ in self.cells), default=0))
        right = min(last[1], max((column for _, column in self.cells), default=0))
        rows, columns = bottom - first[0] + 1, right - first[1] + 1
        if slot is None or rows < 1 or columns < 1 or first in self._covered:
            return
        if len(self._covered) + rows * columns > _MOST_COVERED:
            raise FileRefused(Refusal.TOO_LONG, "xlsx")
        merged = replace(slot, rows=rows, columns=columns)
        for row in range(first[0], bottom + 1):
            for column in range(first[1], right + 1):
                self._covered[row, column] = merged

    def rows(self) -> Iterator[tuple[int, tuple[Slot, ...]]]:
        """The rows with text of their own, each with the slots that are drawn in it; directly below
        one of them also a row of empty cells with borders, as table 4 has before it is filled in.
        """
        drawn: dict[int, dict[tuple[int, int], Slot]] = {}
        for at, slot in (self.cells | self._covered).items():
            drawn.setdefault(at[0], {})[slot.row, slot.column] = slot
        last_with_text = 0
        for number, slots in sorted(drawn.items()):
            own = [slot for slot in slots.values() if slot.row == number]
            has_text = any(slot.text for slot in own)
            if has_text or (number == last_with_text + 1 and any(slot.has_border for slot in own)):
                yield number, tuple(slots.values())
            last_with_text = number if has_text else last_with_text


def read_sheets(package: Package) -> Iterator[Sheet]:
    """The visible sheets in their order. Raises what `Package.part` raises."""
    shared = package.part_if_there("xl/sharedStrings.xml")
    strings = [_rich_text(each) for each in children(shared, "si")]
    bordered = _bordered_styles(package.part_if_there("xl/styles.xml"))
    for name, part in sheet_parts(package):
        yield _sheet(package.part(part), name, strings, bordered)


def sheet_parts(package: Package) -> Iterator[tuple[str, str]]:
    """The names of the visible sheets in their order, each with the part that holds it. Raises what
    `Package.part` raises."""
    listed = list(children(child(package.part("xl/workbook.xml"), "sheets"), "sheet"))
    targets = {
        value(each, "Id"): located("xl", value(each, "Target") or "")
        for each in package.part("xl/_rels/workbook.xml.rels")
        if (value(each, "Type") or "").endswith("/worksheet")
    }
    for entry in listed[:_MOST_SHEETS]:
        target = targets.get(value(entry, "id"))
        if target and value(entry, "state") not in ("hidden", "veryHidden"):
            yield value(entry, "name") or "", target


def column_name(index: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def _bordered_styles(styles: etree._Element | None) -> frozenset[int]:
    """The numbers of the cell formats that draw a border."""
    drawn = [
        any(value(child(border, side), "style") not in (None, "none") for side in _SIDES)
        for border in children(child(styles, "borders"), "border")
    ]
    formats = children(child(styles, "cellXfs"), "xf")
    borders = [_whole(value(each, "borderId"), 0) for each in formats]
    return frozenset(i for i, b in enumerate(borders) if b < len(drawn) and drawn[b])


def _sheet(root: etree._Element, name: str, strings: list[str], bordered: frozenset[int]) -> Sheet:
    sheet = Sheet(name, hidden=_hidden_columns(root))
    number = 0
    for row in children(child(root, "sheetData"), "row"):
        number = _whole(value(row, "r"), number + 1)
        column = -1
        for cell in children(row, "c"):
            at = position(value(cell, "r") or "") or (number, column + 1)
            column = at[1]
            if value(row, "hidden") in ("1", "true") or column in sheet.hidden:
                continue
            has_border = _whole(value(cell, "s"), 0) in bordered
            text, is_calculated = _cell_text(cell, strings)
            # An empty cell without a border counts only where a table without borders has one.
            if text or has_border or not bordered:
                sheet.cells[at] = Slot(
                    text, *at, has_border=has_border, is_calculated=is_calculated
                )
    for merge in children(child(root, "mergeCells"), "mergeCell"):
        first, _, last = (value(merge, "ref") or "").partition(":")
        start, end = position(first), position(last)
        if start and end:
            sheet.merge(start, end)
    return sheet


def _hidden_columns(root: etree._Element) -> frozenset[int]:
    hidden: set[int] = set()
    for each in children(child(root, "cols"), "col"):
        if value(each, "hidden") in ("1", "true"):
            first, last = _whole(value(each, "min"), 1), _whole(value(each, "max"), 0)
            hidden.update(range(first - 1, min(last, 16_384)))
    return frozenset(hidden)


def position(reference: str) -> tuple[int, int] | None:
    """Row, from 1, and column, from 0, of ``"B7"``; None for what is no such reference."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1


def _cell_text(cell: etree._Element, strings: list[str]) -> tuple[str, bool]:
    """What a cell shows, and whether that is known: a formula whose result was never stored shows
    itself. A result that is an empty string is stored as such, and a blank."""
    kind = value(cell, "t") or "n"
    formula = child(cell, "f")
    text = _stored_text(cell, kind, strings).strip()
    if formula is None or text or kind == "str":
        return text, True
    return f"={formula.text or ''}", False


def _stored_text(cell: etree._Element, kind: str, strings: list[str]) -> str:
    if kind == "inlineStr":
        inline = child(cell, "is")
        return "" if inline is None else _rich_text(inline)
    stored = child(cell, "v")
    text = "" if stored is None else stored.text or ""
    if kind == "s":
        index = _whole(text, len(strings))
        return strings[index] if index < len(strings) else ""
    return _number(text) if kind == "n" else text


def _rich_text(element: etree._Element) -> str:
    """The text of a string, without the readings that may stand beside it."""
    pieces = []
    for each in element:
        if local(each) == "t":
            pieces.append(each.text or "")
        elif local(each) == "r":
            pieces.extend(text.text or "" for text in children(each, "t"))
    return "".join(pieces)


def _number(stored: str) -> str:
    """A number as Excel shows it: 15 digits, whole where it is."""
    if not _NUMBER.fullmatch(stored.strip()):
        return stored
    number = float(stored)
    if not math.isfinite(number):
        return stored
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"


def _whole(text: str | None, default: int) -> int:
    digits = (text or "").strip()
    return int(digits[:9]) if digits.isascii() and digits.isdigit() else default
