"""Word documents: order, merged cells, tracked changes, list numbers, and hostile containers."""

import io
import zipfile

import pytest

from domain.document import Block, Grid
from domain.refusal import FileRefused, Refusal
from parsing.readers.docx import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def part(name: str, body: str, namespace: str = W) -> str:
    return f'<?xml version="1.0"?><w:{name} xmlns:w="{namespace}">{body}</w:{name}>'


def docx(body: str, namespace: str = W, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        document = part("document", f"<w:body>{body}</w:body>", namespace)
        archive.writestr("word/document.xml", document)
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return buffer.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, span: int = 1, merge: str = "") -> str:
    merged = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>{p(text)}</w:tc>'


def tbl(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def texts(content: bytes) -> list[str]:
    return [item.text for item in read_docx(content).items if isinstance(item, Block)]


def only_grid(content: bytes) -> Grid:
    (grid,) = (item for item in read_docx(content).items if isinstance(item, Grid))
    return grid


def test_paragraphs_and_tables_come_in_order_with_their_places() -> None:
    document = read_docx(docx(p("前") + tbl(tc("甲") + tc("1"), tc("乙") + tc("2")) + p("后")))
    assert [item.place.path for item in document.items] == ["paragraph 1", "table 1", "paragraph 2"]
    assert only_grid(docx(tbl(tc("甲") + tc("1")))).cells[1].place.path == "table 1, row 1, cell 2"


def test_merged_cells_appear_once_with_their_spans() -> None:
    grid = only_grid(
        docx(
            tbl(
                tc("组", merge="restart") + tc("一", span=2) + tc("1"),
                tc("", merge="continue") + tc("二") + tc("三") + tc("2"),
            )
        )
    )
    spans = {
        cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells
    }
    assert spans == {
        "组": (0, 0, 2, 1),
        "一": (0, 1, 1, 2),
        "1": (0, 3, 1, 1),
        "二": (1, 1, 1, 1),
        "三": (1, 2, 1, 1),
        "2": (1, 3, 1, 1),
    }
    assert grid.columns == 4


def test_tracked_changes_are_read_as_accepted() -> None:
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    inserted = "<w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
    assert texts(docx(f"<w:p>{deleted}{inserted}</w:p>")) == ["新"]


def test_a_row_deleted_under_tracked_changes_is_gone() -> None:
    row = "<w:trPr><w:del/></w:trPr>" + tc("旧") + tc("1")
    grid = only_grid(docx(tbl(row, tc("新") + tc("2"))))
    assert [cell.text for cell in grid.cells] == ["新", "2"]


def test_content_controls_are_looked_into() -> None:
    control = f"<w:sdt><w:sdtContent>{p('控件里的段落')}</w:sdtContent></w:sdt>"
    cell = f"<w:sdt><w:sdtContent>{tc('5')}</w:sdtContent></w:sdt>"
    document = docx(control + tbl(tc("甲") + cell))
    assert texts(document) == ["控件里的段落"]
    assert [c.text for c in only_grid(document).cells] == ["甲", "5"]


def test_line_breaks_make_separate_blocks_and_hidden_text_none() -> None:
    runs = "<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    assert texts(docx(f"<w:p>{runs}{hidden}</w:p>")) == ["上", "下"]


def test_text_boxes_are_read_once_after_the_paragraph_that_holds_them() -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    namespace = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    run = f"<w:r><mc:AlternateContent {namespace}>{choice}</mc:AlternateContent></w:r>"
    assert texts(docx(f"<w:p><w:r><w:t>段落</w:t></w:r>{run}</w:p>")) == ["段落", "框内"]


def test_rows_of_one_cell_are_text_in_a_border() -> None:
    inner = tbl(tc("甲") + tc("1"))
    frame = f"<w:tbl><w:tr><w:tc>{p('正文')}{inner}</w:tc></w:tr></w:tbl>"
    document = docx(frame)
    assert texts(document) == ["正文"]
    assert [cell.text for cell in only_grid(document).cells] == ["甲", "1"]


def test_numbers_that_word_prints_before_paragraphs_are_read() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
    )
    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
    )
    styles = part(
        "styles",
        '<w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    )
    item = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    body = (
        p("总体情况", '<w:pStyle w:val="H"/>')
        + p("甲", item)
        + p("乙", item)
        + p("其他", '<w:pStyle w:val="H"/>')
        + p("丙", item)
    )
    content = docx(body, numbering=numbering, styles=styles)
    assert texts(content) == ["一、总体情况", "1.甲", "2.乙", "二、其他", "1.丙"]


def listed(*overrides: str) -> str:
    """A list 一、 二、 and further lists on the same pattern, with these overrides."""
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl>'
    )
    lists = "".join(
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="7"/>{override}</w:num>'
        for i, override in enumerate(("", *overrides), 1)
    )
    return part("numbering", f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>{lists}')


def item(number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def test_lists_on_one_pattern_count_on_unless_they_start_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = (
        p("甲", item(1)) + p("", item(1)) + p("乙", item(2)) + p("丙", item(3)) + p("丁", item(3))
    )
    assert texts(docx(body, numbering=listed("", anew))) == ["一、甲", "三、乙", "一、丙", "二、丁"]


def test_a_style_has_the_list_of_the_style_it_is_based_on() -> None:
    styles = part(
        "styles",
        f'<w:style w:styleId="H"><w:pPr>{item(1)}</w:pPr></w:style>'
        '<w:style w:styleId="H2"><w:basedOn w:val="H"/></w:style>',
    )
    body = p("甲", '<w:pStyle w:val="H2"/>')
    assert texts(docx(body, numbering=listed(), styles=styles)) == ["一、甲"]


def test_moved_text_is_read_where_it_went() -> None:
    old = "<w:moveFrom><w:r><w:t>迁</w:t></w:r></w:moveFrom>"
    new = "<w:moveTo><w:r><w:t>迁</w:t></w:r></w:moveTo>"
    assert texts(docx(f"<w:p>{old}</w:p>{p('中')}<w:p>{new}</w:p>")) == ["中", "迁"]


def test_a_paragraph_whose_mark_is_deleted_runs_into_the_next() -> None:
    assert texts(docx(p("总体", "<w:rPr><w:del/></w:rPr>") + p("情况"))) == ["总体情况"]


def test_a_deleted_mark_before_a_table_or_at_the_end_of_a_cell_joins_nothing() -> None:
    cut = p("甲", "<w:rPr><w:del/></w:rPr>")
    document = docx(cut + tbl(f"<w:tc>{cut}</w:tc>" + tc("1")) + cut)
    assert texts(document) == ["甲", "甲"]
    assert [cell.text for cell in only_grid(document).cells] == ["甲", "1"]


def test_cells_deleted_or_merged_under_tracked_changes_are_read_as_accepted() -> None:
    deleted = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('旧')}</w:tc>"
    merged = '<w:tc><w:tcPr><w:cellMerge w:vMerge="{}"/></w:tcPr>{}</w:tc>'
    first = merged.format("rest", p("组")) + deleted + tc("1") + tc("2")
    second = merged.format("cont", p("")) + tc("3") + tc("4")
    grid = only_grid(docx(tbl(first, second)))
    assert [(cell.text, cell.row, cell.column, cell.row_span) for cell in grid.cells] == [
        ("组", 0, 0, 2),
        ("1", 0, 1, 1),
        ("2", 0, 2, 1),
        ("3", 1, 1, 1),
        ("4", 1, 2, 1),
    ]


def test_columns_left_out_before_and_behind_a_row_keep_the_others_in_place() -> None:
    before = '<w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>'
    grid = only_grid(docx(tbl(tc("甲") + tc("1") + tc("2") + tc("3"), before + tc("4") + tc("5"))))
    assert [(cell.text, cell.column) for cell in grid.cells if cell.row] == [("4", 1), ("5", 2)]
    assert grid.columns == 4


def test_cells_without_properties_are_plain_cells() -> None:
    bare = f"<w:tc>{p('1')}</w:tc>"
    grid = only_grid(docx(tbl(tc("组", merge="restart") + bare, bare + bare)))
    assert [(cell.text, cell.row_span) for cell in grid.cells] == [("组", 1)] + [("1", 1)] * 3


def test_a_text_box_in_a_cell_is_read_once() -> None:
    box = f"<w:txbxContent>{p('7')}</w:txbxContent>"
    namespace = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    run = f"<w:r><mc:AlternateContent {namespace}>{choice}</mc:AlternateContent></w:r>"
    cell = f"<w:tc><w:p>{run}</w:p></w:tc>"
    assert [each.text for each in only_grid(docx(tbl(tc("甲") + cell))).cells] == ["甲", "7"]


def test_a_table_that_only_arranges_others_is_no_table() -> None:
    inner = tbl(tc("甲") + tc("1") + tc("2"))
    outer = tbl(tc("左") + f"<w:tc>{p('右')}{inner}</w:tc>")
    assert texts(docx(outer)) == ["左", "右"]
    assert [cell.text for cell in only_grid(docx(outer)).cells] == ["甲", "1", "2"]


def test_codes_of_fields_and_marks_of_footnotes_are_no_text() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        '<w:fldSimple w:instr="DATE"><w:r><w:t>8</w:t></w:r></w:fldSimple>'
        '<w:r><w:footnoteReference w:id="1"/></w:r>'
    )
    notes = part("footnotes", f"<w:footnote>{p('脚注')}</w:footnote>")
    assert texts(docx(f"<w:p>{field}</w:p>", footnotes=notes)) == ["78"]


def test_strict_documents_read_like_others() -> None:
    assert texts(docx(p("严格"), namespace=STRICT)) == ["严格"]


def bomb() -> bytes:
    return docx(p("0" * 31_000_000))


def entities() -> bytes:
    buffer = io.BytesIO()
    lines = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(8))
    xml = (
        f'<!DOCTYPE d [<!ENTITY e0 "ha">{lines}]><w:document xmlns:w="{W}"><w:body>'
        "<w:p><w:r><w:t>&e8;</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bomb(), Refusal.TOO_LARGE),
        (entities(), Refusal.BROKEN),
        (docx("<w:p>"), Refusal.BROKEN),
        (docx(p("x"))[:-40], Refusal.BROKEN),
        (docx("<w:sdt>" * 400 + "</w:sdt>" * 400), Refusal.BROKEN),
    ],
    ids=["unpacks too large", "entities", "cut XML", "cut container", "too deep"],
)
def test_hostile_and_damaged_documents_are_refused(content: bytes, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        read_docx(content)
    assert refused.value.reason is reason
