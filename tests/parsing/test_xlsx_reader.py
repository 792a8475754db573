"""Workbooks: rows of one cell are text, others tables; numbers as Excel shows them."""

from collections.abc import Callable, Mapping

import pytest

from benchmarks.reading.sheet import one_sheet, sheet_per_table
from domain.document import Block, Grid
from domain.refusal import FileRefused, Refusal
from parsing.readers.xlsx import read_xlsx
from parsing.readers.xlsx_sheet import column_name
from parsing.reading import read_report
from tests.parsing.hostile import archive
from tests.parsing.specimen import Specimen, Value, consistent_cells
from tests.parsing.test_generated import assert_read, specimen

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><borders><border/><border><left style="thin"/></border></borders>'
    '<cellXfs><xf borderId="0"/><xf borderId="1"/></cellXfs></styleSheet>'
)


def workbook(
    sheets: Mapping[str, str], states: Mapping[str, str] | None = None, strings: str = ""
) -> bytes:
    """A workbook whose sheets hold these rows (and what may stand behind them)."""
    listed = "".join(
        f'<sheet name="{name}" state="{(states or {}).get(name, "visible")}" r:id="r{i}"/>'
        for i, name in enumerate(sheets)
    )
    targets = "".join(
        f'<Relationship Id="r{i}" Type="{_RELATIONS}/worksheet" Target="worksheets/s{i}.xml"/>'
        for i in range(len(sheets))
    )
    return archive(
        {
            "xl/workbook.xml": (
                f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets>'
                "</workbook>"
            ),
            "xl/_rels/workbook.xml.rels": f"<Relationships>{targets}</Relationships>",
            "xl/styles.xml": _STYLES,
            "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
            **{
                f"xl/worksheets/s{i}.xml": f'<worksheet xmlns="{_MAIN}">{rows}</worksheet>'
                for i, rows in enumerate(sheets.values())
            },
        }
    )


def cell(place: str, text: str = "", style: int = 1) -> str:
    inner = f"<is><t>{text}</t></is>" if text else ""
    return f'<c r="{place}" s="{style}" t="inlineStr">{inner}</c>'


def data(*rows: str) -> str:
    return "<sheetData>" + "".join(f"<row>{row}</row>" for row in rows) + "</sheetData>"


def shown(content: bytes) -> list[str | list[str]]:
    """Texts, and the cells of tables."""
    return [
        item.text if isinstance(item, Block) else [cell.text for cell in item.cells]
        for item in read_xlsx(content).items
    ]


@pytest.mark.parametrize("write", [one_sheet, sheet_per_table])
@pytest.mark.parametrize("seed", range(4))
def test_workbooks_come_back(write: Callable[[Specimen], bytes], seed: int) -> None:
    form = ("2019", "2021")[seed % 2]
    cells: dict[str, Value] = consistent_cells(form, seed)
    for name in sorted(cells)[seed::7]:
        cells[name] = None
    written = specimen(form, cells)
    assert_read(read_report(write(written)), written)


def tables_only(written: Specimen) -> bytes:
    """The three tables with borders on a sheet each, and not a word beside them."""
    sheets = {}
    for number, drawing in written.drawings().items():
        rows, merges = [], ""
        for r, line in enumerate(drawing.lines(), 1):
            rows.append("".join(cell(f"{column_name(c)}{r}", t) for c, t in enumerate(line)))
        for slot in drawing.slots:
            first = f"{column_name(slot.column)}{slot.row + 1}"
            last = f"{column_name(slot.column + slot.columns - 1)}{slot.row + slot.rows}"
            merges += f'<mergeCell ref="{first}:{last}"/>' if first != last else ""
        sheets[f"表{number}"] = f"{data(*rows)}<mergeCells>{merges}</mergeCells>"
    return workbook(sheets)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_three_tables_alone_are_a_report_without_sections(form: str) -> None:
    written = specimen(form, consistent_cells(form, 9))
    report = read_report(tables_only(written))
    assert {name: each.value for name, each in report.cells.items()} == written.cells
    assert report.sections == ()
    assert report.form == form


def test_cells_have_their_places() -> None:
    rows = data(cell("A1", "标题", 0), cell("B2", "甲") + cell("C2", "1"))
    title, table = read_xlsx(workbook({"表三": rows})).items
    assert title.place.path == "sheet 表三, cell A1"
    assert isinstance(table, Grid)
    assert [each.place.path for each in table.cells] == [
        "sheet 表三, cell B2",
        "sheet 表三, cell C2",
    ]


def test_merged_cells_appear_once_with_their_spans() -> None:
    rows = data(
        cell("A1", "组") + cell("B1", "一") + cell("C1") + cell("D1", "1"),
        cell("A2") + cell("B2", "二") + cell("C2", "三") + cell("D2", "2"),
    )
    merges = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>'
    (table,) = read_xlsx(workbook({"表": rows + merges})).items
    assert isinstance(table, Grid)
    assert [
        (each.text, each.row, each.column, each.row_span, each.column_span) for each in table.cells
    ] == [
        ("组", 0, 0, 2, 1),
        ("一", 0, 1, 1, 2),
        ("1", 0, 3, 1, 1),
        ("二", 1, 1, 1, 1),
        ("三", 1, 2, 1, 1),
        ("2", 1, 3, 1, 1),
    ]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("<v>3.0</v>", "3"),
        ("<v>3</v>", "3"),
        ("<v>7730.2799999999997</v>", "7730.28"),
        ("<v>1.5E2</v>", "150"),
        ("<v>-7</v>", "-7"),
        ("<f>A1+1</f><v>12</v>", "12"),
        ("<f>A1+1</f>", "=A1+1"),
        ("<v>1e999</v>", "1e999"),
        ("", ""),
    ],
)
def test_numbers_are_as_excel_shows_them(stored: str, text: str) -> None:
    rows = data(cell("A1", "甲") + f'<c r="B1" s="1">{stored}</c>' + cell("C1", "完"))
    assert shown(workbook({"表": rows})) == [["甲", text, "完"]]


@pytest.mark.parametrize(
    ("stored", "text", "confidence"),
    [
        ('t="n"><f>A1+1</f><v>12</v>', "12", 1.0),
        ('t="str"><f>IF(A1,A1,"")</f><v></v>', "", 1.0),
        ("><f>A1+1</f><v/>", "=A1+1", 0.0),
        ('><f t="shared" si="0"/>', "=", 0.0),
    ],
)
def test_a_formula_without_a_stored_result_is_neither_a_number_nor_a_blank(
    stored: str, text: str, confidence: float
) -> None:
    rows = data(cell("A1", "甲") + f'<c r="B1" s="1" {stored}</c>' + cell("C1", "完"))
    (grid,) = read_xlsx(workbook({"表": rows})).items
    assert isinstance(grid, Grid)
    assert (grid.cells[1].text, grid.cells[1].confidence) == (text, confidence)


def test_a_blank_row_with_borders_belongs_to_the_table_above() -> None:
    blank = cell("A2") + cell("B2")
    drawn = data(cell("A1", "甲") + cell("B1", "乙"), blank, cell("A3") + cell("B3"))
    assert shown(workbook({"表": drawn})) == [["甲", "乙", "", ""]]
    spaced = data(cell("A1", "甲") + cell("B1", "乙"), blank, cell("A3", "五、问题"))
    assert shown(workbook({"表": spaced})) == [["甲", "乙", "", ""], "五、问题"]


def test_shared_and_rich_strings_are_read_without_their_readings() -> None:
    strings = "<si><r><t>总</t></r><r><t>计</t></r><rPh><t>zongji</t></rPh></si><si><t>甲</t></si>"
    rows = data('<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c>')
    assert shown(workbook({"表": rows}, strings=strings)) == [["总计", "甲"]]


def test_a_row_of_the_table_whose_numbers_are_blank_stays_a_row() -> None:
    drawn = data(
        cell("A1", "规章") + cell("B1", "1"), cell("A2", "文件") + cell("B2"), cell("A3", "注", 0)
    )
    assert shown(workbook({"表": drawn})) == [["规章", "1", "文件", ""], "注"]


def test_hidden_sheets_rows_and_columns_are_left_out() -> None:
    rows = (
        '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'
        f"<row>{cell('A1', '甲') + cell('B1', '藏') + cell('C1', '1')}</row>"
        f'<row hidden="1">{cell("A2", "藏") + cell("C2", "9")}</row></sheetData>'
    )
    other = data(cell("A1", "藏") + cell("B1", "9"))
    content = workbook(
        {"表": rows, "旧": other, "更旧": other}, {"旧": "hidden", "更旧": "veryHidden"}
    )
    assert shown(content) == [["甲", "1"]]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (archive({"xl/workbook.xml": bytes(30_000_001)}), Refusal.TOO_LARGE),
        (one_sheet(specimen("2021", {}))[:-60], Refusal.BROKEN),
        (workbook({"表": data("")}), Refusal.EMPTY),
        (
            workbook(
                {"表": data(*(cell(f"A{r}", "甲") + cell(f"XFD{r}", "1") for r in range(1, 9)))}
            ),
            Refusal.TOO_LONG,
        ),
        (
            workbook(
                {
                    "表": data(cell("A1", "甲") + cell("XFD1048576", "1"))
                    + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
                }
            ),
            Refusal.TOO_LONG,
        ),
    ],
    ids=["zeros", "cut", "empty", "far apart", "merged endlessly"],
)
def test_hostile_damaged_and_empty_workbooks_are_refused(content: bytes, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        read_report(content)
    assert refused.value.reason is reason
