"""A workbook comes back with a comment at each problem, and with everything else that it held."""

import io
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import etree
from xlsxwriter import Workbook

from benchmarks.fuzz.mutate import mutate
from domain.drawing import DrawingKind
from domain.finding import Check, Finding, Severity, Where
from domain.refusal import FileRefused, Refusal
from domain.report import Report
from drafting.workbook import xlsx_draft
from parsing.drawing.comment_boxes import EMPTY, Comment, with_boxes
from parsing.drawing.drawing import draw
from parsing.drawing.safely import draw_safely
from parsing.drawing.subject import Drawn, Subject
from parsing.reading import read_report
from tests.drafting.lastyear import basis
from tests.drafting.spreadsheet import calculated, has_calc
from tests.parsing.hostile import archive
from tests.parsing.test_xlsx_reader import cell, data, workbook

CARRIED = "applications.carried_in.natural_person"
TOTAL = "applications.processed_total.total"
UPHELD = "reviews.reconsideration.upheld"
AUTHOR = "nianbao 年报核对"


def finding(message: str, where: Where, fix: str = "") -> Finding:
    return Finding("T3-X", Severity.ERROR, message, fix, where)


CHECK = Check(
    (
        finding("与去年不同。", Where("三", "applications", (CARRIED,)), "请查台账。"),
        finding("不平。", Where("三", "applications", (TOTAL,))),
        finding("没有填。", Where("四", "reviews", (UPHELD,))),
        finding("也没有填。", Where("四", "reviews", (UPHELD,))),
        finding("没有写清。", Where("五")),
    ),
    (),
    9,
)


@pytest.fixture(scope="module")
def draft() -> bytes:
    """The workbook of `/draft`: formulas with their results, formats, protection, two comments."""
    return xlsx_draft(basis())


@pytest.fixture(scope="module")
def read(draft: bytes) -> Report:
    return read_report(draft)


@pytest.fixture(scope="module")
def annotated(draft: bytes, read: Report) -> Drawn:
    (drawn,) = draw(DrawingKind.ANNOTATED, draft, Subject("底稿.xlsx", read, CHECK))
    return drawn


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert len(opened.namelist()) == len(set(opened.namelist()))
        return {name: opened.read(name) for name in opened.namelist()}


def comments(content: bytes) -> dict[str, str]:
    """All comments of a workbook by their cell; no two sheets of these tests share one."""
    return {
        element.get("ref"): "".join(element.xpath(".//*[local-name()='t']/text()"))
        for name, part in parts(content).items()
        if re.search(r"/comments\d+\.xml$", name)
        for element in etree.fromstring(part).iter("{*}comment")
    }


def place(report: Report, name: str) -> str:
    return str(report.cells[name].place.path).rpartition(" ")[2]


def boxes(content: bytes) -> Iterator[tuple[str, int, int]]:
    """The drawings of a workbook, each with the rows and columns for which they have boxes."""
    for name, part in parts(content).items():
        if name.endswith(".vml"):
            for box in etree.fromstring(part).iter("{*}ClientData"):
                yield name, int(box.findtext("{*}Row")), int(box.findtext("{*}Column"))


def test_each_problem_is_said_at_its_cell_and_those_of_one_cell_together(
    annotated: Drawn, read: Report
) -> None:
    said = comments(annotated.content)
    assert (annotated.name, annotated.shown.numbers) == ("底稿（带批注）.xlsx", (1, 2, 3, 4, 5))
    assert said[place(read, TOTAL)] == f"{AUTHOR}\n2　不平。"
    assert said[place(read, UPHELD)] == f"{AUTHOR}\n3　没有填。\n4　也没有填。"
    section = next(each for each in read.sections if each.number == "五")
    assert said[str(section.place.path).rpartition(" ")[2]] == f"{AUTHOR}\n5　没有写清。"


def test_a_comment_that_was_there_stays_behind_the_new_one(
    draft: bytes, annotated: Drawn, read: Report
) -> None:
    before, said = comments(draft), comments(annotated.content)
    old = before.pop(place(read, CARRIED))
    assert said[place(read, CARRIED)] == f"{AUTHOR}\n1　与去年不同。\n改法：请查台账。\n\n{old}"
    assert before.items() <= said.items()


def test_every_comment_has_one_box_beside_its_cell(annotated: Drawn, read: Report) -> None:
    placed = list(boxes(annotated.content))
    assert len(placed) == len(set(placed)) == len(comments(annotated.content))
    letter, row = place(read, TOTAL)[0], int(place(read, TOTAL)[1:])
    assert (row - 1, ord(letter) - ord("A")) in {(row, column) for _, row, column in placed}


def test_nothing_else_in_the_file_changes(draft: bytes, annotated: Drawn, read: Report) -> None:
    before, after = parts(draft), parts(annotated.content)
    changed = {name for name in before if before[name] != after[name]}
    sheets = {name for name in changed if "/worksheets/sheet" in name}
    assert all(re.search(r"Content_Types|/(comments|vmlDrawing)\d", n) for n in changed - sheets)
    assert len(sheets) == 2
    for name in sheets:
        told = etree.fromstring(after[name])
        told.remove(told.find("{*}legacyDrawing"))
        was = etree.fromstring(before[name])
        assert etree.tostring(told, method="c14n") == etree.tostring(was, method="c14n")
    assert read_report(annotated.content) == read


def sheet_of_all_kinds() -> bytes:
    """A report's row on a sheet with a chart, a button and a table below the data."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("一, cell A1")
    sheet.write_row("A1", ["标题", "数"])
    sheet.write_row("A2", ["新收", 3])
    sheet.add_table("A1:B2", {"columns": [{"header": "标题"}, {"header": "数"}]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='一, cell A1'!$B$2:$B$2"})
    sheet.insert_chart("D2", chart)
    sheet.insert_button("H2", {"caption": "按"})
    book.close()
    return buffer.getvalue()


def at(report: Report, path: str) -> Subject:
    """A subject with one problem at a cell, whatever the workbook is."""
    here = report.cells[TOTAL]
    moved = replace(here, place=replace(here.place, path=path))
    return Subject(
        "年报.xlsx", replace(report, cells={TOTAL: moved}), Check((CHECK.findings[1],), (), 1)
    )


def test_charts_buttons_and_tables_keep_their_places(read: Report) -> None:
    content = sheet_of_all_kinds()
    subject = at(read, "sheet 一, cell A1, cell B2")
    (drawn,) = draw(DrawingKind.ANNOTATED, content, subject)
    before, after = parts(content), parts(drawn.content)
    assert before.keys() - after.keys() == set()
    assert after["xl/charts/chart1.xml"] == before["xl/charts/chart1.xml"]
    assert comments(drawn.content) == {"B2": f"{AUTHOR}\n1　不平。"}
    (vml,) = (part for name, part in after.items() if name.endswith(".vml"))
    kinds = [each.get("ObjectType") for each in etree.fromstring(vml).iter("{*}ClientData")]
    assert kinds == ["Button", "Note"]
    order = [
        etree.QName(each).localname for each in etree.fromstring(after["xl/worksheets/sheet1.xml"])
    ]
    assert order[-3:] == ["drawing", "legacyDrawing", "tableParts"]


def least(**changed: str | bytes | None) -> bytes:
    """A workbook of one cell whose sheet has comments and their boxes; `changed` parts, by the
    names below, are others or missing (None)."""
    drawing = f'<legacyDrawing xmlns:r="{RELATIONS}" r:id="v"/>'
    contents: dict[str, str | bytes | None] = {
        **parts(workbook({"表": data(cell("A1", "新收") + cell("B1", "3")) + drawing})),
        **{NAMES[name]: content for name, content in (LEAST | changed).items()},
    }
    return archive({name: content for name, content in contents.items() if content is not None})


STRICT, RELATIONS = (
    f"http://{base}/officeDocument{year}/relationships"
    for base, year in (("purl.oclc.org/ooxml", ""), ("schemas.openxmlformats.org", "/2006"))
)
NAMES = {
    "types": "[Content_Types].xml",
    "related": "xl/worksheets/_rels/s0.xml.rels",
    "said": "xl/comments1.xml",
    "boxed": "xl/boxes.vml",
}
LEAST: dict[str, str | bytes | None] = {
    "types": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "related": (
        '<Relationships><Relationship Id="c" Type="x/comments" Target="../comments1.xml"/>'
        '<Relationship Id="v" Type="x/vmlDrawing" Target="../boxes.vml"/></Relationships>'
    ),
    "said": (
        '<comments><authors/><commentList><comment ref="B1"><text><t>旧</t></text></comment>'
        "</commentList></comments>"
    ),
    "boxed": "<xml><br></xml>",
}


@pytest.mark.parametrize(
    ("reference", "said"), [("A1", "1　不平。"), ("B1", "1　不平。\n\n旧")], ids=["new", "old"]
)
def test_boxes_that_are_no_xml_and_plain_words_are_added_to(
    read: Report, reference: str, said: str
) -> None:
    subject = at(read, f"sheet 表, cell {reference}")
    (drawn,) = draw(DrawingKind.ANNOTATED, least(), subject)
    assert comments(drawn.content)[reference] == f"{AUTHOR}\n{said}"
    boxed = parts(drawn.content)["xl/boxes.vml"].decode()
    assert boxed.startswith("<xml><br>")
    assert boxed.count('ObjectType="Note"') == (reference == "A1")


@pytest.mark.parametrize(
    ("sheet", "reference", "edges"),
    [
        ("", "A1", "1, 15, 0, 2, 5, 59, 2, 19"),
        ('<cols><col min="2" max="9" width="45"/></cols>', "A1", "1, 15, 0, 2, 1, 315, 2, 19"),
        ('<mergeCells><mergeCell ref="A1:C2"/></mergeCells>', "A1", "3, 15, 0, 2, 7, 59, 2, 19"),
        ('<sheetData><row r="9" ht="45"/></sheetData>', "B9", "2, 15, 8, 2, 6, 59, 8, 59"),
        ('<sheetFormatPr defaultRowHeight="-1"/>', "XFD1048576", ""),
        ('<cols><col min="1" max="16384" width="0.001" hidden="1"/></cols>', "A1", ""),
    ],
    ids=["usual cells", "wide columns", "merged", "a high row", "the last cell", "no columns"],
)
def test_a_box_stands_right_of_its_cell(sheet: str, reference: str, edges: str) -> None:
    root = etree.fromstring(f"<worksheet>{sheet}</worksheet>")
    drawn = etree.fromstring(with_boxes(EMPTY, [Comment(reference, "不平。")], root))
    (anchor,) = drawn.iter("{*}Anchor")
    assert anchor.text == edges or not edges


def test_a_strict_workbook_is_commented_in_its_own_namespaces(read: Report) -> None:
    other = least(related=None, said=None, boxed=None)
    strict = {
        name: part.replace(RELATIONS.encode(), STRICT.encode()).replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006",
            b"http://purl.oclc.org/ooxml/spreadsheetml",
        )
        for name, part in parts(other).items()
    }
    (drawn,) = draw(DrawingKind.ANNOTATED, archive(strict), at(read, "sheet 表, cell B1"))
    written = b"".join(parts(drawn.content).values())
    assert RELATIONS.encode() not in written
    assert b"/spreadsheetml/2006/" not in written
    assert comments(drawn.content) == {"B1": f"{AUTHOR}\n1　不平。"}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"types": None, "related": None}, Refusal.BROKEN),
        ({"types": "<Types", "related": None}, Refusal.BROKEN),
        ({"related": "<Relationships"}, Refusal.BROKEN),
        ({"said": None}, Refusal.BROKEN),
        ({"said": "<comments/>"}, Refusal.BROKEN),
        ({"said": '<!DOCTYPE x [<!ENTITY a "a">]><comments>&a;</comments>'}, Refusal.BROKEN),
        ({"said": bytes(30_000_001)}, Refusal.TOO_LARGE),
        ({"boxed": None}, Refusal.BROKEN),
        ({"boxed": "<xml>"}, Refusal.BROKEN),
        ({"boxed": bytes(30_000_001)}, Refusal.TOO_LARGE),
    ],
    ids=[
        "no kinds",
        "kinds that are no XML",
        "relations that are no XML",
        "words that are missing",
        "words without a list",
        "words that expand",
        "words without end",
        "boxes that are missing",
        "boxes that do not end",
        "boxes without end",
    ],
)
def test_a_hostile_workbook_is_refused(
    read: Report, changed: dict[str, str | bytes | None], reason: Refusal
) -> None:
    with pytest.raises(FileRefused) as refused:
        draw(DrawingKind.ANNOTATED, least(**changed), at(read, "sheet 表, cell A1"))
    assert refused.value.reason is reason


def test_a_damaged_workbook_is_refused_or_comes_back_as_it_was_read(
    draft: bytes, annotated: Drawn
) -> None:
    outcomes = set()
    for number in range(40):
        content = mutate(draft if number % 2 else annotated.content, random.Random(number))  # noqa: S311
        try:
            report = read_report(content)
            drawn = draw(DrawingKind.ANNOTATED, content, Subject("x.xlsx", report, CHECK))
        except FileRefused:
            outcomes.add("refused")
            continue
        outcomes.add("written" if drawn else "nothing")
        assert all(read_report(each.content) == report for each in drawn)
    assert outcomes >= {"refused", "written"}


@pytest.mark.skipif(not has_calc(), reason="LibreOffice Calc is not installed")
def test_a_spreadsheet_shows_the_comments_and_the_formulas_results(
    annotated: Drawn, read: Report
) -> None:
    saved = calculated(annotated.content)
    said, again = comments(saved), comments(annotated.content)
    assert {cell: text.replace("\n", "") for cell, text in said.items()} == {
        cell: text.replace("\n", "") for cell, text in again.items()
    }
    assert read_report(saved).cells == read.cells


def test_the_child_comments_as_the_parent_would(
    draft: bytes, annotated: Drawn, read: Report
) -> None:
    subject = Subject("底稿.xlsx", read, CHECK)
    (drawn,) = draw_safely(DrawingKind.ANNOTATED, draft, subject)
    assert parts(drawn.content) == parts(annotated.content)


def test_a_workbook_with_macros_keeps_the_ending_under_which_it_opens(
    draft: bytes, read: Report
) -> None:
    (drawn,) = draw(DrawingKind.ANNOTATED, draft, Subject("底稿.XLSM", read, CHECK))
    assert drawn.name == "底稿（带批注）.xlsm"
