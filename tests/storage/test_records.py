"""Checks and drawings survive being kept as JSON."""

import pytest
from pydantic import ValidationError

from domain.drawing import Drawing, DrawingKind, Shown
from domain.finding import Check, Finding, Severity, Unassessed, Where
from storage.records import check_from_json, check_to_json, drawing_from_json, drawing_to_json


def test_a_check_comes_back_as_it_was() -> None:
    where = Where("四", "reviews", ("reviews.reconsideration.total",), 4, "“总计”填的是 0。")
    check = Check(
        findings=(
            Finding("T4-SUM", Severity.ERROR, "各项之和为 11。", "改为 11。", where, "0", "11"),
            Finding("P-TITLE", Severity.INFO, "标题", "改标题", Where()),
        ),
        unassessed=(Unassessed("T3-BALANCE", "无法识别", ("applications.received.total",)),),
        judged=214,
    )
    assert check_from_json(check_to_json(check)) == check


def test_a_drawing_comes_back_as_it_was() -> None:
    drawing = Drawing(DrawingKind.PICTURES, "ab" * 32, "表四.png", Shown(None, "表四", (2, 3)))
    assert drawing_from_json(drawing_to_json(drawing)) == drawing


def test_anything_else_is_refused() -> None:
    with pytest.raises(ValidationError):
        check_from_json('{"findings": 3}')
