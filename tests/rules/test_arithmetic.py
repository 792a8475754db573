"""Whatever the numbers: consistent tables raise no alarm, one changed cell always does."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.form import load_form
from domain.report import Report
from rules.check import check
from rules.registry import all_rules
from tests.rules.reports import report

RELATIONS = [info.id for info in all_rules() if info.kind == "relation"]
FORMS = {"2019": 2020, "2021": 2023}
FEW = settings(max_examples=40)
"""An example draws some hundred numbers; a busy machine must not fail it."""


@st.composite
def consistent_cells(draw: st.DrawFn, key: str) -> dict[str, int]:
    """Tables 3 and 4 of a form with numbers that fit each other, by cell name."""
    form, count = load_form(key), st.integers(0, 30)
    table = form.tables["applications"]
    columns = [column.key for column in table.parts[0].columns]
    cells = dict.fromkeys(table.cell_names(), 0)
    for column in columns[:-1]:
        # An unpaid fee would have to be spoken of in section six.
        results = [
            0 if row == "other_fee_unpaid" else draw(count) for row in table.groups["results"]
        ]
        carried_in = draw(st.integers(0, sum(results)))
        carried_out = draw(count)
        named = dict(zip(table.groups["results"], results, strict=True))
        named |= {
            "processed_total": sum(results),
            "carried_in": carried_in,
            "carried_out": carried_out,
            "received": sum(results) + carried_out - carried_in,
        }
        for row, number in named.items():
            cells[f"applications.{row}.{column}"] = number
            cells[f"applications.{row}.total"] += number
    for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        numbers = {c: draw(count) for c in ("upheld", "corrected", "other", "pending")}
        cells |= {f"reviews.{row}.{column}": number for column, number in numbers.items()}
        cells[f"reviews.{row}.total"] = sum(numbers.values())
    return cells


def made(key: str, cells: dict[str, int]) -> Report:
    described: dict[str, Any] = {"year": FORMS[key], "form": key, "cells": cells}
    # Fees may be unpaid in the tables, so the text tells that they were asked for.
    described["texts"] = {"六": ["本机关依法发出收费通知，收取信息处理费0元。"]}
    return report(**described)


@FEW
@given(key=st.sampled_from(sorted(FORMS)), data=st.data())
def test_consistent_tables_raise_no_alarm(key: str, data: st.DataObject) -> None:
    cells = data.draw(consistent_cells(key))
    assert check(made(key, cells)).findings == ()


@FEW
@given(
    key=st.sampled_from(sorted(FORMS)),
    delta=st.integers(-9, 9).filter(bool),
    data=st.data(),
)
def test_one_changed_cell_is_always_noticed(key: str, delta: int, data: st.DataObject) -> None:
    cells = data.draw(consistent_cells(key))
    changed = data.draw(st.sampled_from(sorted(cells)))
    cells[changed] += delta
    findings = check(made(key, cells), only=RELATIONS).findings
    assert findings
    assert all(changed in finding.where.cells for finding in findings)
