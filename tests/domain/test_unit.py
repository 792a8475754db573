"""When a person may be spoken to."""

from datetime import datetime

import pytest

from domain.unit import Member


@pytest.mark.parametrize(
    ("hours", "moment", "then"),
    [
        ((None, None), "2027-01-22T23:30", "2027-01-22T23:30"),
        ((22, 8), "2027-01-22T21:59", "2027-01-22T21:59"),
        ((22, 8), "2027-01-22T22:00", "2027-01-23T08:00"),
        ((22, 8), "2027-01-31T23:30", "2027-02-01T08:00"),
        ((22, 8), "2027-01-22T07:59", "2027-01-22T08:00"),
        ((22, 8), "2027-01-22T08:00", "2027-01-22T08:00"),
        ((12, 14), "2027-01-22T13:20", "2027-01-22T14:00"),
        ((12, 14), "2027-01-22T14:20", "2027-01-22T14:20"),
        ((0, 7), "2027-01-22T00:00", "2027-01-22T07:00"),
    ],
)
def test_what_falls_into_quiet_hours_waits_for_their_end(
    hours: tuple[int | None, int | None], moment: str, then: str
) -> None:
    member = Member(1, 1, "小陈", "zh", None, *hours)
    assert member.awake(datetime.fromisoformat(moment)) == datetime.fromisoformat(then)
