"""A ZIP file of many reports comes apart into its files, whatever system packed it."""

import io
import zipfile

import pytest

from domain.refusal import FileRefused, Refusal
from parsing import archive
from parsing.archive import unpack


def packed(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members:
            target.writestr(name, content)
    return buffer.getvalue()


def with_legacy_name(name: str, encoding: str) -> bytes:
    """An archive whose one name is in `encoding` without the mark for UTF-8."""
    raw = name.encode(encoding)
    stand_in = "x" * len(raw)
    return packed((stand_in, b"content")).replace(stand_in.encode(), raw)


def test_files_come_in_order_of_their_names_without_folders() -> None:
    content = packed(("乙/乙村.docx", b"2"), ("乙/", b""), ("甲村.pdf", b"1"))
    assert [(f.name, f.content) for f in unpack(content)] == [
        ("乙村.docx", b"2"),
        ("甲村.pdf", b"1"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_names_in_legacy_encodings_come_out_right(encoding: str) -> None:
    (file,) = unpack(with_legacy_name("青石镇年报.docx", encoding))
    assert file.name == "青石镇年报.docx"


def test_leftovers_of_operating_systems_are_no_reports() -> None:
    leftovers = [("__MACOSX/._a.pdf", b"x"), (".DS_Store", b"x"), ("~$a.docx", b"x")]
    (file,) = unpack(packed(*leftovers, ("a.pdf", b"1")))
    assert file.name == "a.pdf"


def test_a_name_cannot_lead_out_of_the_archive() -> None:
    (file,) = unpack(packed(("../../etc/passwd", b"1")))
    assert file.name == "passwd"


def test_how_large_a_file_may_be_is_for_the_caller_to_say() -> None:
    content = packed(("a.pdf", b"1" * 11))
    assert len(unpack(content, file_bytes=11)) == 1
    with pytest.raises(FileRefused):
        unpack(content, file_bytes=10)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (packed(), Refusal.EMPTY),
        (packed(("folder/", b"")), Refusal.EMPTY),
        (packed(("a.pdf", b"1" * 1000))[:60], Refusal.BROKEN),
        (packed(*[(f"{n}.txt", b"") for n in range(archive.MAX_FILES + 1)]), Refusal.TOO_LARGE),
        (packed(("bomb.txt", b"\0" * (archive.MAX_FILE_BYTES + 1))), Refusal.TOO_LARGE),
    ],
    ids=["nothing", "only a folder", "cut off", "too many files", "bomb"],
)
def test_an_archive_that_cannot_be_unpacked_says_why(content: bytes, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        unpack(content)
    assert refused.value.reason is reason
