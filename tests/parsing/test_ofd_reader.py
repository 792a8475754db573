"""OFD files: the cells, sentences and places of the page, however the writer placed its text."""

import pytest

from domain.document import Box
from domain.refusal import FileRefused, Refusal
from domain.report import Report
from parsing.readers.ofd import read_ofd
from parsing.reading import read_report
from tests.parsing.ofd_paper import OfdPage, ScaledPage, lay_out_ofd, ofd, packed
from tests.parsing.paper import laid_out, lay_out
from tests.parsing.specimen import consistent_cells
from tests.parsing.test_generated import YEARS, assert_read, specimen

MOST_PAGES = 300


def edges(box: Box | None) -> list[float]:
    assert box
    return [box.x0, box.top, box.x1, box.bottom]


def texts(content: bytes) -> list[str]:
    items = read_ofd(content, MOST_PAGES).items
    return [getattr(item, "text", "a table") for item in items]


def page_of(*units: str) -> OfdPage:
    return OfdPage(units=list(units))


def text_object(code: str, attributes: str = "", size: float = 5) -> str:
    return (
        f'<ofd:TextObject ID="1" Boundary="20 30 150 20" Font="1" Size="{size}" {attributes}>'
        f"{code}</ofd:TextObject>"
    )


def refusal(content: bytes) -> Refusal:
    with pytest.raises(FileRefused) as refused:
        read_report(content)
    assert refused.value.kind == "ofd"
    return refused.value.reason


@pytest.mark.parametrize("form", YEARS)
@pytest.mark.parametrize(
    "layout",
    [{}, {"landscape": True}, {"turned": True}, {"new_page": ScaledPage}],
    ids=["lines of text", "landscape", "lying on its side", "single characters"],
)
@pytest.mark.parametrize("paragraphs", [2, 13])
def test_a_report_comes_back(form: str, layout: dict[str, bool], paragraphs: int) -> None:
    written = specimen(form, consistent_cells(form, paragraphs), paragraphs)
    assert_read(read_report(lay_out_ofd(written, **layout)), written)


def test_every_place_is_where_a_pdf_of_the_same_page_has_it() -> None:
    written = specimen("2021", consistent_cells("2021", 4), 9)
    report, as_pdf = (read_report(make(written)) for make in (lay_out_ofd, lay_out))
    for name, cell in report.cells.items():
        other = as_pdf.cells[name].place
        assert cell.place.page == other.page
        assert edges(cell.place.box) == pytest.approx(edges(other.box), abs=0.5)
    assert headings(report) == headings(as_pdf)


def headings(report: Report) -> list[tuple[str, int | None]]:
    return [(section.heading, section.place.page) for section in report.sections]


def test_a_page_on_its_side_has_its_places_where_a_viewer_shows_them() -> None:
    written = specimen("2021", consistent_cells("2021", 4))
    box = read_report(lay_out_ofd(written)).title_place
    turned = read_report(lay_out_ofd(written, turned=True)).title_place
    assert box
    assert turned
    x0, top, x1, bottom = edges(box.box)
    assert edges(turned.box) == pytest.approx([top, 595 - x1, bottom, 595 - x0], abs=0.5)


@pytest.mark.parametrize(
    ("deltas", "lines"),
    [
        ('DeltaX="g 3 5"', ["主动公开"]),
        ('DeltaX="5 g 2 5"', ["主动公开"]),
        ('DeltaX="g 999999999 5"', ["主动公开"]),
        ("", ["主动公开"]),
        ('DeltaX="g 1 5 -5 5" DeltaY="0 9 0"', ["主动", "公开"]),
        ('DeltaY="g 3 9"', ["主", "动", "公", "开"]),
    ],
)
def test_distances_between_characters_are_followed(deltas: str, lines: list[str]) -> None:
    code = f'<ofd:TextCode X="0" Y="5" {deltas}>主动公开</ofd:TextCode>'
    assert texts(ofd([page_of(text_object(code))])) == lines


def test_what_is_not_to_be_seen_is_not_read() -> None:
    code = '<ofd:TextCode X="0" Y="5">{}</ofd:TextCode>'
    slanted = 'CTM="0.7 0.7 -0.7 0.7 0 0"'
    page = page_of(
        text_object(code.format("正文第一句。")),
        text_object(code.format("隐藏"), 'Visible="false"'),
        text_object(code.format("内部资料"), slanted, size=9),
    )
    assert texts(ofd([page])) == ["正文第一句。"]


def test_a_template_and_the_units_of_a_block_belong_to_the_page() -> None:
    code = '<ofd:TextCode X="0" Y="{}">{}</ofd:TextCode>'
    behind = text_object(code.format(5, "县政府信息公开。"))
    own = f"<ofd:PageBlock>{text_object(code.format(40, '第二句也在这里。'))}</ofd:PageBlock>"
    content = packed(
        '<ofd:Page ID="10" BaseLoc="/Doc_0/Pages/P.xml"/>',
        {
            "Doc_0/Pages/P.xml": page(own, '<ofd:Template TemplateID="3"/>'),
            "Doc_0/T.xml": page(behind),
            "Doc_0/PublicRes.xml": "<Res/>",
        },
        '<ofd:TemplatePage ID="3" BaseLoc="T.xml"/>',
    )
    assert texts(content) == ["县政府信息公开。", "第二句也在这里。"]


def page(units: str, before: str = "") -> str:
    return (
        f'<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">{before}<ofd:Content><ofd:Layer ID="2">'
        f"{units}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def test_words_hidden_behind_a_picture_are_to_be_confirmed() -> None:
    pages = laid_out(specimen("2021", consistent_cells("2021", 4)), new_page=OfdPage)
    shown = [each for each in pages if isinstance(each, OfdPage)]
    for each in shown:
        each.units = [
            unit.replace("<ofd:TextObject", '<ofd:TextObject Alpha="0"') for unit in each.units
        ]
        each.picture()
    report = read_report(ofd(shown))
    assert {cell.value for cell in report.cells.values()}
    assert all(cell.confidence < 1 for cell in report.cells.values() if not cell.is_blank)


def test_an_ofd_of_nothing_but_pictures_is_refused_as_a_scan() -> None:
    only = page_of()
    only.picture()
    assert refusal(ofd([only])) is Refusal.SCAN


def test_an_ofd_without_anything_on_its_pages_is_empty() -> None:
    assert refusal(ofd([page_of()])) is Refusal.EMPTY


def test_an_encrypted_ofd_is_refused_as_such() -> None:
    parts = {"Encryptions.xml": "<Encryptions/>", "Doc_0/PublicRes.xml": "<Res/>"}
    assert refusal(packed("", parts)) is Refusal.ENCRYPTED


@pytest.mark.parametrize(
    "units",
    [
        '<ofd:TextObject ID="1" Boundary="20 30" Size="5"/>',
        '<ofd:TextObject ID="1" Boundary="2 3 9 9" CTM="1 0" Size="5"/>',
        text_object('<ofd:TextCode X="x" Y="5">字</ofd:TextCode>'),
    ],
)
def test_a_page_that_makes_no_sense_is_broken(units: str) -> None:
    assert refusal(ofd([page_of(units)])) is Refusal.BROKEN


def test_a_page_that_is_not_there_is_broken() -> None:
    listed = '<ofd:Page ID="10" BaseLoc="Pages/P.xml"/>'
    assert refusal(packed(listed, {"Doc_0/PublicRes.xml": "<Res/>"})) is Refusal.BROKEN


def test_more_pages_than_anyone_sends_are_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        read_ofd(ofd([page_of()] * 4), 3)
    assert refused.value.reason is Refusal.TOO_MANY_PAGES
