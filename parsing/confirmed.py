"""A report with what people say its original shows in cells that were not read with certainty."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from domain.report import Cell, ReadingWarning, Report
from parsing.assemble.confirm import TO_CONFIRM, to_confirm
from parsing.numbers import parse_number


def confirmed(report: Report, texts: Mapping[str, str]) -> Report:
    """The report in which the cells named in `texts` hold what that says (nothing where it is
    empty) for certain, and no warning is about them."""
    if not texts:
        return report
    cells = {
        name: _certain(cell, texts[name]) if name in texts else cell
        for name, cell in report.cells.items()
    }
    doubted = to_confirm(cells.values(), report.form)
    warnings = (*_left(report.warnings, texts), *doubted)
    return replace(report, cells=cells, warnings=warnings)


def _certain(cell: Cell, text: str) -> Cell:
    return replace(cell, value=parse_number(text), text=text, confidence=1.0)


def _left(
    warnings: tuple[ReadingWarning, ...], texts: Mapping[str, str]
) -> Iterator[ReadingWarning]:
    """The other warnings, each as long as one of its cells is not confirmed."""
    for warning in warnings:
        cells = tuple(name for name in warning.cells if name not in texts)
        if warning.code != TO_CONFIRM and (cells or not warning.cells):
            yield replace(warning, cells=cells)
