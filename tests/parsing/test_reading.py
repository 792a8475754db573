"""From bytes to a report, or to a refusal with its reason: nothing else comes out."""

import logging

import pytest

from domain.refusal import FileRefused, Refusal
from parsing.reading import read_report


@pytest.mark.parametrize(
    ("content", "reason", "kind"),
    [
        (b"", Refusal.EMPTY, None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refusal.UNSUPPORTED_KIND, "ole"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), Refusal.SCAN, "image"),
        (b"<html><body>x</body></html>", Refusal.NOT_A_REPORT, "html"),
        (b"{\\rtf1 x}", Refusal.UNSUPPORTED_KIND, "rtf"),
        ("今天天气很好，适合散步。".encode(), Refusal.NOT_A_REPORT, "text"),
        (
            "关于召开会议的通知\n\n请各单位于2023年6月1日参加会议。".encode(),
            Refusal.NOT_A_REPORT,
            "text",
        ),
    ],
)
def test_each_file_is_refused_for_its_own_reason(
    content: bytes, reason: Refusal, kind: str | None
) -> None:
    with pytest.raises(FileRefused) as refused:
        read_report(content)
    assert (refused.value.reason, refused.value.kind) == (reason, kind)


def test_a_fault_of_a_reader_is_logged_by_its_type_only(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("words of the file")

    monkeypatch.setattr("parsing.reading.assemble", fails)
    with caplog.at_level(logging.WARNING), pytest.raises(FileRefused) as refused:
        read_report("正文".encode())
    assert refused.value.reason is Refusal.BROKEN
    assert "KeyError" in caplog.text
    assert "words of the file" not in caplog.text
