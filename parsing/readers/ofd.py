"""OFD files, the fixed-layout format of Chinese offices: XML parts in a ZIP, pages of placed text
and paths, read by geometry as the text layer of a PDF is.

Source: GB/T 33190-2016, 7 (container, document, pages, templates, resources).
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from domain.document import Document, Sideways
from domain.refusal import FileRefused, Refusal
from parsing.readers.flow import Page, flow
from parsing.readers.ofd_plane import Area
from parsing.readers.ofd_print import printed_page
from parsing.readers.ooxml import Package, child, children, opened
from parsing.readers.pdf import read_page
from parsing.readers.pdf_print import PrintedPage
from parsing.readers.pdf_trust import is_garbage

_ROOT = "OFD.xml"
_A4 = "0 0 210 297"
_FEW_CHARS = 30


def read_ofd(content: bytes, max_pages: int) -> Document:
    """Reads the text and the ruled tables of an OFD file; boxes are in points from the top left of
    the page, pages whose text runs sideways as in `parsing.readers.pdf.read_pdf`.

    Stamps and notes, which OFD keeps apart from its pages, are not read.

    Raises FileRefused: BROKEN, TOO_LARGE, TOO_MANY_PAGES, EMPTY, and SCAN where a page is a picture
    without text, or its text does not say what the page shows.
    """
    is_blank = True
    pages: list[Page] = []
    sideways: list[Sideways] = []
    with opened(content, "ofd") as package:
        for printed in printed_pages(package, max_pages):
            length = sum(not char.text.isspace() for char in printed.chars)
            if (printed.has_picture and length < _FEW_CHARS) or is_garbage(printed.chars):
                raise FileRefused(Refusal.SCAN, "ofd")
            is_blank = is_blank and not length
            pages.append(read_page(printed))
            turned = Sideways(printed.number, printed.turn, printed.width, printed.height)
            if not turned.is_straight:
                sideways.append(turned)
    if is_blank:
        raise FileRefused(Refusal.EMPTY, "ofd")
    return Document(items=tuple(flow(pages)), pages=len(pages), sideways=tuple(sideways))


@dataclass(frozen=True, slots=True)
class _Part:
    """An XML part and its name, from which it names others."""

    package: Package
    name: str
    root: etree._Element

    def part(self, location: str) -> "_Part":
        """The part at a location, which counts from this one; careless writers count from the
        container. Raises KeyError where there is none."""
        near = _path(posixpath.dirname(self.name), location)
        root = self.package.part_if_there(near)
        if root is not None:
            return _Part(self.package, near, root)
        far = _path("", location)
        return _Part(self.package, far, self.package.part(far))


def _path(folder: str, location: str) -> str:
    location = location.strip().replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, location)).lstrip("/")


def printed_pages(package: Package, max_pages: int) -> Iterator[PrintedPage]:
    """The pages of a file one by one, as `parsing.readers.pdf_print` has those of a PDF. Raises
    FileRefused (TOO_MANY_PAGES) and what `Package.part` raises."""
    container = _Part(package, _ROOT, package.part(_ROOT))
    number = 0
    for body in children(container.root, "DocBody"):
        document = container.part(_text(child(body, "DocRoot")))
        common = child(document.root, "CommonData")
        usual = _text(child(common, "PageArea", "PhysicalBox"), _A4)
        composites = _composites(document, common)
        templates = {
            each.get("ID", ""): document.part(each.get("BaseLoc", "")).root
            for each in children(common, "TemplatePage")
        }
        for page in children(child(document.root, "Pages"), "Page"):
            number += 1
            if number > max_pages:
                raise FileRefused(Refusal.TOO_MANY_PAGES, "ofd")
            root = document.part(page.get("BaseLoc", "")).root
            behind = [templates.get(t.get("TemplateID", "")) for t in children(root, "Template")]
            contents = [child(each, "Content") for each in (*behind, root)]
            yield printed_page(
                number,
                Area.of(_text(child(root, "Area", "PhysicalBox"), usual)),
                [content for content in contents if content is not None],
                composites,
            )


def _text(element: etree._Element | None, otherwise: str = "") -> str:
    return otherwise if element is None else element.text or otherwise


def _composites(document: _Part, common: etree._Element | None) -> dict[str, etree._Element]:
    """The drawings that pages may refer to, by their ID."""
    return {
        unit.get("ID", ""): unit
        for kind in ("PublicRes", "DocumentRes")
        for resources in children(common, kind)
        for units in children(document.part(_text(resources)).root, "CompositeGraphicUnits")
        for unit in children(units, "CompositeGraphicUnit")
    }
