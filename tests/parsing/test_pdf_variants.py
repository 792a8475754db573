"""The many ways in which programs print one and the same report as PDF."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.refusal import FileRefused, Refusal
from domain.report import Report
from parsing.readers.pdf_lines import Char
from parsing.readers.pdf_trust import is_garbage
from parsing.reading import read_report
from tests.parsing.paper import Page, laid_out, pdf
from tests.parsing.specimen import Specimen, consistent_cells
from tests.parsing.test_generated import assert_read, specimen

WRITTEN = specimen("2021", consistent_cells("2021", 5), 9)


def pages(pen: str = "solid", *, landscape: bool = False) -> list[Page]:
    return laid_out(WRITTEN, pen=pen, landscape=landscape)


def read(printed: list[Page]) -> Report:
    return read_report(pdf(printed))


@pytest.mark.parametrize("pen", ["solid", "dashed", "double", "filled", "enlarged"])
def test_rulings_may_be_drawn_in_any_way(pen: str) -> None:
    assert_read(read(pages(pen)), WRITTEN)


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("paragraphs", [3, 9])
def test_tables_without_rulings_are_told_by_their_columns(form: str, paragraphs: int) -> None:
    written = specimen(form, consistent_cells(form, paragraphs), paragraphs)
    report = read(laid_out(written, pen="none"))
    assert {name: cell.value for name, cell in report.cells.items()} == written.cells
    assert [section.number for section in report.sections] == list("一二三四五六")
    assert report.warnings == ()


def test_numbers_whose_labels_run_into_each_other_are_never_put_in_a_wrong_cell() -> None:
    report = read(pages("none", landscape=True))
    certain = {name: cell.value for name, cell in report.cells.items() if cell.is_readable}
    assert certain == {name: WRITTEN.cells[name] for name in certain}
    assert report.warnings


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_pages_that_a_viewer_is_told_to_turn(quarters: int) -> None:
    printed = pages()
    for page in printed:
        page.turned = quarters
    assert_read(read(printed), WRITTEN)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_pages_whose_text_runs_sideways(quarters: int) -> None:
    printed = pages(landscape=True)
    for page in printed:
        page.turn_content()
        page.turned = quarters
    assert_read(read(printed), WRITTEN)


def place_of(report: Report, name: str) -> tuple[int, ...]:
    box = report.cells[name].place.box
    assert box is not None
    return tuple(round(side) for side in (box.x0, box.top, box.x1, box.bottom))


def test_places_on_a_page_whose_text_runs_sideways_are_those_that_a_viewer_shows() -> None:
    name = "disclosure.rules.issued"
    x0, top, x1, bottom = place_of(read(pages(landscape=True)), name)
    printed = pages(landscape=True)
    for page in printed:
        page.turn_content()
    turned = read(printed)
    height = printed[0].height
    assert place_of(turned, name) == pytest.approx((top, height - x1, bottom, height - x0), abs=1)


def watermarked(page: Page) -> None:
    page.text(60, 300, "内部资料", 90, grey=0.9)


def tilted(page: Page) -> None:
    page.turned_text(180, 520, "内部资料严禁外传内部资料严禁外传", 45)


def faint(page: Page) -> None:
    for i in range(8):
        page.text(80, 90 + 90 * i, "松溪镇松溪镇松溪镇松溪镇", 24, grey=0.85)


def hidden(page: Page) -> None:
    page.text(200, 250, "7", 9, hidden=True)


@pytest.mark.parametrize("spoil", [watermarked, tilted, faint, hidden])
def test_what_is_printed_over_the_report_is_not_read(spoil: Callable[[Page], None]) -> None:
    printed = pages()
    for page in printed:
        spoil(page)
    assert_read(read(printed), WRITTEN)


def test_a_stamp_over_the_cells_of_a_table_is_not_read() -> None:
    printed = pages()
    place = read(printed).cells["applications.granted.research"].place
    assert place.page is not None
    assert place.box is not None
    stamp = (place.box.x0 - 14, place.box.top - 6)
    printed[place.page - 1].text(*stamp, "已审核", 20)
    assert_read(read(printed), WRITTEN)


def test_text_printed_twice_is_read_once() -> None:
    printed = pages()
    for page in printed:
        page.drawn = [part for op in page.drawn for part in (op, _aside(op))]
    assert_read(read(printed), WRITTEN)


def _aside(op: bytes) -> bytes:
    return b"q 1 0 0 1 0.3 0 cm " + op + b" Q" if op.startswith(b"BT") else b""


def test_lone_digits_in_a_font_that_is_not_embedded_are_not_lost() -> None:
    printed = pages()
    for page in printed:
        page.drawn = [_unembedded(op) for op in page.drawn]
    assert_read(read(printed), WRITTEN)


def _unembedded(op: bytes) -> bytes:
    """The same text in the Chinese font."""
    head, bracket, rest = op.partition(b"<")
    code, _, tail = rest.partition(b">")
    if b"/F2 " not in head:
        return op
    wide = bytes.fromhex(code.decode()).decode().encode("utf-16-be").hex().encode()
    return head.replace(b"/F2 ", b"/F1 ") + bracket + wide + b">" + tail


def full_width(written: Specimen) -> list[Page]:
    digits = str.maketrans("0123456789", "０１２３４５６７８９")
    printed = laid_out(written)
    for page in printed:
        page.drawn = [_spelled(op, digits) for op in page.drawn]
    return printed


def _spelled(op: bytes, digits: dict[int, int]) -> bytes:
    head, bracket, rest = op.partition(b"<")
    code, _, tail = rest.partition(b">")
    if b"/F2 " not in head:
        return op
    text = bytes.fromhex(code.decode()).decode().translate(digits)
    wide = text.encode("utf-16-be").hex().encode()
    return head.replace(b"/F2 ", b"/F1 ") + bracket + wide + b">" + tail


def test_full_width_digits_are_numbers() -> None:
    small = replace(WRITTEN, cells=dict.fromkeys(WRITTEN.cells, 3))
    assert_read(read(full_width(small)), small)


def recognised(page: Page) -> None:
    """What a scanner's software writes: a picture, and its words hidden behind it."""
    page.drawn = [op.replace(b" 0 Tr ", b" 3 Tr ") for op in page.drawn]
    page.picture()


def test_words_hidden_behind_a_scan_are_read_but_are_to_be_confirmed() -> None:
    printed = pages()
    for page in printed:
        recognised(page)
    report = read(printed)
    values = {name: cell.value for name, cell in report.cells.items()}
    assert values == WRITTEN.cells
    assert all(cell.is_to_confirm for cell in report.cells.values())


def shifted(op: bytes) -> bytes:
    """Text whose character map is off: other Chinese characters than the page shows."""
    head, bracket, rest = op.partition(b"<")
    code, _, tail = rest.partition(b">")
    if b"/F1 " not in head or not bracket:
        return op
    text = bytes.fromhex(code.decode()).decode("utf-16-be")
    moved = "".join(chr(ord(c) + 397) if "\u4e00" <= c <= "\u9e00" else c for c in text)
    return head + bracket + moved.encode("utf-16-be").hex().encode() + b">" + tail


def test_a_text_layer_that_does_not_say_what_the_page_shows_is_taken_for_a_scan() -> None:
    printed = pages()
    for page in printed:
        page.drawn = [shifted(op) for op in page.drawn]
    with pytest.raises(FileRefused) as refused:
        read(printed)
    assert refused.value.reason is Refusal.SCAN


@pytest.mark.parametrize(
    ("letters", "width", "expected"),
    [
        ("\ue123\ue456\ue789", 14.0, True),
        ("\ufffd", 14.0, True),
        ("ÄÖè", 14.0, True),
        ("Report", 7.0, False),
        ("政府信息公开", 14.0, False),
    ],
    ids=["private use", "undefined", "Latin as wide as Chinese", "Latin", "Chinese"],
)
def test_letters_tell_a_wrong_character_map(letters: str, width: float, expected: bool) -> None:
    text = (letters * 100)[:100]
    chars = [Char(c, i * width, 0, (i + 1) * width, 14, 14) for i, c in enumerate(text)]
    assert is_garbage(chars) is expected
