"""What the renderers are given: rows of the store put together for one message."""

from dataclasses import dataclass
from datetime import date

from domain.deadline import Deadline
from domain.finding import Check
from domain.report import Report
from domain.unit import Unit
from domain.upload import Upload


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An upload in a list; `errors` is None until it has been checked."""

    upload: Upload
    unit: Unit
    errors: int | None


@dataclass(frozen=True, slots=True)
class UploadView:
    """An upload with its unit, the number of files waiting before it and, once there, its report
    and check; for an archive the files that it holds."""

    upload: Upload
    unit: Unit
    ahead: int = 0
    report: Report | None = None
    check: Check | None = None
    packed: tuple[HistoryLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the units below a supervisor's unit are with one report year."""

    clean: tuple[str, ...]
    mending: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        return len(self.clean) + len(self.mending) + len(self.missing)


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A unit's deadline as seen on `today`; `provisional` where the workdays are a guess."""

    unit: Unit
    deadline: Deadline
    today: date
    workdays: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class RollupView:
    """What the rules across units say of a unit's report and of those below it. `report` is an
    empty one where the unit has none; `children` counts the reports below."""

    unit: Unit
    year: int
    report: Report
    check: Check
    children: int
