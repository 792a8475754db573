"""Reports as JSON: the public document, and the stored form that loses nothing."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.document import Box, Place
from domain.report import Cell, Paragraph, PrintedLabel, ReadingWarning, Report, Section
from parsing.report_json import extract_json, report_from_json, report_to_json

boxes = st.builds(Box, *(st.floats(0, 2000) for _ in range(4)))
places = st.builds(
    Place, page=st.none() | st.integers(1, 300), box=st.none() | boxes, path=st.none() | st.text()
)
values = (
    st.none()
    | st.integers(-(10**17), 10**17)
    | st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2
    )
)
cells = st.builds(
    Cell, name=st.text(), value=values, text=st.text(), place=places, confidence=st.floats(0, 1)
)
paragraphs = st.builds(Paragraph, text=st.text(), place=places)
sections = st.builds(
    Section,
    number=st.text(),
    heading=st.text(),
    place=places,
    paragraphs=st.lists(paragraphs, max_size=2).map(tuple),
)
reports = st.builds(
    Report,
    title=st.none() | st.text(),
    unit=st.none() | st.text(),
    year=st.none() | st.integers(2000, 2100),
    form=st.sampled_from([None, "2019", "2021"]),
    pages=st.none() | st.integers(1, 300),
    introduction=st.lists(paragraphs, max_size=2).map(tuple),
    sections=st.lists(sections, max_size=2).map(tuple),
    cells=st.dictionaries(st.text(), cells, max_size=3),
    labels=st.lists(
        st.builds(PrintedLabel, st.text(), st.text(), st.just("row"), st.text(), places), max_size=2
    ).map(tuple),
    warnings=st.lists(
        st.builds(ReadingWarning, st.text(), st.text(), st.lists(st.text()).map(tuple)), max_size=2
    ).map(tuple),
    title_place=st.none() | places,
)


@given(reports)
def test_a_stored_report_comes_back_the_same(report: Report) -> None:
    back = report_from_json(report_to_json(report))
    assert back == report
    kinds = [type(cell.value) for cell in report.cells.values()]
    assert [type(cell.value) for cell in back.cells.values()] == kinds


def test_other_text_is_no_report() -> None:
    with pytest.raises(ValueError, match="title"):
        report_from_json("{}")


def test_the_public_document_has_exactly_the_promised_members() -> None:
    place = Place(page=3, box=Box(1.005, 2.3456, 10, 20))
    report = Report(
        title="某局2023年政府信息公开工作年度报告",
        unit="某局",
        year=2023,
        form="2021",
        pages=5,
        introduction=(Paragraph("引言", place),),
        sections=(Section("一", "总体情况", place, (Paragraph("正文。", place),)),),
        cells={
            "a.b.c": Cell("a.b.c", 21, "21", place),
            "a.b.d": Cell("a.b.d", Decimal("2.02"), "2.02", Place(path="line 4")),
            "a.b.e": Cell("a.b.e", None, "", place),
        },
        warnings=(ReadingWarning("row_misaligned", "请核对。", ("a.b.e",)),),
    )
    assert json.loads(json.dumps(extract_json(report, "a.pdf"))) == {
        "file": "a.pdf",
        "title": "某局2023年政府信息公开工作年度报告",
        "unit": "某局",
        "year": 2023,
        "form": "2021",
        "sections": [{"number": "一", "heading": "总体情况", "page": 3, "paragraphs": ["正文。"]}],
        "cells": {
            "a.b.c": {"value": 21, "text": "21", "page": 3, "bbox": [1.0, 2.35, 10, 20]},
            "a.b.d": {"value": 2.02, "text": "2.02", "page": None, "bbox": None},
            "a.b.e": {"value": None, "text": "", "page": 3, "bbox": [1.0, 2.35, 10, 20]},
        },
        "warnings": [{"code": "row_misaligned", "message": "请核对。"}],
    }
