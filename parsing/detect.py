"""What kind of file some bytes are, judged by content alone: names lie."""

import codecs
import io
import re
import zipfile

from domain.refusal import FileRefused, Refusal

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the containers of old Office files begin."""
_SECTOR = 512
_OLE_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)
_IMAGES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)
_ZIP_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)
_OFD_KEYS = "Encryptions.xml"
"""Where an OFD file says how its parts are encrypted (GM/T 0099-2020, 7.3)."""
_HTML = re.compile(
    rb"<(!doctype\s+html|html|head|meta|body|table|div|p|span|h[1-6]|section|article)\b",
    re.IGNORECASE,
)
_MHTML = re.compile(rb"^content-type:\s*multipart/(?:related|alternative)\b", re.I | re.M)
_MAIL_HEADER = re.compile(rb"[A-Za-z-]{2,40}:[ \t]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_HEAD = 2048
_NOTHING = b"\xef\xbb\xbf\x00 \t\r\n"
_MOST_PICTURES = 40


def detect(content: bytes) -> str:
    """The kind of a file: ``pdf``, ``ofd``, ``docx``, ``xlsx``, ``html``, ``mhtml``, ``text``,
    ``image``, ``pictures`` (a ZIP of nothing else); ``doc`` (WPS too), ``rtf`` and ``xls`` (ET
    too), which `parsing.office` makes into DOCX and XLSX; or a kind that no reader takes (``ppt``,
    ``ole``, ``pptx``, ``zip``, ``unknown``).

    Raises FileRefused for nothing but white space (EMPTY), for files under a password
    (ENCRYPTED) and for ZIP containers that do not open (BROKEN).
    """
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content[:_HEAD].strip(_NOTHING) and not content.strip(_NOTHING):
        raise FileRefused(Refusal.EMPTY)
    if content.startswith(OLE):
        return _ole_kind(content)
    if content.startswith(b"PK\x03\x04"):
        return _zip_kind(content)
    # After the containers, in which a PDF may come first as it is.
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if _is_image(content):
        return "image"
    if _MAIL_HEADER.match(head) and _MHTML.search(head):
        return "mhtml"
    if head.startswith(b"<") and _HTML.search(head):
        return "html"
    text = decode(content)
    if text is None:
        return "unknown"
    if not text.strip():
        raise FileRefused(Refusal.EMPTY)
    markup = text[:_HEAD].lstrip().encode()
    return "html" if markup.startswith(b"<") and _HTML.search(markup) else "text"


def decode(content: bytes) -> str | None:
    """Text in UTF-8, UTF-16 or GB18030 (the encodings that Chinese offices write), without its
    byte order mark; None where the bytes are no text."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as(content, "utf-16")
    if b"\x00" in content:
        endings = (("utf-16-le", b"\n\x00"), ("utf-16-be", b"\x00\n"))
        return next((_decode_as(content, name) for name, end in endings if end in content), None)
    for encoding in ("utf-8-sig", "gb18030"):
        text = _decode_as(content, encoding)
        if text is not None:
            return text
    return None


def _decode_as(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text


def _is_image(content: bytes) -> bool:
    if content.startswith(b"RIFF"):
        return content[8:12] == b"WEBP"
    # Two letters alone are too little to tell a bitmap from text.
    if content.startswith(b"BM"):
        return content[6:10] == b"\x00\x00\x00\x00"
    return content.startswith(_IMAGES)


def _ole_kind(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileRefused(Refusal.ENCRYPTED, "ole")
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            if _is_locked(content, kind):
                raise FileRefused(Refusal.ENCRYPTED, kind)
            return kind
    return "ole"


def _is_locked(content: bytes, kind: str) -> bool:
    """Whether a DOC or XLS asks for a password. Its main stream begins with a sector and says so
    there: a DOC with the bit fEncrypted of its FIB, an XLS with a record FILEPASS.

    Source: [MS-DOC] 2.5.2, [MS-XLS] 2.4.117.
    """
    for start in range(_SECTOR, len(content), _SECTOR):
        head = content[start : start + 64]
        if kind == "doc" and head.startswith(b"\xec\xa5"):
            return bool(head[11:12] and head[11] & 0x01)
        if kind == "xls" and head.startswith(b"\x09\x08\x10\x00"):
            return head[20:22] == b"\x2f\x00"
    return False


def _zip_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {info.filename: info for info in archive.infolist()}
            encrypted = any(info.flag_bits & 0x1 for info in members.values())
            has_only_pictures = not encrypted and _are_pictures(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise FileRefused(Refusal.BROKEN, "docx" if b"word/" in content else "zip") from error
    kind = next((kind for part, kind in _ZIP_PARTS if part in members), "zip")
    if encrypted or (kind == "ofd" and any(name.endswith(_OFD_KEYS) for name in members)):
        raise FileRefused(Refusal.ENCRYPTED, kind)
    return "pictures" if has_only_pictures else kind


def _are_pictures(archive: zipfile.ZipFile) -> bool:
    """Whether there is nothing in an archive but pictures, told by how each begins."""
    files = [info for info in archive.infolist() if not info.is_dir()]
    if not files or len(files) > _MOST_PICTURES:
        return False
    for info in files:
        with archive.open(info) as packed:
            if not _is_image(packed.read(16)):
                return False
    return True
