"""What is drawn stands where it was read, says what was found, and changes no word of a file."""

import io
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from PIL import Image
from pypdf import PdfReader

from domain.document import Box, Place
from domain.drawing import DrawingKind
from domain.finding import Check, Finding, Severity, Unassessed, Where
from domain.form import load_form
from domain.refusal import FileRefused, Refusal
from domain.report import Cell, Report
from parsing.drawing.drawing import draw
from parsing.drawing.ink import COLOURS, LONG_SIDE, font, wrapped
from parsing.drawing.marks import marks, pages_of, rests_on_uncertain, spoken, uncertain
from parsing.drawing.safely import draw_safely
from parsing.drawing.subject import Drawn, Subject
from parsing.drawing.words import LANGUAGES, words_in
from parsing.reading import read_report
from parsing.sandbox import ReadingLimits
from tests.parsing.paper import Page, lay_out, pdf
from tests.parsing.specimen import consistent_cells
from tests.parsing.test_generated import specimen

WRITTEN = specimen("2021", consistent_cells("2021", 4), 1)
PDF, DOCX = lay_out(WRITTEN), WRITTEN.docx()
ROW = "reviews.reconsideration"
TOTAL, UPHELD = f"{ROW}.total", f"{ROW}.upheld"
SENTENCE = "全年主动公开各类信息"
RED, ORANGE = COLOURS[Severity.ERROR], COLOURS[Severity.WARNING]


def finding(severity: Severity, where: Where, expected: str | None = None) -> Finding:
    return Finding(
        "T4-SUM", severity, "合计不等于各项之和。", "请核对“总计”。", where, "0", expected
    )


WRONG_SUM = finding(Severity.ERROR, Where("四", "reviews", (TOTAL, UPHELD)), "3")
WRONG_WORDS = finding(Severity.WARNING, Where("一", quote=SENTENCE))
CHECK = Check((WRONG_SUM, WRONG_WORDS), (), 9)


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report(PDF)


@pytest.fixture(scope="module")
def word_report() -> Report:
    return read_report(DOCX)


def opened(drawn: Drawn) -> Image.Image:
    return Image.open(io.BytesIO(drawn.content)).convert("RGB")


def pixel(image: Image.Image, box: Box, across: float, down: float) -> tuple[int, ...]:
    """The colour at a share of a box's width and height, on a page of A4."""
    scale = image.height / 842
    x = box.x0 + (box.x1 - box.x0) * across
    y = box.top + (box.bottom - box.top) * down
    found = image.getpixel((round(x * scale), round(y * scale)))
    assert isinstance(found, tuple)
    return found


def is_coloured(colour: tuple[int, ...]) -> bool:
    """Whether red or orange was laid over paper or print, which are grey."""
    return colour[0] - colour[2] > 12


def box_of(place: Place) -> Box:
    assert place.box is not None
    return place.box


def test_a_finding_marks_its_cells_the_suspected_one_first_and_its_sentence(
    report: Report,
) -> None:
    found = marks(report, CHECK)
    assert [(m.number, m.cell, m.is_main, m.is_suspect) for m in found] == [
        (1, TOTAL, True, True),
        (1, UPHELD, False, False),
        (2, None, True, False),
    ]
    paragraph = next(p for p in report.sections[0].paragraphs if SENTENCE in p.text)
    assert [m.place for m in found[1:]] == [report.cells[UPHELD].place, paragraph.place]


def test_what_a_person_explained_is_not_marked_and_the_others_keep_their_numbers(
    report: Report,
) -> None:
    explained = Check((replace(WRONG_SUM, justified="台账如此"), WRONG_WORDS), (), 9)
    assert [m.number for m in marks(report, explained)] == [2]


def test_the_pages_of_the_gravest_problems_come_first(report: Report) -> None:
    found = marks(report, CHECK)
    gravest, other = found[0].place.page or 0, found[-1].place.page or 0
    assert pages_of(found, 1) == [gravest]
    assert other < gravest
    assert pages_of(found, 4) == [gravest, other]


def test_a_page_shows_the_suspected_cell_filled_the_others_outlined_and_the_words_tinted(
    report: Report,
) -> None:
    pages = draw(DrawingKind.PICTURES, PDF, Subject("年报.pdf", report, CHECK))
    by_page = {each.shown.page: each for each in pages}
    cell = report.cells[TOTAL].place
    image = opened(by_page[cell.page])
    assert max(image.size) == LONG_SIDE
    assert 1 in by_page[cell.page].shown.numbers
    assert is_coloured(pixel(image, box_of(cell), 0.85, 0.5))
    other = box_of(report.cells[UPHELD].place)
    assert is_coloured(pixel(image, other, 1.0, 0.5))
    assert not is_coloured(pixel(image, other, 0.9, 0.5))
    words = marks(report, CHECK)[-1].place
    page = opened(by_page[words.page])
    assert is_coloured(pixel(page, box_of(words), 1.0, 0.5))


def paper_with_two_cells() -> bytes:
    """A page with a green cell in the middle, the one that is meant, and a red one left of it."""
    page = Page()
    page.drawn.append(b"0 0.5 0 rg 300 442 60 20 re f 1 0 0 rg 100 442 60 20 re f")
    return pdf([page])


def photo_with_two_cells() -> bytes:
    """The same page as a phone keeps it: upside down, with a note to turn it when it is shown."""
    image = Image.new("RGB", (1190, 1684), "white")
    image.paste((0, 128, 0), (600, 760, 720, 800))
    image.paste((255, 0, 0), (200, 760, 320, 800))
    exif, buffer = Image.Exif(), io.BytesIO()
    exif[0x0112] = 3
    image.rotate(180).save(buffer, "PNG", exif=exif)
    return buffer.getvalue()


@pytest.mark.parametrize("confidence", [0.7, 0.2])
@pytest.mark.parametrize("page", [paper_with_two_cells, photo_with_two_cells])
def test_a_crop_shows_the_very_cell_that_is_uncertain(
    confidence: float, page: Callable[[], bytes]
) -> None:
    cell = Cell(TOTAL, 1, "1", Place(1, Box(300, 380, 360, 400)), confidence)
    report = Report("…", "云岭县", 2023, "2021", 1, (), (), {TOTAL: cell})
    subject = Subject("年报.pdf", report, CHECK)
    (drawn,) = draw(DrawingKind.CROPS, page(), subject)
    image = opened(drawn)
    assert drawn.shown.cells == (TOTAL,)
    colours = image.getcolors(image.width * image.height) or []
    green = sum(count for count, colour in colours if colour == (0, 128, 0))
    assert green > 10_000
    assert (255, 0, 0) not in [colour for _, colour in colours]


def test_at_most_four_cells_are_asked_about_those_of_findings_before_those_of_doubts(
    report: Report,
) -> None:
    names = list(report.cells)[:6]
    blurred = {name: replace(cell, confidence=0.6) for name, cell in report.cells.items()}
    check = replace(CHECK, unassessed=(Unassessed("X", "无法识别", tuple(names)),))
    asked = uncertain(replace(report, cells=blurred), check, 4)
    assert [cell.name for cell in asked] == [TOTAL, UPHELD, *names[:2]]
    assert uncertain(report, check, 4) == []


def test_cells_on_which_nothing_rests_are_asked_about_last(report: Report) -> None:
    aside = next(name for name in report.cells if name not in (TOTAL, UPHELD))
    blurred = {
        name: replace(cell, confidence=0.6) if name in (aside, UPHELD) else cell
        for name, cell in report.cells.items()
    }
    alone = blurred | {UPHELD: report.cells[UPHELD]}
    some, only = replace(report, cells=blurred), replace(report, cells=alone)
    assert [cell.name for cell in uncertain(some, CHECK, 4)] == [UPHELD, aside]
    assert [cell.name for cell in uncertain(only, CHECK, 4)] == [aside]
    assert rests_on_uncertain(some, CHECK)
    assert not rests_on_uncertain(only, CHECK)


def test_a_source_without_pages_is_shown_as_its_tables(word_report: Report) -> None:
    (table,) = draw(DrawingKind.PICTURES, DOCX, Subject("年报.docx", word_report, CHECK))
    assert (table.shown.table, table.shown.numbers) == ("表四", (1,))
    image = opened(table)
    assert max(image.size) <= LONG_SIDE
    colours = [colour for _, colour in image.getcolors(image.width * image.height) or []]
    assert RED in colours
    assert ORANGE not in colours


def test_a_long_list_is_drawn_as_a_whole(word_report: Report) -> None:
    many = Check((WRONG_SUM, *[WRONG_WORDS] * 60), (), 9)
    *_, listed = draw(DrawingKind.PICTURES, DOCX, Subject("年报.docx", word_report, many))
    assert listed.shown.numbers[:3] == (1, 2, 3)
    assert 15 < len(listed.shown.numbers) < 61
    assert max(opened(listed).size) <= LONG_SIDE


def test_a_word_file_gets_a_comment_at_each_problem_and_no_other_change(
    word_report: Report,
) -> None:
    (drawn,) = draw(DrawingKind.ANNOTATED, DOCX, Subject("二〇二三.docx", word_report, CHECK))
    document = docx.Document(io.BytesIO(drawn.content))
    comments = list(document.comments)
    assert drawn.name == "二〇二三（带批注）.docx"
    assert [comment.author for comment in comments] == ["nianbao 年报核对"] * 2
    assert comments[0].text == "1　合计不等于各项之和。\n改法：请核对“总计”。"
    ranges = document.element.body.xpath("//w:commentRangeStart")
    within = [next(each.iterancestors(qn("w:p"))) for each in ranges]
    sentence, total = (Paragraph(each, document).text for each in within)
    assert SENTENCE in sentence
    assert total == str(word_report.cells[TOTAL].value)
    again = read_report(drawn.content)
    assert (again.cells, again.sections) == (word_report.cells, word_report.sections)


def test_notes_and_their_file_speak_the_language_of_whoever_asks(word_report: Report) -> None:
    subject = Subject("年报.docx", word_report, CHECK, "en")
    (drawn,) = draw_safely(DrawingKind.ANNOTATED, DOCX, subject)
    comment, *_ = docx.Document(io.BytesIO(drawn.content)).comments
    assert drawn.name == "年报 (with notes).docx"
    assert (comment.author, comment.initials) == ("nianbao report check", "NB")
    assert comment.text == "1  合计不等于各项之和。\nTo correct: 请核对“总计”。"


def test_pages_and_tables_are_the_same_in_every_language(
    report: Report, word_report: Report
) -> None:
    for content, read in ((PDF, report), (DOCX, word_report)):
        zh, en = (
            draw(DrawingKind.PICTURES, content, Subject("x", read, CHECK, language))
            for language in LANGUAGES
        )
        assert zh == en
    assert spoken(DrawingKind.PICTURES, CHECK, "en") is None


def test_what_has_words_differs_by_language(word_report: Report) -> None:
    many = Check((WRONG_SUM, *[WRONG_WORDS] * 8), (), 9)
    for kind, check in ((DrawingKind.PICTURES, many), (DrawingKind.CROPS, CHECK)):
        assert [spoken(kind, check, each) for each in ("zh", "en", "tlh")] == ["zh", "en", "zh"]
    (*_, zh), (*_, en) = (
        draw(DrawingKind.PICTURES, DOCX, Subject("x", word_report, many, language))
        for language in LANGUAGES
    )
    assert (zh.name, en.name) == ("问题清单.png", "list of problems.png")
    assert zh.content != en.content


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("begin", ["errors", "no_errors", "unread"])
def test_the_longest_verdict_fits_its_sheet(language: str, begin: str) -> None:
    words = words_in(language)
    verdict = words(begin, errors=99) + words("more_warnings", warnings=99)
    assert font(40).getlength(verdict + words("more_infos", infos=99)) <= 1060


def test_a_line_ends_between_words() -> None:
    assert wrapped("表四：looks like 3", 20, 70) == ["表四：", "looks ", "like 3"]
    assert wrapped("一二三 Incomprehensible", 20, 90) == ["一二三 In", "compreh", "ensible"]


def test_a_comment_can_stand_in_an_empty_cell() -> None:
    blank = replace(WRITTEN, cells={**WRITTEN.cells, TOTAL: None}).docx()
    read = read_report(blank)
    (drawn,) = draw(DrawingKind.ANNOTATED, blank, Subject("年报.docx", read, CHECK))
    assert drawn.shown.numbers == (1, 2)
    assert read_report(drawn.content).cells == read.cells


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_pdf_gets_a_note_and_a_frame_where_a_viewer_shows_the_cell(quarters: int) -> None:
    width, height = (842, 595) if quarters % 2 else (595, 842)
    place = Place(1, Box(100, 120, 160, 150))
    cell = Cell(TOTAL, 0, "0", place)
    report = Report("…", "云岭县", 2023, "2021", 1, (), (), {TOTAL: cell})
    content = pdf([Page(turned=quarters)])
    (drawn,) = draw(DrawingKind.ANNOTATED, content, Subject("年报.pdf", report, CHECK))
    (page,) = PdfReader(io.BytesIO(drawn.content)).pages
    notes = [each.get_object() for each in page.annotations or ()]
    assert [note["/Subtype"] for note in notes] == ["/Square", "/Text"]
    assert {note["/Contents"] for note in notes} == {
        "1　合计不等于各项之和。\n改法：请核对“总计”。"
    }
    x0, y0, x1, y1 = (float(side) for side in notes[0]["/Rect"])
    corners = {0: (100, 692), 1: (120, 100), 2: (435, 120), 3: (445, 682)}
    assert (min(x0, x1), min(y0, y1)) == pytest.approx(corners[quarters])
    assert (page.rotation // 90, width, height) == (quarters, width, height)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (DrawingKind.PICTURES, PDF),
        (DrawingKind.ANNOTATED, PDF),
        (DrawingKind.ANNOTATED, DOCX),
    ],
)
def test_a_damaged_file_is_refused_and_harms_nobody(
    kind: DrawingKind, content: bytes, report: Report
) -> None:
    with pytest.raises(FileRefused) as refused:
        draw_safely(kind, content[: len(content) // 3], Subject("年报.pdf", report, CHECK))
    assert refused.value.reason is Refusal.BROKEN


def test_a_file_that_would_be_drawn_for_ever_is_given_up(report: Report) -> None:
    endless = Page()
    endless.drawn.append(b"BT /F1 9 Tf 10 10 Td <4e00> Tj ET\n" * 3_000_000)
    cell = Cell(TOTAL, 0, "0", Place(1, Box(100, 120, 160, 150)))
    subject = Subject("年报.pdf", replace(report, cells={TOTAL: cell}), CHECK)
    with pytest.raises(FileRefused) as refused:
        draw_safely(DrawingKind.PICTURES, pdf([endless]), subject, ReadingLimits(seconds=1))
    assert refused.value.reason is Refusal.TOO_SLOW


def test_the_child_draws_what_the_parent_would(report: Report) -> None:
    subject = Subject("年报.pdf", report, CHECK)
    assert draw_safely(DrawingKind.PICTURES, PDF, subject) == draw(
        DrawingKind.PICTURES, PDF, subject
    )


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_the_font_has_every_character_that_the_forms_print(key: str) -> None:
    form = load_form(key)
    missing = font(20).getmask("\U0010ffff").getbbox(), bytes(font(20).getmask("\U0010ffff"))
    for name in (name for table in form.tables.values() for name in table.cell_names()):
        for character in form.cell_label(name).replace(" ", ""):
            mask = font(20).getmask(character)
            assert (mask.getbbox(), bytes(mask)) != missing, character
