"""Drawings are kept in order, replaced together, and dropped with the result they show."""

from datetime import datetime

import pytest

from domain.drawing import Drawing, DrawingKind, Shown
from domain.upload import Upload
from storage.unit_of_work import UnitOfWork

from .conftest import Work

PAGES = [
    Drawing(DrawingKind.PICTURES, "ab" * 32, "第3页.jpg", Shown(page=3, numbers=(1, 2))),
    Drawing(DrawingKind.PICTURES, "cd" * 32, "表四.png", Shown(table="表四", numbers=(3,))),
]
CROPS = [Drawing(DrawingKind.CROPS, "ef" * 32, "x.png", Shown())]


@pytest.fixture
def checked(work: Work, upload: Upload, now: datetime) -> int:
    with work() as uow:
        uow.checks.save_report(upload.id, "{}", "1")
        check(uow, upload.id, now)
        uow.commit()
    return upload.id


def check(uow: UnitOfWork, upload_id: int, now: datetime) -> None:
    uow.checks.save_check(upload_id, "{}", "1", errors=0, warnings=0, infos=0, now=now)


def test_the_drawings_of_a_kind_come_back_in_order_and_are_replaced_together(
    work: Work, checked: int
) -> None:
    with work() as uow:
        uow.drawings.keep(checked, DrawingKind.PICTURES, None, PAGES)
        uow.drawings.keep(checked, DrawingKind.CROPS, "zh", CROPS)
        uow.commit()
    with work() as uow:
        assert uow.drawings.of(checked, DrawingKind.PICTURES, None) == PAGES
        uow.drawings.keep(checked, DrawingKind.PICTURES, None, PAGES[1:])
        uow.commit()
    with work() as uow:
        assert uow.drawings.of(checked, DrawingKind.PICTURES, None) == PAGES[1:]
        assert uow.drawings.of(checked, DrawingKind.CROPS, "zh") == CROPS
        assert uow.drawings.of(checked, DrawingKind.ANNOTATED, "zh") == []


def test_drawings_with_words_are_kept_for_each_language(work: Work, checked: int) -> None:
    english = [Drawing(DrawingKind.CROPS, "12" * 32, "y.png", Shown())]
    with work() as uow:
        uow.drawings.keep(checked, DrawingKind.CROPS, "zh", CROPS)
        uow.drawings.keep(checked, DrawingKind.CROPS, "en", english)
        uow.commit()
    with work() as uow:
        assert uow.drawings.of(checked, DrawingKind.CROPS, "zh") == CROPS
        assert uow.drawings.of(checked, DrawingKind.CROPS, "en") == english
        assert uow.drawings.of(checked, DrawingKind.CROPS, None) == []


@pytest.mark.parametrize("again", ["read", "checked"])
def test_a_new_result_drops_what_was_drawn_of_the_old_one(
    work: Work, checked: int, now: datetime, again: str
) -> None:
    with work() as uow:
        uow.drawings.keep(checked, DrawingKind.PICTURES, None, PAGES)
        uow.drawings.keep(checked, DrawingKind.CROPS, "en", CROPS)
        uow.commit()
    with work() as uow:
        if again == "read":
            uow.checks.save_report(checked, "{}", "2")
        else:
            check(uow, checked, now)
        uow.commit()
    with work() as uow:
        assert uow.drawings.of(checked, DrawingKind.PICTURES, None) == []
        assert uow.drawings.of(checked, DrawingKind.CROPS, "en") == []
