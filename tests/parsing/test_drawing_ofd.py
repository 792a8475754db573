"""The pages of an OFD file are drawn from what stands on them, with the problems marked."""

import pytest

from domain.drawing import DrawingKind
from parsing.drawing.drawing import draw
from parsing.drawing.ink import LONG_SIDE
from parsing.drawing.pages import page_pictures
from parsing.drawing.subject import Subject
from parsing.reading import read_report
from tests.parsing.ofd_paper import OfdPage, lay_out_ofd, ofd
from tests.parsing.test_drawing import CHECK, TOTAL, UPHELD, WRITTEN, box_of, is_coloured, opened

DARK = 100


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "lying on its side"])
def test_the_pages_show_the_print_and_the_problems(turned: bool) -> None:
    content = lay_out_ofd(WRITTEN, turned=turned)
    report = read_report(content)
    pages = draw(DrawingKind.PICTURES, content, Subject("年报.ofd", report, CHECK))
    assert [(page.shown.page, page.shown.numbers) for page in pages] == [(2, (1,)), (1, (2,))]
    image = opened(pages[0])
    assert max(image.size) == LONG_SIDE
    scale = LONG_SIDE / 842
    for name, is_suspect in ((TOTAL, True), (UPHELD, False)):
        box = box_of(report.cells[name].place)
        edges = (box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale)
        cell = image.crop(tuple(round(edge) for edge in edges))
        across = 0.5 if turned else 0.9
        empty = cell.getpixel((round(cell.width * across), round(cell.height * (1.4 - across))))
        assert isinstance(empty, tuple)
        assert is_coloured(empty) is is_suspect
        assert cell.convert("L").getextrema()[0] < DARK


def test_hidden_text_is_not_drawn_and_light_text_is_light() -> None:
    page = OfdPage()
    page.text(100, 100, "隐", 40, hidden=True)
    page.text(100, 300, "淡", 40, grey=0.9)
    page.text(100, 500, "实", 40)
    (drawn,) = page_pictures(ofd([page]), [1], 842)
    darkest = [
        drawn.image.crop((100, top, 140, top + 40)).convert("L").getextrema()[0]
        for top in (100, 300, 500)
    ]
    assert darkest[0] == 255
    assert darkest[1] > DARK > darkest[2]


@pytest.mark.parametrize("width", [0, -5, 10**9], ids=["no width", "less", "endless"])
def test_a_page_of_impossible_size_is_drawn_within_bounds(width: int) -> None:
    page = OfdPage(width=width)
    page.text(10, 10, "一二三")
    (drawn,) = page_pictures(ofd([page]), [1], LONG_SIDE)
    assert max(drawn.image.size) <= LONG_SIDE


def test_a_letter_larger_than_the_page_is_drawn_within_bounds() -> None:
    page = OfdPage()
    page.text(300 - 5 * 10**6, 400 - 5 * 10**6, "一", 10**7)
    (drawn,) = page_pictures(ofd([page]), [1], LONG_SIDE)
    assert max(drawn.image.size) == LONG_SIDE


def test_a_page_that_is_not_there_is_left_out() -> None:
    content = lay_out_ofd(WRITTEN)
    subject = Subject("年报.ofd", read_report(content), CHECK)
    assert draw(DrawingKind.PICTURES, ofd([]), subject) == []
