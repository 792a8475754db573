"""Draws in the calling process. Files from people go through `parsing.drawing.safely`."""

import logging
from collections.abc import Iterator
from pathlib import PurePath

from domain.drawing import CELL_NUMBERS, DrawingKind, Shown
from domain.refusal import FileRefused, Refusal
from parsing.detect import detect
from parsing.drawing.boxes import draw_marks
from parsing.drawing.ink import LONG_SIDE, saved
from parsing.drawing.marks import Mark, is_long, marks, pages_of, uncertain
from parsing.drawing.pages import KINDS, page_pictures
from parsing.drawing.subject import Drawn, Subject

MOST_PAGES = 4
_log = logging.getLogger(__name__)


def draw(kind: DrawingKind, content: bytes, subject: Subject) -> list[Drawn]:
    """The drawings of one kind in the order to be shown; none where there is nothing to show.

    Raises FileRefused for every file that cannot be drawn, whatever goes wrong with it.
    """
    makers = {
        DrawingKind.CROPS: _crops,
        DrawingKind.PICTURES: _pictures,
        DrawingKind.ANNOTATED: _annotated,
    }
    try:
        return list(makers[kind](content, subject))
    except FileRefused:
        raise
    except MemoryError as error:
        raise FileRefused(Refusal.TOO_MUCH_MEMORY) from error
    except Exception as error:
        # Whatever a damaged file does to a library, for its sender the file is what is damaged.
        _log.warning("drawing failed kind=%s error=%s", kind, type(error).__name__)
        raise FileRefused(Refusal.BROKEN) from error


def _crops(content: bytes, subject: Subject) -> Iterator[Drawn]:
    from parsing.drawing.crops import cropped

    cells = uncertain(subject.report, subject.check, len(CELL_NUMBERS))
    if cells:
        shown = Shown(cells=tuple(cell.name for cell in cells))
        picture = cropped(content, cells, subject.form, subject.words)
        yield Drawn(subject.words("crops_file"), picture, shown)


def _pictures(content: bytes, subject: Subject) -> Iterator[Drawn]:
    found = marks(subject.report, subject.check)
    if detect(content) in KINDS:
        yield from _marked_pages(content, found)
    else:
        yield from _tables(subject, found)
    if is_long(subject.check):
        from parsing.drawing.summary import drawn_list

        picture, numbers = drawn_list(subject.report, subject.check, subject.form, subject.words)
        yield Drawn(subject.words("list_file"), picture, Shown(numbers=numbers))


def _marked_pages(content: bytes, found: list[Mark]) -> Iterator[Drawn]:
    wanted = pages_of(found, MOST_PAGES)
    if not wanted:
        return
    pages = {page.number: page for page in page_pictures(content, wanted, LONG_SIDE)}
    for page in (pages[number] for number in wanted if number in pages):
        here = [mark for mark in found if mark.place.page == page.number and mark.place.box]
        placed = [(mark, page.edges(mark.place.box)) for mark in here if mark.place.box]
        draw_marks(page.image, placed)
        shown = Shown(page=page.number, numbers=_numbers(here))
        yield Drawn(f"{page.number}.jpg", saved(page.image, "JPEG"), shown)


def _tables(subject: Subject, found: list[Mark]) -> Iterator[Drawn]:
    from parsing.drawing.tables import drawn_table

    for key, table in subject.form.tables.items():
        here = [mark for mark in found if mark.cell and mark.cell.startswith(f"{key}.")]
        if here:
            picture = drawn_table(table, subject.form, subject.report, here)
            shown = Shown(table=table.name, numbers=_numbers(here))
            yield Drawn(f"{table.name}.png", picture, shown)


def _numbers(found: list[Mark]) -> tuple[int, ...]:
    return tuple(sorted({mark.number for mark in found}))


def _annotated(content: bytes, subject: Subject) -> Iterator[Drawn]:
    kind = detect(content)
    if kind == "docx":
        from parsing.drawing.docx_notes import commented as written
    elif kind == "xlsx":
        from parsing.drawing.xlsx_notes import commented as written
    elif kind == "pdf":
        from parsing.drawing.pdf_notes import annotated as written
    else:
        raise FileRefused(Refusal.UNSUPPORTED_KIND, kind)
    file, numbers = written(content, subject.report, subject.check, subject.words)
    if numbers:
        path = PurePath(subject.file_name)
        # Excel opens a workbook with macros under no other ending.
        ending = "xlsm" if kind == "xlsx" and path.suffix.lower() == ".xlsm" else kind
        name = subject.words("annotated_file", name=path.stem, kind=ending)
        yield Drawn(name, file, Shown(numbers=numbers))
