"""What a draft takes from last year's report, and what it leaves to the clerk."""

import pytest

from domain.report import Report
from drafting.basis import FIRST_YEAR, DraftBasis
from tests.drafting.lastyear import CONTACT, UNIT, basis, last_year
from tests.rules.reports import report

CARRIED = "applications.carried_in"


def test_what_was_carried_over_is_taken_by_column_and_added_up() -> None:
    assert basis().carried_in[f"{CARRIED}.natural_person"] == 3
    assert basis().carried_in[f"{CARRIED}.research"] == 0
    assert basis().carried_in[f"{CARRIED}.total"] == 4


@pytest.mark.parametrize("how", ["unreadable", "missing"])
def test_a_column_that_was_not_read_stays_open_and_so_does_the_total(how: str) -> None:
    last = last_year(**{how: ["applications.carried_out.business"]})
    known = DraftBasis(UNIT, 2026, last).carried_in
    assert f"{CARRIED}.business" not in known
    assert f"{CARRIED}.total" not in known
    assert known[f"{CARRIED}.natural_person"] == 3


@pytest.mark.parametrize("printed", ["三", "1.5", "-1", ""])
def test_what_is_no_count_is_not_taken(printed: str) -> None:
    last = last_year(cells={"applications.carried_out.other": printed})
    assert f"{CARRIED}.other" not in DraftBasis(UNIT, 2026, last).carried_in


def test_the_contact_is_taken_without_the_period() -> None:
    assert basis().contact == CONTACT


def test_without_last_years_report_nothing_is_known() -> None:
    alone = DraftBasis(UNIT, 2026)
    assert (alone.carried_in, alone.in_force, alone.contact) == ({}, {}, None)


def test_a_report_in_the_old_form_tells_what_was_carried_over_but_not_what_is_in_force() -> None:
    last = report(year=2020, unit=UNIT, cells={"applications.carried_out.other": 2})
    old = DraftBasis(UNIT, 2021, last)
    assert old.carried_in[f"{CARRIED}.other"] == 2
    assert old.in_force == {}


@pytest.mark.parametrize(("year", "last"), [(FIRST_YEAR - 1, None), (2026, report(year=2024))])
def test_a_year_of_an_older_form_and_a_report_of_another_year_are_refused(
    year: int, last: Report | None
) -> None:
    with pytest.raises(ValueError, match="no"):
        DraftBasis(UNIT, year, last)
