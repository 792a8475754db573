"""Files that mean harm, or that are broken: each small on disk and large in what it asks for."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from tests.parsing.ofd_paper import packed
from tests.parsing.paper import Page, lay_out, pdf, pdf_file
from tests.parsing.specimen import Specimen, consistent_cells

SPECIMEN = Specimen("清河县水务局", 2023, "2021", consistent_cells("2021", 1), {"六": ["无。"]})
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(
        f'<!ENTITY {name} "{10 * f"&{before};"}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
_SECRETS = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, doctype: str = "") -> bytes:
    document = f"<w:document {_WORD}><w:body>{body}</w:body></w:document>"
    return archive({"word/document.xml": doctype + document})


def xlsx(rows: str, doctype: str = "") -> bytes:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return archive(
        {
            "xl/workbook.xml": (
                f'<workbook {_SHEET} xmlns:r="{relations}"><sheets>'
                '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
                f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
            ),
            "xl/worksheets/sheet1.xml": (
                f"{doctype}<worksheet {_SHEET}><sheetData>{rows}</sheetData></worksheet>"
            ),
        }
    )


def sheet_row(text: str) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


def html(body: str, doctype: str = "<!DOCTYPE html>") -> bytes:
    return f"{doctype}<html><body>{body}</body></html>".encode()


def word_paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


LAUGHING_DOCX = docx(word_paragraph("&i;"), _LAUGHS)
SPYING_DOCX = docx(word_paragraph("&i;"), _SECRETS)
LAUGHING_XLSX = xlsx(sheet_row("&i;"), _LAUGHS)
SPYING_XLSX = xlsx(sheet_row("&i;"), _SECRETS)
LAUGHING_OFD = archive({"OFD.xml": f"{_LAUGHS}<OFD><DocBody>&i;</DocBody></OFD>"})
SPYING_OFD = archive({"OFD.xml": f"{_SECRETS}<OFD><DocBody>&i;</DocBody></OFD>"})


LAUGHING_HTML = html("<p>&i;</p>", _LAUGHS.replace("DOCTYPE x", "DOCTYPE html"))
SPYING_HTML = html("<p>&i;</p>", _SECRETS.replace("DOCTYPE x", "DOCTYPE html"))


def locked_office() -> bytes:
    """The container that Office puts around a file under a password."""
    names = (
        "EncryptionInfo".encode("utf-16-le") + bytes(36) + "EncryptedPackage".encode("utf-16-le")
    )
    return _OLE + bytes(1016) + names + bytes(1024)


def locked_pdf() -> bytes:
    lock = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%s> /U <%s> >> " % (
        b"6f" * 32,
        b"75" * 32,
    )
    return pdf([Page()], lock + b"/ID [<00> <00>]")


def zeros_docx() -> bytes:
    """A part of a hundred megabytes that packs to a hundred kilobytes."""
    return archive({"word/document.xml": bytes(100_000_000)})


def zeros_ofd() -> bytes:
    return archive({"OFD.xml": bytes(100_000_000)})


def looping_ofd() -> bytes:
    """A drawing that is a part of itself."""
    within = '<ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="5"/>'
    resources = (
        '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CompositeGraphicUnits>'
        f'<ofd:CompositeGraphicUnit ID="5"><ofd:Content>{within}</ofd:Content>'
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    page = (
        '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer ID="2">'
        f"{within}</ofd:Layer></ofd:Content></ofd:Page>"
    )
    listed = '<ofd:Page ID="9" BaseLoc="Page.xml"/>'
    return packed(listed, {"Doc_0/PublicRes.xml": resources, "Doc_0/Page.xml": page})


def blank_rows_xlsx() -> bytes:
    """A sheet of a hundred megabytes that packs to a hundred kilobytes."""
    return xlsx("<row/>" * 16_000_000)


def looping_pdf() -> bytes:
    """A page tree that is its own child."""
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 2 /Kids [2 0 R 3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )


def nested_pdf() -> bytes:
    """A page whose resources are an array within an array, a hundred thousand deep."""
    depth = 100_000
    resources = b"[" * depth + b"]" * depth
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources %s >>" % resources,
            b"<< /Length 0 >> stream\n\nendstream",
        ]
    )


def huge_page_pdf() -> bytes:
    page = Page(14_400_000.0, 14_400_000.0)
    page.text(100, 100, "清河县水务局2023年政府信息公开工作年度报告")
    page.box(0, 0, 14_400_000, 14_400_000)
    return pdf([page])


def crowded_pdf(objects: int) -> bytes:
    """A valid report among a million small objects that nobody asks for."""
    whole = lay_out(SPECIMEN)
    body = whole[: whole.rindex(b"xref\n0 ")]
    filler = b"".join(b"%d 0 obj\nnull\nendobj\n" % i for i in range(1000, 1000 + objects))
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n0\n%%%%EOF\n" % (1000 + objects)
    return body + filler + trailer


def ruled_pdf(lines: int) -> bytes:
    """One page crossed by rulings from edge to edge."""
    page = Page()
    for i in range(lines):
        page.line(0, 842 * i / lines, 595, 842 * i / lines)
        page.line(595 * i / lines, 0, 595 * i / lines, 842)
    return pdf([page])


def huge_picture() -> bytes:
    """A PNG of a few bytes that declares sixty thousand by sixty thousand pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    size = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"IDAT", zlib.compress(bytes(100_000)))
        + chunk(b"IEND", b"")
    )


def nested_docx(tables: int) -> bytes:
    """Tables within tables."""
    opening, closing = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return docx(opening * tables + word_paragraph("字") + closing * tables)


def many_tables_docx(tables: int) -> bytes:
    cell = f"<w:tc>{word_paragraph('字')}</w:tc>"
    return docx(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl><w:p/>" * tables)


def nested_html(depth: int) -> bytes:
    return html("<table><tr><td>" * depth + "字")


def far_xlsx() -> bytes:
    """Two cells at opposite ends of the largest sheet there can be."""
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return xlsx(sheet_row("字") + last)


def long_xlsx(rows: int) -> bytes:
    return xlsx(
        "".join(
            f'<row r="{i}"><c r="A{i}"><v>1</v></c><c r="B{i}"><v>2</v></c></row>'
            for i in range(1, rows + 1)
        )
    )


def wide_html() -> bytes:
    """Cells that claim to span a thousand million rows and columns."""
    return html('<table><tr><td rowspan="1000000000" colspan="1000000000">字</td></tr></table>')


def lost_parts_zip() -> bytes:
    """Names that lead out of the folder."""
    return archive({"../../etc/cron.d/x": b"x", "C:\\x.docx": b"x", "/etc/passwd": b"x"})
