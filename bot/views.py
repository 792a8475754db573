"""What the renderers are given: rows of the store put together for one message."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.deadline import Deadline, Nearness, nearness
from domain.finding import Check, Finding
from domain.report import Report
from domain.submission import Submission
from domain.unit import Unit
from domain.upload import Upload
from storage.rows import ConfirmationRow, Standing


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An upload in a list; `errors` is None until it has been checked."""

    upload: Upload
    unit: Unit
    errors: int | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The version before: its number and result. `same_as` is the number of an earlier version
    whose file is the same; `is_by_other_rules` where the rules changed between the two checks."""

    version: int
    check: Check
    same_as: int | None = None
    is_by_other_rules: bool = False


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """How a version stands with the unit above (`to`). `is_offered`: the reader may hand it in;
    `accepts_errors`: even with errors and a reason; `is_late`: what was handed in cannot be taken
    back. `standing` is the submission that counts for the unit and year, `version` which one was
    handed in with it."""

    to: Unit | None
    is_offered: bool
    accepts_errors: bool
    is_late: bool
    standing: Submission | None
    version: int | None


@dataclass(frozen=True, slots=True)
class UploadView:
    """An upload with its unit, the number of files waiting before it, how long those may take, and,
    once there, its report and check, the version before it and how it stands with the unit above;
    for an archive the files that it holds. `confirmed` is what people say of cells that were not
    read with certainty. `is_fileable`: it bears another name than the unit's, and its reader may
    file it as a version all the same. `is_full`: they want all errors on the first screen."""

    upload: Upload
    unit: Unit
    ahead: int = 0
    wait: timedelta | None = None
    report: Report | None = None
    check: Check | None = None
    packed: tuple[HistoryLine, ...] = ()
    confirmed: tuple[ConfirmationRow, ...] = ()
    earlier: Earlier | None = None
    submission: SubmissionView | None = None
    is_fileable: bool = False
    is_full: bool = False


@dataclass(frozen=True, slots=True)
class VersionLine:
    """An answered version in a list. `is_outdated`: the rules have changed since it was checked."""

    upload: Upload
    errors: int
    is_submitted: bool
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A submission with what it is of. `due` is the last day on which it may be withdrawn."""

    submission: Submission
    upload: Upload
    unit: Unit
    to: Unit | None
    due: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the units below a supervisor's unit are with one report year, by name; `in_hand` are
    those of the missing ones who said that they work on it."""

    submitted: tuple[str, ...]
    clean: tuple[str, ...]
    mending: tuple[str, ...]
    missing: tuple[str, ...]
    in_hand: tuple[str, ...]

    @property
    def total(self) -> int:
        parts = (self.submitted, self.clean, self.mending, self.missing)
        return sum(len(names) for names in parts)


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A unit's deadline as seen on `today`; `provisional` where the workdays are a guess."""

    unit: Unit
    deadline: Deadline
    today: date
    workdays: int
    provisional: bool

    @property
    def nearness(self) -> Nearness:
        return nearness(self.today, self.deadline.due, self.workdays)


@dataclass(frozen=True, slots=True)
class RollupView:
    """What the rules across units say of a unit's report and of those below it. `report` is an
    empty one where the unit has none; `children` counts the reports below."""

    unit: Unit
    year: int
    report: Report
    check: Check
    children: int


@dataclass(frozen=True, slots=True)
class Submitted:
    """What is handed in, the errors that are left in it and the cells of it that were not read."""

    submission: Submission
    errors: int
    unread: int


@dataclass(frozen=True, slots=True)
class OwnStatus:
    """How far a unit's own report is. `shown` is the newest answered upload, of which `version` and
    `errors` are; `submitted` what is handed in, if anything is; `file_name` a file still under way,
    with `ahead` others before it."""

    unit: Unit
    deadline: DeadlineView
    standing: Standing
    version: int | None
    errors: int | None
    shown: int | None
    submitted: Submitted | None
    file_name: str | None
    ahead: int


@dataclass(frozen=True, slots=True)
class BelowView:
    """How far the units below a supervisor's unit are with one report year. `is_reachable`: some of
    those without a report have a clerk who can be reminded."""

    unit: Unit
    year: int
    progress: Progress
    is_reachable: bool


@dataclass(frozen=True, slots=True)
class MissingUnit:
    """A unit without a report, how many clerks it has here, and whether one of them said that they
    work on it."""

    unit: Unit
    clerks: int
    is_in_hand: bool


@dataclass(frozen=True, slots=True)
class ReminderView:
    """A reminder to a clerk. `errors` is None where no report has come, else how many are left to
    mend in the upload `shown`, none where it could not be read as a whole; `carried` is this year's
    上年结转 where last year's report tells it. `again_on` is the next workday, `last_call` the day
    of the last reminder before the deadline."""

    id: int
    deadline: DeadlineView
    errors: int | None
    shown: int | None
    carried: int | None
    again_on: date
    last_call: date
    is_asked: bool


@dataclass(frozen=True, slots=True)
class DigestView:
    """How far all units below are, with a deadline of theirs; `before` is how far they were on the
    day `since`, when the supervisor last heard of it."""

    deadline: DeadlineView
    below: BelowView
    since: date | None
    before: Progress | None


@dataclass(frozen=True, slots=True)
class Frequent:
    """A rule, by its title, that fails in the newest versions of so many units."""

    title: str
    units: int


@dataclass(frozen=True, slots=True)
class RuleDecision:
    """What an office decided about a rule: ``"off"``, a severity, or ``"usual"``."""

    unit: Unit
    decided: str


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A version in which a unit had problems of the kind that is looked for. `is_mended`: its
    newest version has none of them."""

    unit: Unit
    upload: Upload
    report_json: str
    findings: tuple[Finding, ...]
    is_mended: bool
