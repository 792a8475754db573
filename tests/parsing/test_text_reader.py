"""Text files: paragraphs, and tables whose columns are only counted."""

from domain.document import Block, Grid
from parsing.readers.text import read_text


def items(text: str) -> list[str | list[list[str]]]:
    """Blocks as strings, grids as rows of cells."""
    return [
        item.text if isinstance(item, Block) else rows(item)
        for item in read_text(text.encode()).items
    ]


def rows(grid: Grid) -> list[list[str]]:
    return [[c.text for c in grid.cells if c.row == r] for r in range(grid.rows)]


def test_a_paragraph_that_a_page_break_has_cut_is_one_again() -> None:
    text = "全年推送信息 1087 条次，其中微\n\n\n\n信公众平台推送 429 条次。\n"
    assert items(text) == ["全年推送信息 1087 条次，其中微信公众平台推送 429 条次。"]


def test_a_joined_paragraph_keeps_the_place_where_it_begins() -> None:
    document = read_text("标题\n\n第一句，没有\n\n写完。\n".encode())
    assert [item.place.path for item in document.items] == ["line 1", "line 3"]


def test_headings_titles_and_items_are_not_joined() -> None:
    lines = ["某某县2023年报告", "一、总体情况", "（一）主动公开", "全年公开信息，共", "1. 文件5件"]
    assert items("\n\n".join(lines)) == lines


def test_marks_of_markdown_are_taken_off() -> None:
    text = "## 一、总体情况\n\n> **规范管理。**详见<https://example.cn>，版本2\\.0。\n"
    assert items(text) == ["一、总体情况", "规范管理。详见https://example.cn，版本2.0。"]


def test_tab_rows_make_a_ragged_grid() -> None:
    document = read_text("信息内容\t本年\t累计\n规章\t0\t\n".encode())
    (grid,) = document.items
    assert isinstance(grid, Grid)
    assert grid.ragged
    assert rows(grid) == [["信息内容", "本年", "累计"], ["规章", "0", ""]]
    assert [c.place.path for c in grid.cells if c.row == 1] == ["line 2"] * 3


def test_tabs_that_only_set_text_off_make_no_table() -> None:
    sentence = "为保障公众依法获取政府信息，不断完善制度。"
    assert items(f"一、\t总体情况\n\t\t{sentence}\n") == ["一、 总体情况", sentence]


def test_a_blank_line_ends_a_grid() -> None:
    assert items("甲\t1\n乙\t2\n\n丙\t3\n") == [[["甲", "1"], ["乙", "2"]], [["丙", "3"]]]


def test_blank_lines_after_every_row_do_not_end_a_grid() -> None:
    assert items("甲\t1\n\n乙\t2\n\n丙\t3\n") == [[["甲", "1"], ["乙", "2"], ["丙", "3"]]]


def test_pipe_tables_are_read_without_their_ruling_line() -> None:
    text = "| 信息内容 | 本年 |\n|:--|---:|\n| 规章 | 3 |\n| 收费 | |\n"
    assert items(text) == [[["信息内容", "本年"], ["规章", "3"], ["收费", ""]]]


def test_a_ruling_line_of_dashes_between_tabs_is_no_row() -> None:
    assert items("结转\t0\t\n-----\t---\t--\n") == [[["结转", "0", ""]]]


def test_a_row_of_blanks_alone_is_a_row() -> None:
    assert items("甲\t乙\t丙\n\t\t\n") == [[["甲", "乙", "丙"], ["", "", ""]]]
