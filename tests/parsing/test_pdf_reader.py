"""PDF files: lines and paragraphs by geometry, tables by rulings, and what is refused."""

import pytest

from domain.document import Block, Document, Grid
from domain.refusal import FileRefused, Refusal
from parsing.readers.pdf import read_pdf
from tests.parsing.paper import Page, pdf

PAGES = 300
SIZE = 14.0
LEFT = 74.0
FULL = 32  # characters of a full line between the margins of A4


def read(*pages: Page) -> Document:
    return read_pdf(pdf(pages), PAGES)


def texts(document: Document) -> list[str]:
    return [item.text for item in document.items if isinstance(item, Block)]


def grids(document: Document) -> list[Grid]:
    return [item for item in document.items if isinstance(item, Grid)]


def written(lines: list[tuple[float, str]], top: float = 100.0) -> Page:
    page = Page()
    for i, (x, text) in enumerate(lines):
        page.text(x, top + i * 25, text, SIZE)
    return page


def full(char: str, length: int = FULL) -> str:
    return char * length


def test_lines_that_reach_the_margin_go_on_and_indented_lines_begin_anew() -> None:
    page = written(
        [
            (LEFT + 28, full("甲", FULL - 2)),
            (LEFT, "甲尾。"),
            (LEFT + 28, full("乙", FULL - 2)),
            (LEFT, full("乙")),
            (LEFT, "乙尾。"),
        ]
    )
    assert texts(read(page)) == [full("甲", 30) + "甲尾。", full("乙", 62) + "乙尾。"]


def test_a_line_left_short_by_an_unbreakable_word_still_goes_on() -> None:
    page = written(
        [
            (LEFT + 28, full("甲", FULL - 2)),
            (LEFT, full("甲", FULL - 6)),
            (LEFT, "0952-6687097是电话。"),
            (LEFT + 28, "乙。"),
        ]
    )
    assert texts(read(page)) == [full("甲", 56) + "0952-6687097是电话。", "乙。"]


def test_a_paragraph_goes_on_over_a_page_break_and_page_numbers_are_left_out() -> None:
    first = written([(LEFT + 28, full("甲", FULL - 2)), (LEFT, full("甲"))])
    first.text(280, 800, "- 1 -", 10)
    second = written([(LEFT, "甲尾。"), (LEFT + 28, "乙。")])
    second.text(280, 800, "- 2 -", 10)
    document = read(first, second)
    assert texts(document) == [full("甲", 62) + "甲尾。", "乙。"]
    assert [item.place.page for item in document.items] == [1, 2]


def test_running_headers_are_left_out() -> None:
    pages = []
    for number in range(1, 4):
        page = written([(LEFT + 28, f"第{number}段的内容。")])
        page.text(200, 40, "某某县人民政府办公室", 9)
        pages.append(page)
    assert texts(read(*pages)) == ["第1段的内容。", "第2段的内容。", "第3段的内容。"]


def test_text_in_bold_by_double_printing_is_read_once() -> None:
    page = Page()
    page.text(100, 100, "总体情况")
    page.text(100.4, 100, "总体情况")
    assert texts(read(page)) == ["总体情况"]


def drawn_table() -> Page:
    """A head over two columns, a label over two rows, and the numbers 1 to 4."""
    page = Page()
    page.box(100, 100, 400, 130)
    page.box(100, 130, 200, 190)
    for i, number in enumerate("1234"):
        x, y = 200 + 100 * (i % 2), 130 + 30 * (i // 2)
        page.box(x, y, x + 100, y + 30)
        page.text(x + 10, y + 8, number, 10)
    page.box(100, 100, 200, 130)
    page.text(110, 145, "一个标", 10)
    page.text(110, 157, "签", 10)
    page.text(210, 108, "表头", 10)
    return page


def test_merged_cells_of_a_ruled_table_have_spans_and_places() -> None:
    (grid,) = grids(read(drawn_table()))
    spans = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in grid.cells if c.text}
    assert spans == {
        "表头": (0, 1, 1, 2),
        "一个标签": (1, 0, 2, 1),
        "1": (1, 1, 1, 1),
        "2": (1, 2, 1, 1),
        "3": (2, 1, 1, 1),
        "4": (2, 2, 1, 1),
    }
    box = next(c.place.box for c in grid.cells if c.text == "4")
    assert box is not None
    assert (round(box.x0), round(box.top), round(box.x1), round(box.bottom)) == (300, 160, 400, 190)


def test_a_vertical_label_is_one_text() -> None:
    page = drawn_table()
    page.box(80, 100, 100, 190)
    for i, char in enumerate("办理结果"):
        page.text(85, 110 + 14 * i, char, 10)
    (grid,) = grids(read(page))
    assert grid.cells[0].text == "办理结果"


@pytest.mark.parametrize(("degrees", "x", "top"), [(90, 96, 180), (-90, 86, 110)])
def test_a_turned_label_is_read_in_its_own_direction(degrees: float, x: float, top: float) -> None:
    page = drawn_table()
    page.box(80, 100, 100, 190)
    page.turned_text(x, top, "办理结果", degrees)
    (grid,) = grids(read(page))
    assert grid.cells[0].text == "办理结果"


def test_a_watermark_across_page_and_table_is_not_read() -> None:
    page = drawn_table()
    page.text(LEFT + 28, 300, "正文。")
    page.turned_text(180, 320, "内部资料严禁外传内部资料严禁外传", 45)
    document = read(page)
    assert texts(document) == ["正文。"]
    assert {c.text for c in grids(document)[0].cells} == {
        "",
        "表头",
        "一个标签",
        "1",
        "2",
        "3",
        "4",
    }


def test_boxed_paragraphs_are_text_and_the_rows_below_them_a_table() -> None:
    page = Page()
    for i, line in enumerate([full("甲", FULL - 2), "甲尾。", "二、标题"]):
        page.box(LEFT, 100 + 25 * i, LEFT + FULL * SIZE, 125 + 25 * i)
        page.text(LEFT + (28 if i != 1 else 0), 105 + 25 * i, line, SIZE)
    for i, text in enumerate(["规章", "5"]):
        page.box(LEFT + i * 224, 175, LEFT + (i + 1) * 224, 200)
        page.text(LEFT + 10 + i * 224, 180, text, 10)
    document = read(page)
    assert texts(document) == [full("甲", 30) + "甲尾。", "二、标题"]
    assert [c.text for c in grids(document)[0].cells] == ["规章", "5"]


def test_a_cell_without_its_left_ruling_is_found_all_the_same() -> None:
    page = Page()
    page.line(100, 100, 300, 100)
    page.line(100, 130, 300, 130)
    page.box(200, 100, 300, 130)
    page.box(100, 130, 300, 160)
    page.box(100, 130, 200, 160)
    for x, y, text in (
        (110, 108, "信息内容"),
        (210, 108, "数量"),
        (110, 138, "规章"),
        (210, 138, "0"),
    ):
        page.text(x, y, text, 10)
    (grid,) = grids(read(page))
    assert [
        (c.row, c.column, c.text) for c in sorted(grid.cells, key=lambda c: (c.row, c.column))
    ] == [
        (0, 0, "信息内容"),
        (0, 1, "数量"),
        (1, 0, "规章"),
        (1, 1, "0"),
    ]


def scanned() -> Page:
    page = Page()
    page.picture()
    return page


ENCRYPTION = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <"
    + b"11" * 32
    + b"> /U <"
    + b"22" * 32
    + b"> >> /ID [<"
    + b"33" * 16
    + b"> <"
    + b"33" * 16
    + b">]"
)
WRITTEN = pdf([written([(LEFT, "正文。")])])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf([scanned()]), Refusal.SCAN),
        (pdf([Page()]), Refusal.EMPTY),
        (pdf([Page()] * 4), Refusal.TOO_MANY_PAGES),
        (pdf([written([(LEFT, "正文。")])], ENCRYPTION), Refusal.ENCRYPTED),
        (WRITTEN[: len(WRITTEN) // 4], Refusal.BROKEN),
        (b"%PDF-1.7\nnothing else", Refusal.BROKEN),
    ],
    ids=["scan", "blank", "long", "password", "cut", "head only"],
)
def test_files_that_cannot_be_read_are_refused(content: bytes, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        read_pdf(content, 3)
    assert refused.value.reason is reason
    assert refused.value.kind == "pdf"
