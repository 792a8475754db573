"""What the rules say of an upload that has been read: found without a transaction, kept in one."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from domain.finding import Check, Severity
from domain.report import Report
from domain.upload import Upload
from parsing.confirmed import confirmed
from storage.records import check_to_json
from storage.rows import ConfirmationRow
from storage.unit_of_work import UnitOfWork
from workers.context import StepContext


class Judged(NamedTuple):
    """A report with what people `confirmed` of it, and what the rules say of that."""

    report: Report
    check: Check
    confirmed: tuple[ConfirmationRow, ...]


def judged(upload: Upload, context: StepContext) -> Judged:
    """Runs the rules as they are now, with what was decided for the unit. Raises LookupError for
    an upload that has not been read."""
    with context.uow() as uow:
        report_json = uow.checks.report(upload.id)
        rows = uow.confirmations.of(upload.id)
        policy = uow.policies.for_unit(uow.units.get(upload.unit_id))
        last_json = _last_years(uow, upload)
    if report_json is None:
        raise LookupError(f"upload {upload.id} has not been read")
    report = confirmed(context.report_from_json(report_json), {row.cell: row.text for row in rows})
    # What is filed under a unit is that unit's, also if it was called otherwise a year ago.
    previous = replace(context.report_from_json(last_json), unit=report.unit) if last_json else None
    return Judged(report, context.check(report, previous=previous, policy=policy), rows)


def keep_check(
    uow: UnitOfWork, upload: Upload, result: Judged, context: StepContext, now: datetime
) -> None:
    """Keeps a result in place of an earlier one, with the version of the rules that gave it."""
    check = result.check
    if result.confirmed:
        uow.checks.amend_report(upload.id, context.report_to_json(result.report))
    uow.checks.save_check(
        upload.id,
        check_to_json(check),
        context.rules_version(),
        errors=check.count(Severity.ERROR),
        warnings=check.count(Severity.WARNING),
        infos=check.count(Severity.INFO),
        now=now,
        unread=result.report.unread,
    )


def _last_years(uow: UnitOfWork, upload: Upload) -> str | None:
    """The unit's report for the year before, as far as one has been checked."""
    if upload.year is None or upload.version is None:
        return None
    return uow.checks.newest_reports([upload.unit_id], upload.year - 1).get(upload.unit_id)
