"""Comments at the cells of a workbook, beside those that it has.

A comment is text in one part and a box in another, the box in VML, the only kind that spreadsheets
know for it. Source: ECMA-376 part 1, 18.7 (comments), 18.3.1.99 (worksheet); part 4, 19.3 (VML).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from domain.refusal import FileRefused, Refusal
from parsing.drawing.comment_boxes import EMPTY, Comment, with_boxes
from parsing.drawing.parts import Parts
from parsing.readers.ooxml import child, children, local, value

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEHIND = frozenset(
    {
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
        "AlternateContent",
    }
)
"""What stands behind ``legacyDrawing`` in a worksheet."""
_SIZE = 10
"""Of letters, in points."""


def comment(parts: Parts, sheet: str, comments: Sequence[Comment], author: str) -> None:
    """Adds comments to a sheet, which is the name of its part. Where a cell has one, what is new
    stands before it. Raises what `Parts` raises, and FileRefused (BROKEN) where the boxes that are
    there cannot be added to."""
    space = etree.QName(parts.root(sheet)).namespace or ""
    relations = _STRICT if "purl.oclc.org" in space else _OFFICE
    there = _write(parts.root(_texts(parts, sheet, space, relations)), comments, author)
    fresh = [each for each in comments if each.reference not in there]
    if fresh:
        boxes = _boxes(parts, sheet, space, relations)
        parts.put(boxes, with_boxes(parts.content(boxes), fresh, parts.root(sheet)))


def _texts(parts: Parts, sheet: str, space: str, relations: str) -> str:
    """The part with the words of the sheet's comments."""
    for _, name in parts.related(sheet, "comments"):
        return name
    name = parts.declared("xl/comments{}.xml", _COMMENTS)
    parts.put_root(name, _Maker(space).nothing_said())
    parts.relate(sheet, f"{relations}/comments", name)
    return name


def _write(root: etree._Element, comments: Sequence[Comment], author: str) -> frozenset[str]:
    """Writes the words; returns which cells had a comment before."""
    authors, listed = child(root, "authors"), child(root, "commentList")
    if authors is None or listed is None:
        raise FileRefused(Refusal.BROKEN, "xlsx")
    make = _Maker(etree.QName(root).namespace)
    make.inside(authors, "author").text = author
    number = str(len(list(children(authors, "author"))) - 1)
    there = {value(each, "ref") or "": each for each in children(listed, "comment")}
    for each in comments:
        element = there.get(each.reference)
        if element is None:
            element = make.inside(listed, "comment", ref=each.reference, authorId=number)
        _say(element, make, author, each.text)
    return frozenset(there)


def _say(comment: etree._Element, make: "_Maker", author: str, text: str) -> None:
    """Puts what is said before what stands there, under the name of who says it, as spreadsheets
    begin a comment."""
    words = child(comment, "text")
    if words is None:
        words = make.inside(comment, "text")
    for plain in list(children(words, "t")):
        # Plain text cannot stand beside formatted text.
        run = make.inside(words, "r")
        words.replace(plain, run)
        run.append(plain)
    is_first = len(words) == 0
    words.insert(0, make.run(f"{author}\n", is_bold=True))
    words.insert(1, make.run(text if is_first else f"{text}\n\n"))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes elements of SpreadsheetML, whose namespace is another in strict files."""

    space: str | None

    def inside(self, parent: etree._Element, name: str, **values: str) -> etree._Element:
        return etree.SubElement(parent, self._name(name), values)

    def run(self, text: str, *, is_bold: bool = False) -> etree._Element:
        run = etree.Element(self._name("r"))
        look = self.inside(run, "rPr")
        if is_bold:
            self.inside(look, "b")
        self.inside(look, "sz", val=str(_SIZE))
        self.inside(look, "rFont", val="宋体")
        words = self.inside(run, "t")
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = text
        return run

    def nothing_said(self) -> etree._Element:
        root = etree.Element(self._name("comments"), nsmap={None: self.space})
        self.inside(root, "authors")
        self.inside(root, "commentList")
        return root

    def _name(self, name: str) -> str:
        return f"{{{self.space}}}{name}" if self.space else name


def _boxes(parts: Parts, sheet: str, space: str, relations: str) -> str:
    """The part with the boxes of the sheet's comments."""
    root = parts.root(sheet)
    drawing, drawn = child(root, "legacyDrawing"), dict(parts.related(sheet, "vmlDrawing"))
    if drawing is not None and (name := drawn.get(value(drawing, "id") or "")):
        return name
    name = parts.declared("xl/drawings/vmlDrawing{}.vml", _VML)
    parts.put(name, EMPTY)
    if drawing is None:
        drawing = etree.Element(f"{{{space}}}legacyDrawing" if space else "legacyDrawing")
        last = len(root)
        while last and local(root[last - 1]) in _BEHIND:
            last -= 1
        root.insert(last, drawing)
    drawing.set(f"{{{relations}}}id", parts.relate(sheet, f"{relations}/vmlDrawing", name))
    return name
