"""Reports as web pages: written by hand, pasted from Word, or amid a site's navigation."""

from collections.abc import Callable
from html import escape

from tests.parsing.specimen import Drawing, Specimen

_FONT = "font-family: 仿宋_GB2312; font-size: 16pt"
_SITE = (
    "首页", "政府信息公开", "办事服务", "互动交流", "新闻中心", "走进我们", "公开指南", "公开制度",
    "法定主动公开内容", "政府信息公开年报", "依申请公开",
)  # fmt: skip


def clean_page(report: Specimen) -> bytes:
    """Headings, paragraphs and tables, nothing else."""
    body = f"<h1>{escape(report.title)}</h1>\n{_article(report, _plain)}"
    return _page(report.title, body)


def pasted_page(report: Specimen) -> bytes:
    """What an editor makes of a text pasted from Word: every character in elements of its own."""
    title = f'<p class="MsoNormal" align="center">{_spans(report.title)}</p>'
    return _page(report.title, title + _article(report, _spans))


def site_page(report: Specimen) -> bytes:
    """The page of a site: menus, breadcrumbs, a table of tools and a footer around the article."""
    links = "".join(f'<li><a href="/{i}">{name}</a></li>' for i, name in enumerate(_SITE))
    tools = (
        "<table><tr><td>索引号：</td><td>014/2024-00012</td><td>发布日期：</td>"
        "<td>2024-01-18</td></tr></table>"
    )
    article = (
        f'<div class="title">{escape(report.title)}</div>'
        '<div class="tools">来源：办公室　浏览次数：<span id="n">316</span>　字体：大 中 小</div>'
        f"{tools}<div class='TRS_Editor'>{_article(report, _plain)}</div>"
    )
    body = (
        f"<div class='nav'><ul>{links}</ul></div><div class='crumbs'>当前位置：首页 &gt; "
        f"政府信息公开年报</div><div class='side'><ul>{links}</ul></div>"
        f"<div class='main'>{article}</div>"
        "<div class='footer'><p>主办单位：示例县人民政府办公室</p><p>网站标识码：0000000000</p>"
        "<script>var pages = 1;</script></div>"
    )
    return _page(f"{report.title}_示例县人民政府", body)


def _page(title: str, body: str) -> bytes:
    return (
        f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{escape(title)}'
        "</title><style>td { border: 1px solid }</style></head>\n"
        f"<body>{body}</body></html>\n"
    ).encode()


def _article(report: Specimen, write: Callable[[str], str]) -> str:
    parts = []
    for text, drawing in report.flow():
        parts.append(_table(drawing, write) if drawing else f"<p>{write(text)}</p>")
    return "\n".join(parts)


def _table(drawing: Drawing, write: Callable[[str], str]) -> str:
    rows = []
    for row in range(drawing.rows):
        slots = sorted((s for s in drawing.slots if s.row == row), key=lambda s: s.column)
        cells = "".join(
            f'<td rowspan="{slot.rows}" colspan="{slot.columns}">'
            f"<p>{write(slot.text) or '&nbsp;'}</p></td>"
            for slot in slots
        )
        rows.append(f"<tr>{cells}</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _plain(text: str) -> str:
    return escape(text)


def _spans(text: str) -> str:
    return "".join(
        f'<span style="{_FONT}"><font face="仿宋_GB2312">{escape(char)}</font></span>'
        for char in text
    )
