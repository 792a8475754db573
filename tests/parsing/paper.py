"""A small PDF writer: Chinese text at given places, rulings, and specimens laid out on pages.

Text is set in a CJK font that is named but not embedded, which is enough for readers of the text
layer. Coordinates are PDF points from the top left, as in `domain.document.Box`.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.parsing.specimen import Drawing, Slot, Specimen

A4 = (595.0, 842.0)
_LATIN = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
    b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 "
    b"/W [1 95 500 814 939 500] /FontDescriptor << /Type /FontDescriptor "
    b"/FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
    b"/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>] >>"
)


@dataclass(slots=True)
class Page:
    """One page to be drawn on. `pen` is how rulings are drawn (see `_PENS`), `turned` by how many
    quarters, clockwise, a viewer is told to show the page."""

    width: float = A4[0]
    height: float = A4[1]
    drawn: list[bytes] = field(default_factory=list)
    pen: str = "solid"
    turned: int = 0

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
        """One line of text whose upper edge is at `top`; numbers and Latin in a font that every
        reader has, Chinese in one that is not embedded."""
        baseline = self.height - top - 0.88 * size
        font, code = ("F2", text.encode()) if text.isascii() else ("F1", text.encode("utf-16-be"))
        look = f"{grey} g {3 if hidden else 0} Tr /{font} {size} Tf"
        shown = f"BT {look} {x:.2f} {baseline:.2f} Td <{code.hex()}> Tj ET 0 g"
        self.drawn.append(shown.encode())

    def turn_content(self) -> None:
        """Lays all that is drawn on its side, so that it reads upwards."""
        self.drawn = [b"q 0 1 -1 0 %g 0 cm" % self.height, *self.drawn, b"Q"]
        self.width, self.height = self.height, self.width

    def turned_text(self, x: float, top: float, text: str, degrees: float) -> None:
        """Text turned counterclockwise around its beginning."""
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        matrix = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x:.2f} {self.height - top:.2f}"
        code = text.encode("utf-16-be").hex()
        self.drawn.append(f"BT /F1 10 Tf {matrix} Tm <{code}> Tj ET".encode())

    def line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        y0, y1 = self.height - top, self.height - bottom
        self.drawn.extend(_PENS[self.pen](x0, y0, x1, y1))

    def box(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.line(x0, top, x1, top)
        self.line(x0, bottom, x1, bottom)
        self.line(x0, top, x0, bottom)
        self.line(x1, top, x1, bottom)

    def picture(self) -> None:
        """A grey picture over the whole page."""
        self.drawn.append(
            f"q {self.width} 0 0 {self.height} 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID ".encode()
            + b"\x10\x80\x80\x10 EI Q"
        )


def _solid(x0: float, y0: float, x1: float, y1: float) -> list[bytes]:
    return [f"0.5 w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S".encode()]


def _dashed(x0: float, y0: float, x1: float, y1: float) -> list[bytes]:
    """Short strokes with gaps, each drawn by itself."""
    count = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) // 5))
    dx, dy = (x1 - x0) / count, (y1 - y0) / count
    steps = [(x0 + i * dx, y0 + i * dy) for i in range(count)]
    return [b for x, y in steps for b in _solid(x, y, x + 0.6 * dx, y + 0.6 * dy)]


def _double(x0: float, y0: float, x1: float, y1: float) -> list[bytes]:
    aside = (0.0, 2.2) if y0 == y1 else (2.2, 0.0)
    dx, dy = aside
    return _solid(x0, y0, x1, y1) + _solid(x0 + dx, y0 + dy, x1 + dx, y1 + dy)


def _filled(x0: float, y0: float, x1: float, y1: float) -> list[bytes]:
    """A thin rectangle, as Word and LibreOffice print borders."""
    width, height = max(abs(x1 - x0), 0.6), max(abs(y1 - y0), 0.6)
    return [f"{min(x0, x1):.2f} {min(y0, y1):.2f} {width:.2f} {height:.2f} re f".encode()]


def _in_form(x0: float, y0: float, x1: float, y1: float) -> list[bytes]:
    """A line drawn half as large and then enlarged."""
    half = [value / 2 for value in (x0, y0, x1, y1)]
    return [b"q 2 0 0 2 0 0 cm", *_solid(*half), b"Q"]


_PENS: dict[str, Callable[[float, float, float, float], list[bytes]]] = {
    "solid": _solid,
    "dashed": _dashed,
    "double": _double,
    "filled": _filled,
    "enlarged": _in_form,
    "none": lambda *_: [],
}


def pdf(pages: Sequence[Page], trailer: bytes = b"") -> bytes:
    """The pages as one PDF file; `trailer` goes into its trailer dictionary."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT, _LATIN]
    kids = []
    for page in pages:
        content = b"\n".join(page.drawn)
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Contents %d 0 R "
            b"/Rotate %d /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            % (page.width, page.height, len(objects), 90 * page.turned)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return pdf_file(objects, trailer)


def pdf_file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Numbered objects, the first of them the catalog, as one PDF file."""
    out = bytearray(b"%PDF-1.5\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n" % (size, trailer)
    return bytes(out) + b"%d\n%%%%EOF\n" % start


@dataclass(slots=True)
class _Layout:
    """Sets text and tables on pages from top to bottom."""

    width: float
    height: float
    margin: float = 74.0
    pen: str = "solid"
    new_page: Callable[..., Page] = Page
    pages: list[Page] = field(default_factory=list)
    top: float = 0.0

    def paragraph(self, text: str, size: float, *, centered: bool = False) -> None:
        room = int((self.width - 2 * self.margin) / size)
        first = room if centered else room - 2
        lines = [text[:first]] + [text[i : i + room] for i in range(first, len(text), room)]
        for i, line in enumerate(lines):
            page = self._room_for(size * 1.8)
            indent = 2 * size if i == 0 else 0.0
            middle = (self.width - len(line) * size) / 2
            page.text(middle if centered else self.margin + indent, self.top, line, size)
            self.top += size * 1.8

    def table(self, drawing: Drawing, size: float) -> None:
        scale = (self.width - 2 * self.margin) / sum(drawing.widths)
        edges = [self.margin]
        for width in drawing.widths:
            edges.append(edges[-1] + width * scale)
        heights = _row_heights(drawing, edges, size)
        row = 0
        while row < drawing.rows:
            end, height = row, 0.0
            room = self.height - self.margin - self.top
            while end < drawing.rows and height + heights[end] <= room:
                height += heights[end]
                end += 1
            if end == row:
                self._next_page()
                continue
            self._rows(drawing, edges, heights, row, end, size)
            row = end
        self.top += size

    def _rows(
        self,
        drawing: Drawing,
        edges: Sequence[float],
        heights: Sequence[float],
        first: int,
        end: int,
        size: float,
    ) -> None:
        page = self.pages[-1]
        tops = [self.top]
        for height in heights[first:end]:
            tops.append(tops[-1] + height)
        for slot in drawing.slots:
            upper, lower = max(slot.row, first), min(slot.row + slot.rows, end)
            if upper >= lower:
                continue
            x0, x1 = edges[slot.column], edges[slot.column + slot.columns]
            y0, y1 = tops[upper - first], tops[lower - first]
            page.box(x0, y0, x1, y1)
            above = sum(heights[slot.row : upper])
            skipped = int(above // size) if upper > slot.row else 0
            lines = _wrapped(slot, edges, size)[skipped:]
            if lower < slot.row + slot.rows:
                lines = lines[: int((y1 - y0) // size)]
            for i, line in enumerate(lines):
                page.text(x0 + 2, y0 + 2 + i * size, line, size)
        self.top = tops[-1]

    def _room_for(self, height: float) -> Page:
        if not self.pages or self.top + height > self.height - self.margin:
            self._next_page()
        return self.pages[-1]

    def _next_page(self) -> None:
        self.pages.append(self.new_page(self.width, self.height, pen=self.pen))
        self.top = self.margin
        number = f"- {len(self.pages)} -"
        self.pages[-1].text(self.width / 2 - 14, self.height - 50, number, 10)


def _wrapped(slot: Slot, edges: Sequence[float], size: float) -> list[str]:
    room = edges[slot.column + slot.columns] - edges[slot.column] - 4
    length = max(1, int(room / size))
    if slot.text.isascii():
        return [slot.text]
    return [slot.text[i : i + length] for i in range(0, len(slot.text), length)] or [""]


def _row_heights(drawing: Drawing, edges: Sequence[float], size: float) -> list[float]:
    heights = [size + 4.0] * drawing.rows
    for slot in sorted(drawing.slots, key=lambda slot: slot.rows):
        wanted = len(_wrapped(slot, edges, size)) * size + 4
        last = slot.row + slot.rows - 1
        missing = wanted - sum(heights[slot.row : last + 1])
        heights[last] += max(0.0, missing)
    return heights


def lay_out(specimen: Specimen, *, landscape: bool = False, size: float = 14.0) -> bytes:
    """A specimen as a PDF with page numbers, its tables broken between rows wherever a page
    ends."""
    return pdf(laid_out(specimen, landscape=landscape, size=size))


def laid_out(
    specimen: Specimen,
    *,
    landscape: bool = False,
    size: float = 14.0,
    pen: str = "solid",
    new_page: Callable[..., Page] = Page,
) -> list[Page]:
    """The pages of `lay_out`, to be drawn on; `new_page` makes each."""
    width, height = reversed(A4) if landscape else A4
    layout = _Layout(width, height, pen=pen, new_page=new_page)
    layout.paragraph(specimen.title, 20, centered=True)
    for text, drawing in specimen.flow():
        if drawing is None:
            layout.paragraph(text, size)
        else:
            layout.table(drawing, 8)
    return layout.pages
