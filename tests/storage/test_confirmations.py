"""What a person confirms of a scan is kept once for each cell, with who said so."""

from datetime import datetime, timedelta

import pytest

from domain.unit import Role, Unit
from domain.upload import Upload
from storage.rows import ConfirmationRow

from .conftest import Work

TOTAL, UPHELD = "reviews.reconsideration.total", "reviews.reconsideration.upheld"


@pytest.fixture
def member_id(work: Work, township: Unit) -> int:
    with work() as uow:
        member = uow.members.bind(77, "小陈", "zh", township.id, Role.CLERK).member
        uow.commit()
    return member.id


def test_the_first_word_about_a_cell_stands(
    work: Work, upload: Upload, member_id: int, now: datetime
) -> None:
    later = now + timedelta(minutes=1)
    with work() as uow:
        assert uow.confirmations.add(upload.id, TOTAL, "16", "10", member_id, later)
        assert uow.confirmations.add(upload.id, UPHELD, "7", "", member_id, now)
        assert not uow.confirmations.add(upload.id, TOTAL, "16", "18", member_id, later)
        uow.commit()
    with work() as uow:
        assert uow.confirmations.of(upload.id) == (
            ConfirmationRow(UPHELD, "7", "", "小陈", now),
            ConfirmationRow(TOTAL, "16", "10", "小陈", later),
        )
        assert uow.confirmations.of(upload.id + 1) == ()


def test_who_asks_to_be_forgotten_leaves_the_word_but_not_the_name(
    work: Work, upload: Upload, member_id: int, now: datetime
) -> None:
    with work() as uow:
        uow.confirmations.add(upload.id, TOTAL, "16", "10", member_id, now)
        uow.members.forget(member_id)
        uow.commit()
    with work() as uow:
        assert [(row.text, row.member) for row in uow.confirmations.of(upload.id)] == [("10", "")]


def test_a_report_is_amended_and_its_result_stays(
    work: Work, upload: Upload, now: datetime
) -> None:
    with work() as uow:
        uow.checks.save_report(upload.id, '{"read": 16}', "1")
        uow.checks.save_check(upload.id, "{}", "1", errors=0, warnings=0, infos=0, now=now)
        uow.checks.amend_report(upload.id, '{"read": 10}')
        uow.commit()
    with work() as uow:
        stored = uow.checks.for_upload(upload.id)
    assert stored is not None
    assert (stored.report_json, stored.check_json) == ('{"read": 10}', "{}")
