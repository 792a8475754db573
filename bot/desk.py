"""What a person may see: the questions that conversations ask the store."""

from collections.abc import Sequence
from datetime import datetime

from bot.services import Services, Turn
from bot.versions import earlier_version, is_fileable, submission_view
from bot.views import BelowView, DeadlineView, HistoryLine, Progress, ReceiptView, UploadView
from domain.deadline import report_year_on, workdays_left
from domain.finding import Check, Severity
from domain.notice import upload_notice
from domain.unit import Membership, Role, Unit, supervised_units
from domain.upload import Upload, UploadState
from parsing.report_json import report_from_json
from rules.definition import RuleInfo
from storage.records import check_from_json, check_to_json
from storage.rows import GroupPost, Standing, UnitStatus
from storage.unit_of_work import UnitOfWork

ANSWERS_SEARCHED = 100


def units_below(uow: UnitOfWork, memberships: list[Membership]) -> list[Unit]:
    """The units whose supervisor a person is."""
    above = supervised_units(memberships)
    return [child for unit in above for child in uow.units.children(unit.id)]


def visible_upload(turn: Turn, upload_id: int) -> UploadView | None:
    """The upload with all that is known of it, or None where this person may not see it."""
    units = turn.uow.units.seen_by(turn.memberships)
    try:
        upload = turn.uow.uploads.get(upload_id)
    except LookupError:
        return None
    if upload.unit_id not in {unit.id for unit in units}:
        return None
    return upload_view(turn.uow, turn.services, upload, turn.memberships)


def upload_view(
    uow: UnitOfWork, services: Services, upload: Upload, memberships: Sequence[Membership] = ()
) -> UploadView:
    """The upload with all that is known of it, for a reader with these roles."""
    stored = uow.checks.for_upload(upload.id)
    report = report_from_json(stored.report_json) if stored else None
    packed = () if stored else tuple(history_lines(uow, uow.uploads.packed(upload.id)))
    return UploadView(
        packed=packed,
        upload=upload,
        unit=uow.units.get(upload.unit_id),
        ahead=0 if stored else uow.uploads.queue_position(upload.id),
        report=report,
        check=check_from_json(stored.check_json) if stored else None,
        confirmed=uow.confirmations.of(upload.id) if stored else (),
        earlier=earlier_version(uow, upload) if stored else None,
        submission=submission_view(uow, upload, memberships, services.today()) if report else None,
        is_fileable=report is not None and is_fileable(uow, upload, report, memberships),
        is_full=any(each.member.full_answers for each in memberships),
    )


def rule_of(turn: Turn, rule_id: str) -> RuleInfo | None:
    """The card of a rule, or None where there is no such rule."""
    try:
        return turn.services.rule(rule_id)
    except KeyError:
        return None


def save_check(turn: Turn, upload_id: int, check: Check) -> None:
    """Keeps a result that a person's decision changed."""
    stored = turn.uow.checks.for_upload(upload_id)
    if stored is None:
        raise LookupError(f"upload {upload_id} has no result")
    turn.uow.checks.save_check(
        upload_id,
        check_to_json(check),
        stored.rules_version,
        errors=check.count(Severity.ERROR),
        warnings=check.count(Severity.WARNING),
        infos=check.count(Severity.INFO),
        now=stored.created_at,
        unread=stored.unread,
    )


def history_lines(uow: UnitOfWork, uploads: list[Upload]) -> list[HistoryLine]:
    """The uploads with what a list says of each."""
    errors = uow.checks.error_counts([upload.id for upload in uploads])
    units = {unit_id: uow.units.get(unit_id) for unit_id in {u.unit_id for u in uploads}}
    return [HistoryLine(u, units[u.unit_id], errors.get(u.id)) for u in uploads]


def latest_answer(
    uow: UnitOfWork, units: list[Unit], year: int | None, *, filed: bool = False
) -> Upload | None:
    """The newest upload of `units` that has a result, of `year` if that is given; with `filed` the
    newest that is a version of a report. A packed file that was not found to be any unit's own
    report is nobody's result."""
    uploads = [u for unit in units for u in uow.uploads.search([unit.id], ANSWERS_SEARCHED)]
    own = [u for u in uploads if u.version is not None or (u.archive_id is None and not filed)]
    checked = uow.checks.error_counts([u.id for u in own])
    found = [u for u in own if u.id in checked and year in (None, u.year)]
    return max(found, key=lambda u: u.id, default=None)


def below_view(uow: UnitOfWork, unit: Unit, report_year: int) -> BelowView:
    """How far the units below a unit are."""
    states, clerks = uow.reminders.status(unit.id, report_year), uow.members.by_unit(Role.CLERK)
    missing = (state.unit.id for state in states if state.standing is Standing.MISSING)
    return BelowView(unit, report_year, _progress(states), any(each in clerks for each in missing))


def progress_below(
    uow: UnitOfWork, unit_id: int, report_year: int, at: datetime | None = None
) -> Progress:
    """How far the units below a unit are, or were at a moment."""
    return _progress(uow.reminders.status(unit_id, report_year, at))


def _progress(states: Sequence[UnitStatus]) -> Progress:
    def names(standing: Standing) -> tuple[str, ...]:
        return tuple(s.unit.name for s in states if s.standing is standing)

    return Progress(
        submitted=names(Standing.SUBMITTED),
        clean=names(Standing.CLEAN),
        mending=names(Standing.MENDING),
        missing=names(Standing.MISSING),
        in_hand=tuple(
            s.unit.name for s in states if s.is_in_hand and s.standing is Standing.MISSING
        ),
    )


def present_year(services: Services) -> int:
    """The report year that is due now."""
    return report_year_on(services.today())


def deadline_view(uow: UnitOfWork, services: Services, unit: Unit, year: int) -> DeadlineView:
    """When the report of a unit is due, as of today."""
    today = services.today()
    deadline = uow.deadlines.for_unit(unit, year)
    return DeadlineView(
        unit=unit,
        deadline=deadline,
        today=today,
        workdays=workdays_left(today, deadline.due, services.is_workday),
        provisional=services.is_provisional(deadline.due.year),
    )


def receipt_view(uow: UnitOfWork, services: Services, submission_id: int) -> ReceiptView:
    """A submission with all that its receipt says. Raises LookupError where there is none."""
    submission = uow.submissions.get(submission_id)
    unit = uow.units.get(submission.unit_id)
    deadline = deadline_view(uow, services, unit, submission.report_year)
    return ReceiptView(
        submission=submission,
        upload=uow.uploads.get(submission.upload_id),
        unit=unit,
        to=uow.units.get(unit.parent_id) if unit.parent_id is not None else None,
        due=deadline.deadline.due,
        is_late=deadline.today > deadline.deadline.due,
    )


def note_upload(
    uow: UnitOfWork,
    chat_id: int,
    unit_id: int,
    file_name: str,
    sha256: str,
    size: int,
    now: datetime,
    post: GroupPost | None = None,
) -> int:
    """Notes a stored file, perhaps asked for by a `post` in a group, and everything that follows
    from it; returns the job to wake."""
    upload = uow.uploads.add(chat_id, unit_id, file_name, sha256, size, now)
    if post is not None:
        uow.group_posts.add(upload.id, post)
    uow.outbox.add(upload_notice(upload.id, chat_id, UploadState.RECEIVED), now)
    return uow.jobs.add("read", upload.id, now)
