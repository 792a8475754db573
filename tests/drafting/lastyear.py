"""A report of the year before, and the basis of a draft that follows it."""

from domain.report import Report
from drafting.basis import DraftBasis
from tests.rules.reports import report

UNIT = "青山县石桥镇人民政府"
CONTACT = "如有疑问，请与石桥镇党政办公室联系（地址：石桥镇桥南路1号，电话：0000-1234567）。"


def last_year(**changes: object) -> Report:
    """The report for 2025: three requests of natural persons and one of a business carried over,
    twelve normative documents in force."""
    cells = {
        "applications.carried_out.natural_person": 3,
        "applications.carried_out.business": 1,
        "applications.carried_out.total": 4,
        "disclosure.normative_documents.in_force": 12,
    }
    period = "本报告数据统计期限为2025年1月1日至2025年12月31日。"
    given = {"introduction": [period + CONTACT], "cells": cells, **changes}
    return report(year=2025, unit=UNIT, **given)  # type: ignore[arg-type]


def basis() -> DraftBasis:
    return DraftBasis(UNIT, 2026, last_year())
