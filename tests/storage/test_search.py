"""Uploads are found by unit, year and what became of them."""

from datetime import datetime

import pytest

from domain.unit import Role, Unit
from domain.upload import FINAL_STATES, UploadState
from storage.rows import Outcome

from .conftest import Work

CHAT = 601


@pytest.fixture
def uploads(work: Work, township: Unit, now: datetime) -> None:
    """2025 with two errors, then clean and handed in; 2024 clean; one refused, one under way."""
    with work() as uow:
        member = uow.members.bind(CHAT, "填报人", "zh", township.id, Role.CLERK).member
        for name, year, errors in (("一", 2025, 2), ("二", 2025, 0), ("三", 2024, 0)):
            upload = uow.uploads.add(CHAT, township.id, name, "ab" * 32, 1, now)
            version = uow.uploads.next_version(township.id, year)
            uow.uploads.set_read(upload.id, year, version)
            uow.checks.save_report(upload.id, "{}", "1")
            uow.checks.save_check(upload.id, "{}", "1", errors, 0, 0, now)
            uow.uploads.set_state(upload.id, UploadState.ANSWERED, expected=set(UploadState))
            if name == "二":
                uow.submissions.submit(uow.uploads.get(upload.id), member.id, None, now, 2026)
        refused = uow.uploads.add(CHAT, township.id, "四", "ab" * 32, 1, now)
        uow.uploads.set_state(
            refused.id, UploadState.REFUSED, expected=set(UploadState) - FINAL_STATES
        )
        uow.uploads.add(CHAT, township.id, "五", "ab" * 32, 1, now)
        uow.commit()


@pytest.mark.usefixtures("uploads")
@pytest.mark.parametrize(
    ("year", "outcome", "found"),
    [
        (None, None, "五四三二一"),
        (2025, None, "二一"),
        (None, Outcome.CLEAN, "三二"),
        (2025, Outcome.CLEAN, "二"),
        (None, Outcome.MENDING, "一"),
        (None, Outcome.SUBMITTED, "二"),
        (None, Outcome.REFUSED, "四"),
        (None, Outcome.UNDER_WAY, "五"),
        (None, Outcome.CANCELLED, ""),
    ],
)
def test_what_is_looked_for_is_found_newest_first(
    work: Work, township: Unit, year: int | None, outcome: Outcome | None, found: str
) -> None:
    with work() as uow:
        uploads = uow.uploads.search([township.id], 10, year=year, outcome=outcome)
    assert "".join(upload.file_name for upload in uploads) == found


@pytest.mark.usefixtures("uploads")
def test_a_page_is_a_part_of_the_list_and_other_units_have_none(
    work: Work, township: Unit, county: Unit
) -> None:
    with work() as uow:
        page = uow.uploads.search([township.id, county.id], 2, 2)
        assert [upload.file_name for upload in page] == ["三", "二"]
        assert uow.uploads.search([county.id], 10) == []
        assert uow.uploads.waiting() == 1
