"""A small OFD writer: specimens laid out as `tests.parsing.paper` lays them out for PDF.

Coordinates are points from the top left; the file counts in millimetres.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from tests.parsing.paper import A4, Page, laid_out
from tests.parsing.specimen import Specimen

_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_MM = 25.4 / 72
"""Millimetres in a point."""


@dataclass(slots=True)
class OfdPage(Page):
    """One page whose text is placed line by line and whose rulings are strokes; `turned` is not
    used."""

    units: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        top: float,
        text: str,
        size: float = 14.0,
        *,
        grey: float = 0.0,
        hidden: bool = False,
    ) -> None:
        deltas = " ".join(f"g 1 {_width(char) * size * _MM:.4f}" for char in text[:-1])
        width = sum(map(_width, text)) * size
        alpha = ' Alpha="0"' if hidden else ""
        self.units.append(
            f'<ofd:TextObject ID="{self._id}" Boundary="{_box(x, top, width, size)}" Font="1" '
            f'Size="{size * _MM:.4f}"{alpha}>'
            f'<ofd:FillColor Value="{round(255 * grey)}"/>'
            f'<ofd:TextCode X="0" Y="{0.88 * size * _MM:.4f}" DeltaX="{deltas}">{escape(text)}'
            "</ofd:TextCode></ofd:TextObject>"
        )

    def line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        width, height = x1 - x0, bottom - top
        self.units.append(
            f'<ofd:PathObject ID="{self._id}" Boundary="{_box(x0, top, width, height)}" '
            'LineWidth="0.18"><ofd:AbbreviatedData>M 0 0 '
            f"L {width * _MM:.4f} {height * _MM:.4f}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def picture(self) -> None:
        self.units.append(
            f'<ofd:ImageObject ID="{self._id}" Boundary="{_box(0, 0, self.width, self.height)}" '
            f'CTM="{self.width * _MM:.2f} 0 0 {self.height * _MM:.2f} 0 0" ResourceID="9"/>'
        )

    def turn_content(self) -> None:
        """Lays all that is drawn on its side, so that it reads upwards."""
        drawing = "".join(self.units)
        height = self.width
        self.width, self.height = self.height, self.width
        self.units = [
            f'<ofd:CompositeObject ID="{self._id}" Boundary="{_box(0, 0, self.width, height)}" '
            f'CTM="0 -1 1 0 0 {height * _MM:.4f}" ResourceID="%s"/>',
            drawing,
        ]

    @property
    def is_turned(self) -> bool:
        return len(self.units) == 2 and self.units[0].startswith("<ofd:CompositeObject")

    @property
    def _id(self) -> int:
        return 1000 + len(self.units)


class ScaledPage(OfdPage):
    """One page as converters write it: every character by itself in points, brought to its place
    by a matrix, and rulings as thin filled rectangles."""

    def text(
        self,
        x: float,
        top: float,
        text: str,
        size: float = 14.0,
        *,
        grey: float = 0.0,
        hidden: bool = False,
    ) -> None:
        for char in text:
            width = _width(char) * size
            self.units.append(
                f'<ofd:TextObject ID="{self._id}" Boundary="{_box(x, top, width, size)}" Font="1" '
                f'CTM="{_MM:.6f} 0 0 {_MM:.6f} 0 0" Size="{size:g}">'
                f'<ofd:TextCode X="0" Y="{0.88 * size:.3f}">{escape(char)}</ofd:TextCode>'
                "</ofd:TextObject>"
            )
            x += width

    def line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        width, height = max(x1 - x0, 0.5), max(bottom - top, 0.5)
        self.units.append(
            f'<ofd:PathObject ID="{self._id}" Boundary="{_box(x0, top, width, height)}" '
            f'CTM="{_MM:.6f} 0 0 {_MM:.6f} 0 0" Stroke="false" Fill="true"><ofd:AbbreviatedData>'
            f"M 0 0 L {width:g} 0 L {width:g} {height:g} L 0 {height:g} C"
            "</ofd:AbbreviatedData></ofd:PathObject>"
        )


def _width(char: str) -> float:
    return 1.0 if east_asian_width(char) in "WFA" else 0.5


def _box(x: float, top: float, width: float, height: float) -> str:
    return f"{x * _MM:.4f} {top * _MM:.4f} {width * _MM:.4f} {height * _MM:.4f}"


def ofd(pages: Sequence[OfdPage]) -> bytes:
    """The pages as one OFD file."""
    listed, composites = "", ""
    parts: dict[str, str] = {}
    for i, page in enumerate(pages):
        listed += f'<ofd:Page ID="{i + 10}" BaseLoc="Pages/Page_{i}/Content.xml"/>'
        content = "".join(page.units)
        if page.is_turned:
            reference, drawing = page.units
            content = reference % (500 + i)
            composites += (
                f'<ofd:CompositeGraphicUnit ID="{500 + i}" Width="{page.height * _MM:.4f}" '
                f'Height="{page.width * _MM:.4f}"><ofd:Content>{drawing}</ofd:Content>'
                "</ofd:CompositeGraphicUnit>"
            )
        parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = (
            f"<ofd:Page {_NAMESPACE}><ofd:Area><ofd:PhysicalBox>"
            f"{_box(0, 0, page.width, page.height)}</ofd:PhysicalBox></ofd:Area><ofd:Content>"
            f'<ofd:Layer ID="{i + 200}">{content}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    parts["Doc_0/PublicRes.xml"] = (
        f'<ofd:Res {_NAMESPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="1" FontName="仿宋"/>'
        f"</ofd:Fonts><ofd:CompositeGraphicUnits>{composites}</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    return packed(listed, parts)


def packed(listed: str, parts: Mapping[str, str], common: str = "") -> bytes:
    """An OFD container of these parts beside a document that lists its pages."""
    document = (
        f"<ofd:Document {_NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>{_box(0, 0, *A4)}</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )
    root = (
        f'<ofd:OFD {_NAMESPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    written = {"OFD.xml": root, "Doc_0/Document.xml": document, **parts}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in written.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{xml}')
    return buffer.getvalue()


def lay_out_ofd(
    specimen: Specimen,
    *,
    landscape: bool = False,
    turned: bool = False,
    new_page: type[OfdPage] = OfdPage,
) -> bytes:
    """A specimen as an OFD file, everything at the same places as `tests.parsing.paper.lay_out`
    puts it; `turned` lays each page on its side."""
    pages = [
        page
        for page in laid_out(specimen, landscape=landscape, new_page=new_page)
        if isinstance(page, OfdPage)
    ]
    for page in pages:
        if turned:
            page.turn_content()
    return ofd(pages)
