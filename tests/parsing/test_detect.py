"""Kinds of files are told by content; the name never decides."""

import io
import zipfile

import pytest

from domain.refusal import FileRefused, Refusal
from parsing.detect import decode, detect

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(*names: str, content: str = "x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return buffer.getvalue()


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(64)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n%PDF-1.4\n", "pdf"),
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("xl/workbook.xml"), "xlsx"),
        (zipped("ppt/presentation.xml"), "pptx"),
        (zipped("OFD.xml"), "ofd"),
        (zipped("a.txt"), "zip"),
        (zipped("a.pdf", content="%PDF-1.7"), "zip"),
        (ole("WordDocument"), "doc"),
        (ole("Workbook"), "xls"),
        (ole("PowerPoint Document"), "ppt"),
        (ole("Something"), "ole"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "image"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image"),
        (b"BM\x46\x00\x00\x00\x00\x00\x00\x00", "image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image"),
        (b"{\\rtf1\\ansi hello}", "rtf"),
        (b"<!DOCTYPE html><html></html>", "html"),
        ("\ufeff  <HTML><body>年报</body></HTML>".encode(), "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "mhtml"),
        ("年报正文".encode(), "text"),
        ("年报正文".encode("gb18030"), "text"),
        ("年报\n正文".encode("utf-16"), "text"),
        ("年报\n正文\n".encode("utf-16-le"), "text"),
        (b"BMW and other words", "text"),
        (bytes(range(256)), "unknown"),
        (b"\x00\x01\x02" * 10, "unknown"),
    ],
)
def test_tells_kinds_by_content(content: bytes, kind: str) -> None:
    assert detect(content) == kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b" \r\n\t ", Refusal.EMPTY),
        (b"\xef\xbb\xbf\n", Refusal.EMPTY),
        ("\u3000\n".encode(), Refusal.EMPTY),
        (ole("EncryptedPackage"), Refusal.ENCRYPTED),
        (zipped("word/document.xml")[:60], Refusal.BROKEN),
    ],
)
def test_refuses_what_holds_nothing_or_does_not_open(content: bytes, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        detect(content)
    assert refused.value.reason is reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_decodes_what_chinese_offices_write(encoding: str) -> None:
    text = "二〇二三年度\n政府信息公开工作年度报告，共１６件。\n"
    assert decode(text.encode(encoding)) == text
