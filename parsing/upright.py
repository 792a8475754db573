"""Places on pages that were read turned, put back where a viewer shows them."""

from collections.abc import Mapping
from dataclasses import replace
from math import cos, radians, sin

from domain.document import Box, Place, Projection, Sideways
from domain.report import Paragraph, Report


def turned_box(box: Box, quarters: int, width: float, height: float) -> Box:
    """A box of a page of `width` by `height` after the page is turned clockwise."""
    match quarters % 4:
        case 1:
            return Box(height - box.bottom, box.x0, height - box.top, box.x1)
        case 2:
            return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
        case 3:
            return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    return box


def as_shown(report: Report, sideways: tuple[Sideways, ...]) -> Report:
    """The report with every place as a viewer shows its page (see `Document.sideways`)."""
    if not sideways:
        return report
    pages = {page.page: page for page in sideways}
    return replace(
        report,
        introduction=_paragraphs(report.introduction, pages),
        sections=tuple(
            replace(
                section,
                place=_shown(section.place, pages),
                paragraphs=_paragraphs(section.paragraphs, pages),
            )
            for section in report.sections
        ),
        cells={
            name: replace(cell, place=_shown(cell.place, pages))
            for name, cell in report.cells.items()
        },
        labels=tuple(replace(label, place=_shown(label.place, pages)) for label in report.labels),
        title_place=report.title_place and _shown(report.title_place, pages),
    )


def _paragraphs(
    paragraphs: tuple[Paragraph, ...], pages: Mapping[int, Sideways]
) -> tuple[Paragraph, ...]:
    return tuple(replace(each, place=_shown(each.place, pages)) for each in paragraphs)


def _shown(place: Place, pages: Mapping[int, Sideways]) -> Place:
    page = pages.get(place.page) if place.page else None
    if page is None or place.box is None:
        return place
    box = turned_box(place.box, -page.quarters, page.width, page.height)
    box = _askew(box, page)
    return replace(place, box=_aslant(box, page.tilt) if page.tilt else box)


def _askew(box: Box, page: Sideways) -> Box:
    """The box around a box of a straightened page, where the page shows it."""
    if not page.skew:
        return box
    is_turned = page.quarters % 2
    across, down = (page.height, page.width) if is_turned else (page.width, page.height)
    sine, cosine = sin(radians(page.skew)), cos(radians(page.skew))
    corners = [(x - across / 2, y - down / 2) for x, y in _corners(box)]
    xs = [across / 2 + x * cosine - y * sine for x, y in corners]
    ys = [down / 2 + x * sine + y * cosine for x, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _aslant(box: Box, tilt: Projection) -> Box:
    """The box around a box of a flattened page, where the picture shows it."""
    a, b, c, d, e, f, g, h, i = tilt
    corners = _corners(box)
    xs = [(a * x + b * y + c) / (g * x + h * y + i) for x, y in corners]
    ys = [(d * x + e * y + f) / (g * x + h * y + i) for x, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _corners(box: Box) -> list[tuple[float, float]]:
    return [(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
