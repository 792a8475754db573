"""A version that a clerk handed in to the unit above."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Submission:
    """`number` (``NB-2027-0173``) is unique in the service; `member` is the name of who handed the
    version in, `reason` why it went out with errors, `withdrawn_at` when it was taken back or
    another version took its place."""

    id: int
    upload_id: int
    unit_id: int
    report_year: int
    number: str
    member: str
    reason: str | None
    submitted_at: datetime
    withdrawn_at: datetime | None = None
