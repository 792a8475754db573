"""Web pages: what a browser shows of the article, and nothing of the site around it."""

import codecs
import random
from collections.abc import Callable

import pytest

from benchmarks.reading.web import clean_page, pasted_page, site_page
from domain.document import Block, Grid
from domain.refusal import FileRefused, Refusal
from parsing.readers.html import read_html, read_mhtml
from parsing.reading import read_report
from tests.parsing.specimen import Specimen, consistent_cells
from tests.parsing.test_generated import assert_read, specimen

HEADINGS = "".join(f"<p>{number}、部分</p><p>内容。</p>" for number in "一二三四五六")
TITLE = "清河县水务局2023年政府信息公开工作年度报告"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def texts(body: str, head: str = "") -> list[str]:
    items = read_html(page(body, head)).items
    return [item.text for item in items if isinstance(item, Block)]


def grid(body: str) -> Grid:
    (only,) = (item for item in read_html(page(body)).items if isinstance(item, Grid))
    return only


def spans(body: str) -> dict[str, tuple[int, int, int, int]]:
    return {
        cell.text: (cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in grid(body).cells
    }


@pytest.mark.parametrize("write", [clean_page, pasted_page, site_page])
@pytest.mark.parametrize("form", ["2019", "2021"])
def test_pages_come_back(write: Callable[[Specimen], bytes], form: str) -> None:
    written = specimen(form, consistent_cells(form, 21))
    assert_read(read_report(write(written)), written)


def test_random_contents_come_back_with_their_blanks() -> None:
    chance = random.Random(7)  # noqa: S311 - invented contents, not secrets
    for seed in range(6):
        form = chance.choice(("2019", "2021"))
        cells = consistent_cells(form, seed)
        for name in chance.sample(sorted(cells), 40):
            cells[name] = None
        written = specimen(form, cells)
        write = chance.choice((clean_page, pasted_page, site_page))
        assert_read(read_report(write(written)), written)


def test_paragraphs_and_cells_have_their_places() -> None:
    items = read_html(page("<p>前</p><table><tr><td>甲<td>1</table><div>后</div>")).items
    assert [item.place.path for item in items] == ["paragraph 1", "table 1", "paragraph 2"]
    cells = grid("<table><tr><td>甲<td>1</table>").cells
    assert [cell.place.path for cell in cells] == [
        "table 1, row 1, cell 1",
        "table 1, row 1, cell 2",
    ]


def test_merged_cells_appear_once_and_are_cut_at_the_end_of_the_table() -> None:
    rows = (
        "<tr><td rowspan=9>组<td colspan=2>一<td>1</tr><tr><td>二<td>三<td>2</tr>"
        "<tr><td colspan=3>四</tr>"
    )
    assert spans(f"<table>{rows}</table>") == {
        "组": (0, 0, 3, 1),
        "一": (0, 1, 1, 2),
        "1": (0, 3, 1, 1),
        "二": (1, 1, 1, 1),
        "三": (1, 2, 1, 1),
        "2": (1, 3, 1, 1),
        "四": (2, 1, 1, 3),
    }


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p><span>总</span><font><span>体</span></font>\n情况</p>", ["总体情况"]),
        ("<p>共 10\n件，2023&nbsp;年</p>", ["共 10件，2023 年"]),
        ("<p>\u3000\u3000一、总体情况\u200b</p>", ["一、总体情况"]),
        ("上<br>下<br/>", ["上", "下"]),
        ("<pre>上\n下</pre>", ["上", "下"]),
        ("<p>显<span style='color:red; DISPLAY: none'>藏</span>示</p>", ["显示"]),
        ("<p hidden>藏</p><p>示</p>", ["示"]),
        ("<p>新<del>旧</del><ins>的</ins></p>", ["新的"]),
        ("<!--[if gte mso 9]><xml>x</xml><![endif]--><p>文</p>", ["文"]),
        ("<p><![if !supportLists]>一、<![endif]>总体情况<o:p>&nbsp;</o:p></p>", ["一、总体情况"]),
        ("<script>var a = '<p>x</p>'</script><style>p{}</style><p>文</p>", ["文"]),
        ("<p>图<img src=x alt=字></p>", ["图"]),
        ("<ol><li>甲<li>乙</ol><ul><li>丙</ul>", ["1.甲", "2.乙", "丙"]),
        ("<ol style='list-style-type:cjk-ideographic' start=2><li>甲</ol>", ["二、甲"]),
        ("<table><tr><td><p>框内</p></td></tr></table>", ["框内"]),
    ],
)
def test_text_is_what_a_browser_shows(markup: str, shown: list[str]) -> None:
    assert texts(markup) == shown


def test_a_table_that_arranges_the_page_is_no_table() -> None:
    inner = "<table><tr><td>甲<td>1<td>2</table>"
    body = f"<table><tr><td>菜单<td><p>正文</p>{inner}</table>"
    assert texts(body) == ["菜单", "正文"]
    assert [cell.text for cell in grid(body).cells] == ["甲", "1", "2"]


def test_the_article_is_where_the_sections_are() -> None:
    body = (
        f"<ul><li>首页<li>{TITLE}（解读）</ul><h1>{TITLE}</h1><div>浏览次数：9</div>"
        f"<div><p>统计期限自1月1日起，如有疑问请联系。</p>{HEADINGS}<p>版权所有：某办</p></div>"
        "<p>上一篇：无</p>"
    )
    shown = texts(body)
    assert shown[:2] == [TITLE, "统计期限自1月1日起，如有疑问请联系。"]
    assert shown[-1] == "内容。"
    assert len(shown) == 14


@pytest.mark.parametrize(
    "head", [f'<meta name="ArticleTitle" content="{TITLE}">', f"<title>{TITLE}_某县政府</title>"]
)
def test_a_title_that_only_the_head_of_the_page_has_is_found(head: str) -> None:
    assert texts(f"<p>首页</p><div>{HEADINGS}</div>", head)[0] == TITLE


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("gb18030", "gb2312"),
        ("gb18030", "GBK"),
        ("utf-8", "gb2312"),
        ("gb18030", "utf-8"),
        ("big5", "big5"),
    ],
)
def test_pages_are_decoded_as_declared_or_as_they_can_be_read(encoding: str, declared: str) -> None:
    content = f'<html><meta charset="{declared}"><p>公開年度報告</p></html>'.encode(encoding)
    assert [item.text for item in read_html(content).items if isinstance(item, Block)] == [
        "公開年度報告"
    ]


def test_a_byte_order_mark_comes_first() -> None:
    content = codecs.BOM_UTF16_LE + "<html><p>年报</p></html>".encode("utf-16-le")
    (block,) = read_html(content).items
    assert isinstance(block, Block)
    assert block.text == "年报"


def test_web_archives_are_read() -> None:
    written = specimen("2021", consistent_cells("2021", 4))
    quoted = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; "
    archive = (
        quoted + b'boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: binary\r\n\r\n" + clean_page(written) + b"\r\n--b--\r\n"
    )
    assert_read(read_report(archive), written)
    with pytest.raises(FileRefused) as refused:
        read_mhtml(quoted + b'boundary="b"\r\n\r\n--b\r\nContent-Type: text/css\r\n\r\n--b--')
    assert refused.value.reason is Refusal.BROKEN


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page("<div>" * 50_000), Refusal.BROKEN),
        (page("<table><tr><td>" * 5_000), Refusal.BROKEN),
        (page("<table><tr><td rowspan=9999999 colspan=9999999>字</table>"), Refusal.NOT_A_REPORT),
        (page("<script>x</script>"), Refusal.EMPTY),
        (b"<html>", Refusal.EMPTY),
    ],
    ids=["deep", "deep tables", "endless spans", "only a program", "nothing"],
)
def test_hostile_and_empty_pages_are_refused(content: bytes, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        read_report(content)
    assert refused.value.reason is reason
