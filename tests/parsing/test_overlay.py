"""What was read, drawn over the pages, shows where it was read."""

import io

import pypdfium2
import pytest
from PIL import Image

from domain.report import Report
from parsing.overlay import NoPages, draw_overlay
from parsing.reading import read_report
from tests.parsing.paper import lay_out
from tests.parsing.specimen import consistent_cells
from tests.parsing.test_generated import specimen

WRITTEN = specimen("2021", consistent_cells("2021", 4), 1)
CONTENT = lay_out(WRITTEN)


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report(CONTENT)


def test_the_picture_has_all_pages_and_frames_each_cell_where_it_stands(report: Report) -> None:
    picture = Image.open(io.BytesIO(draw_overlay(CONTENT, report, "png")))
    width, height = 595, 842
    assert report.pages is not None
    scale = picture.width / width
    assert picture.height == pytest.approx(scale * height * report.pages, abs=report.pages)
    for cell in report.cells.values():
        page, box = cell.place.page, cell.place.box
        assert page is not None
        assert box is not None
        middle = height * (page - 1) + (box.top + box.bottom) / 2
        at = picture.getpixel((round(box.x1 * scale) - 1, round(middle * scale)))
        assert at not in ((255, 255, 255), (0, 0, 0))


def test_the_pdf_has_one_page_for_each_page(report: Report) -> None:
    document = pypdfium2.PdfDocument(draw_overlay(CONTENT, report, "pdf"))
    assert len(document) == report.pages
    assert document[0].get_size() == pytest.approx((595, 842), abs=1)
    document.close()


def test_a_source_without_pages_cannot_be_drawn_on(report: Report) -> None:
    with pytest.raises(NoPages):
        draw_overlay(WRITTEN.docx(), report, "png")
