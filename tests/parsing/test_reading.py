"""From bytes to a report, or to a refusal with its reason: nothing else comes out."""

import logging
import random
from collections.abc import Callable
from contextlib import suppress

import pytest

from domain.refusal import FileRefused, Refusal
from parsing.reading import read_report
from tests.parsing.paper import lay_out
from tests.parsing.specimen import Specimen, consistent_cells

SPECIMEN = Specimen("清河县水务局", 2023, "2021", consistent_cells("2021", 1), {"六": ["无。"]})
KINDS: dict[str, Callable[[], bytes]] = {
    "text": lambda: SPECIMEN.text().encode(),
    "docx": SPECIMEN.docx,
    "pdf": lambda: lay_out(SPECIMEN),
}
MUTATIONS = {"text": 150, "docx": 150, "pdf": 40}


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_gives_a_report_or_a_refusal(kind: str) -> None:
    whole = KINDS[kind]()
    chance = random.Random(20230131)  # noqa: S311 - damage need not be secret
    for _ in range(MUTATIONS[kind]):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 5, 50))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        with suppress(FileRefused):
            read_report(bytes(content), "damaged")


@pytest.mark.parametrize(
    ("content", "reason", "kind"),
    [
        (b"", Refusal.EMPTY, None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refusal.UNSUPPORTED_KIND, "ole"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), Refusal.SCAN, "image"),
        (b"<html><body>x</body></html>", Refusal.UNSUPPORTED_KIND, "html"),
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
        read_report(content, "report.pdf")
    assert (refused.value.reason, refused.value.kind) == (reason, kind)


def test_a_fault_of_a_reader_is_logged_by_its_type_only(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("words of the file")

    monkeypatch.setattr("parsing.reading.assemble", fails)
    with caplog.at_level(logging.WARNING), pytest.raises(FileRefused) as refused:
        read_report("正文".encode(), "x")
    assert refused.value.reason is Refusal.BROKEN
    assert "KeyError" in caplog.text
    assert "words of the file" not in caplog.text
