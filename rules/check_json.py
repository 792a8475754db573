"""A check as the JSON document that outside tools read."""

from typing import Any

from domain.finding import Check, Explained, Finding, Severity
from domain.report import Report


def check_json(report: Report, check: Check, file_name: str) -> dict[str, Any]:
    """The ``check`` document of one report: plain dicts, lists, strings and numbers.

    ``warnings`` are those of reading: what could not be placed or read with certainty.
    """
    return {
        "file": file_name,
        "title": report.title,
        "unit": report.unit,
        "year": report.year,
        "form": report.form,
        "summary": {severity.value: check.count(severity) for severity in Severity},
        "findings": [_finding(finding) for finding in check.findings],
        "unassessed": [
            {"rule": each.rule, "reason": each.reason, "cells": list(each.cells)}
            for each in check.unassessed
        ],
        "warnings": [{"code": each.code, "message": each.message} for each in report.warnings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    where = finding.where
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "fix": finding.fix,
        "where": {
            "section": where.section,
            "table": where.table,
            "cells": list(where.cells),
            "page": where.page,
            "quote": where.quote,
        },
        "found": finding.found,
        "expected": finding.expected,
        **(
            {"explains": [_explained(each) for each in finding.explains]}
            if finding.explains
            else {}
        ),
    }


def _explained(each: Explained) -> dict[str, Any]:
    return {"rule": each.rule, "message": each.message, "cells": list(each.cells)}
