"""Builds reports for the tests of rules from short descriptions."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatch
from typing import Any

from domain.document import Place
from domain.form import Form, form_for_year, load_form
from domain.report import Cell, Paragraph, PrintedLabel, ReadingWarning, Report, Section

UNIT = "青山县石桥镇人民政府"
NO_TITLE = "（无）"

TEXTS = {
    "一": (
        "（一）主动公开。通过网站和公告栏及时公开本镇政府信息。",
        "（二）依申请公开。依申请公开渠道畅通，按规定办理。",
        "（三）政府信息管理。公文标明公开属性，发布前逐件审核。",
        "（四）政府信息公开平台建设。网站专栏由专人维护。",
        "（五）监督保障。开展工作考核和社会评议，没有发生责任追究的情况。",
    ),
    "五": (
        "存在的问题：政策解读的形式比较单一，个别栏目更新不够及时。",
        "改进措施：增加图表和短视频解读，每月检查一次栏目更新。",
    ),
    "六": ("本机关{year}年没有发出信息处理费收费通知，没有收取信息处理费。",),
}
"""What a good report says where a case does not say otherwise."""

LAST_YEARS_TEXTS = {
    "一": ("（一）主动公开。重点公开了春耕补贴和道路维修的安排。", *TEXTS["一"][1:]),
    "五": ("栏目更新偶有中断，已安排专人按周查看，今后每季度通报一次。",),
}
"""What the same unit said the year before: not the same words again."""


def place(number: int, page: int = 1) -> Place:
    return Place(page=page, path=f"paragraph {number}")


def cell(name: str, text: object, *, confidence: float = 1.0) -> Cell:
    """A cell as a reader would give it: its number if it holds one."""
    shown = str(text)
    number: Decimal | None = None
    plain = unicodedata.normalize("NFKC", shown).removesuffix("亿元").removesuffix("万元")
    try:
        number = Decimal(plain.strip()) if confidence == 1.0 else None
    except InvalidOperation:
        number = None
    value: int | Decimal | None = number if number is not None and number.is_finite() else None
    if value is not None and "." not in shown:
        value = int(value)
    return Cell(name, value, shown, Place(page=3), confidence)


def consistent(form: Form, *, unsplit: bool = False) -> dict[str, Cell]:
    """Every cell of the form, all zero; `unsplit` prints rows that stand for several instead."""
    cells: dict[str, Cell] = {}
    for table in form.tables.values():
        merged = {key: row.key for row in table.merged for key in row.replaces} if unsplit else {}
        for name in table.cell_names():
            key, row, column = name.split(".")
            name = f"{key}.{merged.get(row, row)}.{column}"
            cells[name] = cell(name, 0)
    return cells


def report(
    *,
    year: int = 2023,
    form: str | None = None,
    title: str = "",
    introduction: Iterable[str] | None = None,
    headings: Mapping[str, str] | None = None,
    order: str = "一二三四五六",
    texts: Mapping[str, Iterable[str]] | None = None,
    cells: Mapping[str, object] | None = None,
    unsplit: bool = False,
    unreadable: Iterable[str] = (),
    missing: Iterable[str] = (),
    labels: Iterable[Mapping[str, str]] = (),
    warnings: Iterable[Mapping[str, Any]] = (),
    unit: str = UNIT,
    signature: Iterable[str] | None = None,
) -> Report:
    """A report that breaks no rule, except as told.

    `form` is by default the one for `year` (0 if it cannot be told); a `title` or `introduction`
    not given is a good one (NO_TITLE is none), and so is a `signature`, the last lines of all.
    `cells` overrides texts of cells by name; its keys, `unreadable` and `missing` may be patterns.
    `headings` and `texts` (see TEXTS) go by section number; `order` lists the sections printed.
    """
    official = load_form(form) if form else form_for_year(year)
    used = official or load_form("2019")
    made = _overridden(consistent(used, unsplit=unsplit), cells or {})
    _spoil(made, unreadable, missing)
    return Report(
        title=None if title == NO_TITLE else title or f"{unit}{year}年政府信息公开工作年度报告",
        unit=unit,
        year=year or None,
        form=used.key if form or official else None,
        pages=5,
        introduction=_paragraphs(_introduction(year) if introduction is None else introduction),
        sections=_signed(
            [
                _section(used, number, headings or {}, TEXTS | dict(texts or {}), year)
                for number in order
            ],
            [unit, f"{year + 1}年1月18日"] if signature is None else signature,
        ),
        cells=made,
        labels=tuple(PrintedLabel(**label, place=Place(page=3)) for label in labels),
        warnings=tuple(ReadingWarning(**warning) for warning in warnings),
        title_place=Place(page=1),
    )


def _spoil(cells: dict[str, Cell], unreadable: Iterable[str], missing: Iterable[str]) -> None:
    for pattern in unreadable:
        for name in _matching(pattern, cells):
            cells[name] = replace(cells[name], value=None, confidence=0.2)
    for pattern in missing:
        for name in _matching(pattern, cells):
            del cells[name]


def _introduction(year: int) -> list[str]:
    return [f"本报告数据统计期限为{year}年1月1日至{year}年12月31日。"]


def _overridden(cells: dict[str, Cell], texts: Mapping[str, object]) -> dict[str, Cell]:
    for pattern, text in texts.items():
        for name in _matching(pattern, cells):
            cells[name] = cell(name, text)
    return cells


def _matching(pattern: str, cells: Mapping[str, Cell]) -> list[str]:
    names = [name for name in cells if fnmatch(name, pattern)]
    assert names, f"no cell is called {pattern}"
    return names


def _section(
    form: Form,
    number: str,
    headings: Mapping[str, str],
    texts: Mapping[str, Iterable[str]],
    year: int,
) -> Section:
    official = next((each.heading for each in form.sections if each.number == number), "")
    heading = headings.get(number, official)
    written = [text.replace("{year}", str(year)) for text in texts.get(number, ())]
    return Section(number, heading, Place(page=2), _paragraphs(written))


def _signed(sections: list[Section], signature: Iterable[str]) -> tuple[Section, ...]:
    """The sections, the last one with the signature below it."""
    if not sections:
        return ()
    *others, last = sections
    paragraphs = (*last.paragraphs, *_paragraphs(signature))
    return (*others, replace(last, paragraphs=paragraphs))


def _paragraphs(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, place(number)) for number, text in enumerate(texts, start=1))
