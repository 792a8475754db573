"""What the rules say of an upload that has been read: found without a transaction, kept in one."""

from datetime import datetime

from domain.finding import Check, Severity
from domain.upload import Upload
from storage.records import check_to_json
from storage.unit_of_work import UnitOfWork
from workers.context import StepContext


def judged(upload: Upload, context: StepContext) -> Check:
    """Runs the rules as they are now, with what was decided for the unit. Raises LookupError for
    an upload that has not been read."""
    with context.uow() as uow:
        report_json = uow.checks.report(upload.id)
        policy = uow.policies.for_unit(uow.units.get(upload.unit_id))
        last_json = _last_years(uow, upload)
    if report_json is None:
        raise LookupError(f"upload {upload.id} has not been read")
    previous = context.report_from_json(last_json) if last_json else None
    report = context.report_from_json(report_json)
    return context.check(report, previous=previous, policy=policy)


def keep_check(
    uow: UnitOfWork, upload: Upload, check: Check, context: StepContext, now: datetime
) -> None:
    """Keeps a result in place of an earlier one, with the version of the rules that gave it."""
    uow.checks.save_check(
        upload.id,
        check_to_json(check),
        context.rules_version,
        errors=check.count(Severity.ERROR),
        warnings=check.count(Severity.WARNING),
        infos=check.count(Severity.INFO),
        now=now,
    )


def _last_years(uow: UnitOfWork, upload: Upload) -> str | None:
    """The unit's report for the year before, as far as one has been checked."""
    if upload.year is None or upload.version is None:
        return None
    return uow.checks.newest_reports([upload.unit_id], upload.year - 1).get(upload.unit_id)
