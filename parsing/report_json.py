"""A report as JSON: the public document of ``nianbao extract``, and the form it is stored in."""

from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from domain.document import Box
from domain.report import Cell, Report, Section


def extract_json(report: Report, file_name: str) -> dict[str, Any]:
    """What was read, ready for `json.dumps`: title, unit, year, form, sections, cells with their
    places (PDF points, two decimals), warnings."""
    return {
        "file": file_name,
        "title": report.title,
        "unit": report.unit,
        "year": report.year,
        "form": report.form,
        "sections": [_section(section) for section in report.sections],
        "cells": {name: _cell(cell) for name, cell in report.cells.items()},
        "warnings": [
            {"code": warning.code, "message": warning.message} for warning in report.warnings
        ],
    }


def report_to_json(report: Report) -> str:
    """A report as text for storage; `report_from_json` gives the same report back."""
    return adapter().dump_json(report).decode()


def report_from_json(text: str | bytes) -> Report:
    """The report that `report_to_json` wrote. Raises ValueError for any other text."""
    return adapter().validate_json(text)


@cache
def adapter() -> TypeAdapter[Report]:
    """Turns reports into JSON and back; takes long to make, once."""
    return TypeAdapter(Report)


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "heading": section.heading,
        "page": section.place.page,
        "paragraphs": [paragraph.text for paragraph in section.paragraphs],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
    box = cell.place.box
    return {
        "value": value,
        "text": cell.text,
        "page": cell.place.page,
        "bbox": _bbox(box) if box else None,
    }


def _bbox(box: Box) -> list[float]:
    return [round(side, 2) for side in (box.x0, box.top, box.x1, box.bottom)]
