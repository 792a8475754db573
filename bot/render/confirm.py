"""The cells that were not recognised with certainty: asked about under their picture, a row of
buttons for each, and named once a person has confirmed them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.render.naming import form_of
from bot.reply import Button, Media, MediaKind, Reply
from bot.texts import Catalogue
from bot.views import UploadView
from domain.drawing import CELL_NUMBERS, Drawing
from domain.report import Cell, Report
from storage.rows import ConfirmationRow


def cells_picture(drawing: Drawing, view: UploadView, texts: Catalogue) -> Reply:
    """The picture of the cells that `drawing` shows. `view` must hold the report."""
    media = Media(MediaKind.PHOTO, drawing.sha256, drawing.name)
    return replace(cells_caption(view, drawing.shown.cells, texts), media=media)


def cells_caption(view: UploadView, names: Sequence[str], texts: Catalogue) -> Reply:
    """What stands under a picture of these cells, numbered in this order: what was confirmed, and
    the buttons for the others."""
    report, said = _report(view), confirmations(view)
    left = [place for place, name in enumerate(names) if name not in said]
    lines = [texts.html("confirm.cells" if left else "confirm.done")]
    for number, name in zip(CELL_NUMBERS, names, strict=False):
        if name in said:
            label, text = form_of(report).cell_label(name), shown_text(said[name].text, texts)
            lines.append(texts.html("confirm.cell", number=number, label=label, text=text))
    rows = tuple(_row(view, names, place, texts) for place in left)
    return Reply("\n".join(lines), rows)


def confirmations(view: UploadView) -> Mapping[str, ConfirmationRow]:
    """What people confirmed of the upload, by cell."""
    return {row.cell: row for row in view.confirmed}


def shown_text(text: str, texts: Catalogue) -> str:
    """What stands in a cell, in a sentence."""
    return text or texts.plain("confirm.nothing")


def confirmed_line(view: UploadView, texts: Catalogue) -> str | None:
    """What the answer says about cells that people confirmed; None where there are none."""
    count = len(view.confirmed)
    return texts.html("confirm.line", count=count) if count else None


def confirmed_entries(view: UploadView, texts: Catalogue) -> list[str]:
    """Each confirmed cell in the list: what the original shows, who says so, what was read."""
    return [_entry(row, _report(view), texts) for row in view.confirmed]


def _entry(row: ConfirmationRow, report: Report, texts: Catalogue) -> str:
    return texts.html(
        "confirm.entry" if row.text == row.read else "confirm.entry_other",
        label=form_of(report).cell_label(row.cell),
        member=row.member or texts.plain("confirm.somebody"),
        text=shown_text(row.text, texts),
        read=shown_text(row.read, texts),
    )


def cell_places(report: Report, names: Sequence[str]) -> str:
    """Cells as a button's data names them; read by `cells_at`."""
    order = sorted(report.cells)
    return ".".join(str(order.index(name)) for name in names)


def cells_at(report: Report, places: str) -> list[str] | None:
    """The names of the cells that `cell_places` named; None where the report has not so many."""
    order = sorted(report.cells)
    numbers = [int(place) for place in places.split(".")]
    return [order[number] for number in numbers] if max(numbers) < len(order) else None


def _row(
    view: UploadView, names: Sequence[str], place: int, texts: Catalogue
) -> tuple[Button, ...]:
    report = _report(view)
    number, cell = CELL_NUMBERS[place], report.cells[names[place]]
    data = f"{place}:{cell_places(report, names)}"
    return tuple(
        Button(
            texts.plain(f"confirm.{label}", number=number, value=cell.value),
            f"confirm:{view.upload.id}:{action}:{data}",
        )
        for action, label in _choices(cell)
    )


def _choices(cell: Cell) -> list[tuple[str, str]]:
    """What a person can say about a cell: the action of the button, and the key of its text."""
    if cell.is_blank:
        return [("yes", "blank"), ("no", "fill")]
    if cell.value is None or not cell.is_readable:
        return [("no", "fill"), ("blank", "blank")]
    return [("yes", "is"), ("no", "is_not")]


def _report(view: UploadView) -> Report:
    if view.report is None:
        raise ValueError(f"upload {view.upload.id} has no report")
    return view.report
