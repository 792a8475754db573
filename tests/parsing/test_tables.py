"""Tables under noise: mangled labels, cut rows, lost heads, strange shapes. What cannot be placed
is named in a warning, never guessed."""

import random
from dataclasses import replace

import pytest

from domain.document import Block, Box, Document, Grid, GridCell, Place
from domain.refusal import FileRefused, Refusal
from domain.report import Report
from parsing.assemble import assemble
from parsing.reading import read_report
from tests.parsing.specimen import Drawing, Specimen, Value, consistent_cells

TITLE = "某县水务局2023年政府信息公开工作年度报告"
CELLS = consistent_cells("2021", 4)
SPECIMEN = Specimen("某县水务局", 2023, "2021", CELLS)
HEADINGS = {
    "二": "二、主动公开政府信息情况",
    "三": "三、收到和处理政府信息公开申请情况",
    "四": "四、政府信息公开行政复议、行政诉讼情况",
}
WIDTH, HEIGHT = 40.0, 20.0


def grid(drawing: Drawing, page: int = 1, first: int = 0, end: int | None = None) -> Grid:
    """Rows of a drawing as a ruled grid on a page."""
    last = drawing.rows if end is None else end
    cells = []
    for slot in drawing.slots:
        upper, lower = max(slot.row, first), min(slot.row + slot.rows, last)
        if upper < lower:
            text = slot.text if upper == slot.row else ""
            box = Box(
                slot.column * WIDTH,
                upper * HEIGHT,
                (slot.column + slot.columns) * WIDTH,
                lower * HEIGHT,
            )
            place = Place(page=page, box=box)
            cells.append(
                GridCell(text, upper - first, slot.column, lower - upper, slot.columns, place)
            )
    around = Box(0, 0, drawing.columns * WIDTH, (last - first) * HEIGHT)
    return Grid(tuple(cells), last - first, drawing.columns, Place(page=page, box=around))


def report(*items: Block | Grid, section: str) -> Report:
    heading = Block(HEADINGS[section], Place(page=1))
    return assemble(Document((Block(TITLE, Place(page=1)), heading, *items), pages=2), "pdf")


def values(read: Report, table: str) -> dict[str, Value]:
    return {name: c.value for name, c in read.cells.items() if name.startswith(table)}


def printed(table: str) -> dict[str, Value]:
    return {name: value for name, value in CELLS.items() if name.startswith(table)}


def relabelled(drawing: Drawing, old: str, new: str) -> Drawing:
    slots = tuple(replace(s, text=new) if s.text == old else s for s in drawing.slots)
    assert slots != drawing.slots
    return replace(drawing, slots=slots)


APPLICATIONS = SPECIMEN.drawings()["三"]
REVIEWS = SPECIMEN.drawings()["四"]
DISCLOSURE = SPECIMEN.drawings()["二"]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开", "refused_prohibited_by_law"),
        ("5.属于三类内部事务信息", "5.三类内部事务信息", "refused_internal"),
        ("6.属于四类过程性信息", "6.属于四类过程性信急", "refused_process"),
        ("2.重复申请", "2.重复申清", "rejected_repeat"),
        ("4.无正当理由大量反复申请", "4、无正当理由大量反复申请", "rejected_excessive"),
        ("3.危及“三安全一稳定”", '3.危及"三安全 一稳定"', "refused_security"),
        ("（七）总计", "总计", "processed_total"),
        ("四、结转下年度继续办理", "四、结转下年度继续办理数量", "carried_out"),
    ],
)
def test_mangled_labels_land_in_their_rows(old: str, new: str, key: str) -> None:
    read = report(grid(relabelled(APPLICATIONS, old, new)), section="三")
    assert values(read, "applications") == printed("applications")
    assert read.warnings == ()
    assert any(label.key == key and label.axis == "row" for label in read.labels)


def test_a_row_that_the_form_does_not_have_is_named() -> None:
    drawing = relabelled(APPLICATIONS, "2.重复申请", "2.属于工作秘密的事项")
    read = report(grid(drawing), section="三")
    assert not any(".rejected_repeat." in name for name in read.cells)
    strange, missing = read.warnings
    assert (strange.code, missing.code) == ("unplaced_row", "missing_rows")
    assert "2.属于工作秘密的事项" in strange.message
    assert "2.重复申请" in missing.message


@pytest.mark.parametrize("first", range(1, 28))
def test_table_three_may_be_cut_between_any_rows(first: int) -> None:
    read = report(grid(APPLICATIONS, 1, 0, first), grid(APPLICATIONS, 2, first), section="三")
    assert values(read, "applications") == printed("applications")
    assert read.warnings == ()


@pytest.mark.parametrize("first", [1, 2, 3])
def test_table_four_may_be_cut_between_any_rows(first: int) -> None:
    read = report(grid(REVIEWS, 1, 0, first), grid(REVIEWS, 2, first), section="四")
    assert values(read, "reviews") == printed("reviews")
    assert read.warnings == ()


@pytest.mark.parametrize("first", range(1, 12))
def test_table_two_may_be_cut_between_any_rows(first: int) -> None:
    read = report(grid(DISCLOSURE, 1, 0, first), grid(DISCLOSURE, 2, first), section="二")
    assert values(read, "disclosure") == printed("disclosure")
    assert read.warnings == ()


def cut_in_two(drawing: Drawing, row: int, numbers_below: bool) -> tuple[Grid, Grid]:
    """A row whose label a page break has cut; its numbers stand on one side of it."""
    upper, lower = grid(drawing, 1, 0, row + 1), grid(drawing, 2, row)

    def half(cell: GridCell, is_cut: bool, is_upper: bool) -> GridCell:
        if not is_cut:
            return cell
        if cell.text.isdigit():
            return replace(cell, text="" if is_upper == numbers_below else cell.text)
        middle = len(cell.text) // 2
        return replace(cell, text=cell.text[:middle] if is_upper else cell.text[middle:])

    last = upper.rows - 1
    above = tuple(half(c, c.row == last and c.row_span == 1, True) for c in upper.cells)
    below = tuple(half(c, c.row == 0 and c.row_span == 1, False) for c in lower.cells)
    return replace(upper, cells=above), replace(lower, cells=below)


@pytest.mark.parametrize("numbers_below", [False, True])
@pytest.mark.parametrize("row", [3, 6, 8, 18, 20, 24])
def test_a_row_cut_by_a_page_break_is_one_row(row: int, numbers_below: bool) -> None:
    read = report(*cut_in_two(APPLICATIONS, row, numbers_below), section="三")
    assert values(read, "applications") == printed("applications")
    assert read.warnings == ()


@pytest.mark.parametrize("row", range(3, APPLICATIONS.rows, 5))
def test_numbers_wrapped_in_their_cells_and_cut_by_a_page_break_are_whole(row: int) -> None:
    wide = {column: 12_345 + column for column in (4, 6, 9)}
    upper, lower = grid(APPLICATIONS, 1, 0, row + 1), grid(APPLICATIONS, 2, row)
    last = upper.rows - 1
    cut = [
        replace(c, text=str(wide[c.column])[:4]) if c.row == last and c.column in wide else c
        for c in upper.cells
    ]
    rest = [
        replace(c, text=str(wide.get(c.column, ""))[4:]) if c.row == 0 else c for c in lower.cells
    ]
    read = report(replace(upper, cells=tuple(cut)), replace(lower, cells=tuple(rest)), section="三")
    names = [name for name in printed("applications") if CELLS[name] is not None]
    first = 7 * (row - 3)
    expected = dict(printed("applications"))
    for column, number in wide.items():
        expected[names[first + column - 3]] = number
    assert values(read, "applications") == expected
    assert read.warnings == ()


def damaged(lines: list[str], chance: random.Random) -> str:
    """Tab-separated lines with one cell of one table row lost or one blank cell put in."""
    rows = [i for i, line in enumerate(lines) if line.count("\t") > 2]
    at = chance.choice(rows)
    cells = lines[at].split("\t")
    where = chance.randrange(len(cells))
    cells[where : where + 1] = [] if chance.random() < 0.5 else ["", cells[where]]
    return "\n".join([*lines[:at], "\t".join(cells), *lines[at + 1 :]])


@pytest.mark.parametrize("seed", range(60))
def test_a_shifted_row_never_puts_a_number_into_a_wrong_column(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - damage need not be secret
    cells = {name: chance.choice((None, 0, seed, 1 + seed)) for name in CELLS}
    lines = replace(SPECIMEN, cells=cells).text().split("\n")
    read = read_report(damaged(lines, chance).encode())
    wrong = {n: c for n, c in read.cells.items() if c.is_readable and c.value != cells[n]}
    assert wrong == {}


def test_numbers_without_a_label_behind_a_blank_row_belong_to_no_certain_row() -> None:
    upper, lower = grid(APPLICATIONS, 1, 0, 9), grid(APPLICATIONS, 2, 9)
    above = (replace(c, text="") if c.row == 8 and c.text.isdigit() else c for c in upper.cells)
    below = (replace(c, text="") if c.row == 0 and c.column == 2 else c for c in lower.cells)
    read = report(
        replace(upper, cells=tuple(above)), replace(lower, cells=tuple(below)), section="三"
    )
    rows = {name.split(".")[1] for name, c in read.cells.items() if not c.is_readable}
    assert rows == {"refused_prohibited_by_law"}
    assert not any(".refused_security." in name for name in read.cells)
    assert [warning.code for warning in read.warnings] == ["row_misaligned", "missing_rows"]


def test_a_head_without_its_last_column_name_is_completed_by_position() -> None:
    drawing = relabelled(APPLICATIONS, "总计", "")
    read = report(grid(drawing), section="三")
    assert values(read, "applications") == printed("applications")
    assert not any(label.key == "total" for label in read.labels)


def test_a_number_that_spreads_over_two_columns_makes_its_row_uncertain() -> None:
    table = grid(APPLICATIONS)
    merged = next(c for c in table.cells if c.row == 3 and c.column == 4)
    gone = next(c for c in table.cells if c.row == 3 and c.column == 5)
    cells = tuple(
        replace(c, column_span=2) if c is merged else c for c in table.cells if c is not gone
    )
    read = report(replace(table, cells=cells), section="三")
    received = [c for name, c in read.cells.items() if ".received." in name]
    assert len(received) == 7
    assert not any(c.is_readable or c.value is not None for c in received)
    assert [warning.code for warning in read.warnings] == ["row_misaligned"]


def test_rows_narrower_than_their_head_are_read_from_the_right() -> None:
    table = grid(APPLICATIONS)
    cells = tuple(
        replace(c, column=max(0, c.column - 1), place=Place(path="x"))
        if c.row > 2
        else replace(c, place=Place(path="x"))
        for c in table.cells
    )
    read = report(replace(table, cells=cells), section="三")
    assert values(read, "applications") == printed("applications")


def test_table_four_as_three_rows() -> None:
    lines = [
        "\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计",
        "行政复议\t1\t2\t3\t4\t10",
        "未经复议直接起诉\t0\t0\t0\t0\t0",
        "复议后起诉\t5\t0\t0\t1\t6",
    ]
    read = read_report("\n".join([TITLE, HEADINGS["四"], *lines]).encode())
    assert [c.value for c in read.cells.values()] == [1, 2, 3, 4, 10, 0, 0, 0, 0, 0, 5, 0, 0, 1, 6]
    assert list(read.cells)[4:6] == [
        "reviews.reconsideration.total",
        "reviews.litigation_direct.upheld",
    ]


def test_table_four_with_a_number_too_few_is_uncertain() -> None:
    lines = ["结果维持\t结果纠正\t其他结果\t尚未审结\t总计", "\t".join("123456789")]
    read = read_report("\n".join([TITLE, HEADINGS["四"], *lines]).encode())
    assert not any(cell.is_readable for cell in read.cells.values())
    assert [warning.code for warning in read.warnings] == ["row_misaligned"]


def test_an_old_table_in_a_new_report_is_read_by_the_old_form() -> None:
    old = Specimen("某县水务局", 2023, "2019", consistent_cells("2019", 2))
    read = read_report(old.docx())
    assert (read.year, read.form) == (2023, "2019")
    assert {name: cell.value for name, cell in read.cells.items()} == old.cells


def test_a_strange_table_in_section_three_is_named() -> None:
    strange = "季度\t件数\n一季度\t5\n二季度\t6\n"
    read = read_report(f"{TITLE}\n\n{HEADINGS['三']}\n\n{strange}".encode())
    assert read.cells == {}
    (warning,) = read.warnings
    assert warning.code == "unplaced_table"
    assert "季度" in warning.message


def test_a_statistics_table_in_the_text_is_none_of_the_three() -> None:
    table = "事项\t数量\n行政许可\t3588\n行政处罚\t574\n"
    text = SPECIMEN.text().replace("二、主动公开", f"{table}\n二、主动公开")
    read = read_report(text.encode())
    assert (
        read.cells["disclosure.licences.decisions"].value == CELLS["disclosure.licences.decisions"]
    )
    assert (
        read.cells["disclosure.penalties.decisions"].value
        == CELLS["disclosure.penalties.decisions"]
    )


def test_labels_are_kept_as_printed() -> None:
    drawing = relabelled(APPLICATIONS, "社会公益组织", "社会 组织")
    read = report(grid(drawing), section="三")
    (label,) = [each for each in read.labels if each.key == "nonprofit"]
    assert (label.table, label.axis, label.printed) == ("applications", "column", "社会组织")


def test_more_than_any_report_has_is_refused() -> None:
    for text in ("一、总体情况\n\n" * 10_001, "1\t2\t3\t4\t5\n" * 10_001):
        with pytest.raises(FileRefused) as refused:
            read_report(f"{TITLE}\n\n{text}".encode())
        assert refused.value.reason is Refusal.TOO_LONG


def test_a_heading_inside_table_two_that_lost_characters_is_no_paragraph() -> None:
    text = SPECIMEN.text().replace("第二十条第（五）项", "第二十条第五）项")
    read = read_report(text.encode())
    assert values(read, "disclosure") == printed("disclosure")
    assert not any(section.paragraphs for section in read.sections if section.number == "二")
