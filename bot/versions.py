"""What the store knows of the versions of one report: the one before, all of them, and the one
that is handed in."""

from collections.abc import Sequence
from datetime import date

from bot.views import Earlier, SubmissionView, VersionLine
from domain.report import Report
from domain.unit import Membership, own_units
from domain.upload import Upload
from storage.records import check_from_json
from storage.unit_of_work import UnitOfWork


def earlier_version(uow: UnitOfWork, upload: Upload) -> Earlier | None:
    """The newest answered version before this one, of the same unit and year."""
    if upload.year is None or upload.version is None:
        return None
    before = [
        each
        for each in uow.uploads.versions(upload.unit_id, upload.year)
        if each.version is not None and each.version < upload.version
    ]
    own = uow.checks.for_upload(upload.id)
    stored = uow.checks.for_upload(before[0].id) if before else None
    if own is None or stored is None or before[0].version is None:
        return None
    return Earlier(
        version=before[0].version,
        check=check_from_json(stored.check_json),
        same_as=next((each.version for each in before if each.sha256 == upload.sha256), None),
        is_by_other_rules=own.rules_version != stored.rules_version,
    )


def is_fileable(
    uow: UnitOfWork, upload: Upload, report: Report, memberships: Sequence[Membership]
) -> bool:
    """Whether a reader with these roles may file an upload that was left out because it names
    another unit: whoever works for the unit, as long as no later file is a version already."""
    if upload.version is not None or report.year is None or not report.unit:
        return False
    newest = uow.uploads.latest(upload.unit_id, report.year)
    is_own = upload.unit_id in {unit.id for unit in own_units(memberships)}
    return is_own and (newest is None or newest.id < upload.id)


def submission_view(
    uow: UnitOfWork, upload: Upload, memberships: Sequence[Membership], today: date
) -> SubmissionView | None:
    """How the version stands with the unit above, for a reader with these roles; None for a file
    that is no version of a report. The file that is handed in already cannot be handed in once
    more."""
    if upload.year is None or upload.version is None:
        return None
    unit = uow.units.get(upload.unit_id)
    standing = uow.submissions.standing(unit.id, upload.year)
    submitted = uow.uploads.get(standing.upload_id) if standing else None
    is_own = unit in own_units(memberships)
    return SubmissionView(
        to=uow.units.get(unit.parent_id) if unit.parent_id is not None else None,
        is_offered=is_own and not (submitted and _is_copy(upload, submitted)),
        accepts_errors=uow.units.accepts_errors(unit.parent_id or unit.id),
        is_late=today > uow.deadlines.for_unit(unit, upload.year).due,
        standing=standing,
        version=submitted.version if submitted else None,
    )


def _is_copy(upload: Upload, other: Upload) -> bool:
    """Whether two uploads are of the same file."""
    return upload.id != other.id and upload.sha256 == other.sha256


def version_lines(uow: UnitOfWork, unit_id: int, year: int, rules: str) -> list[VersionLine]:
    """All answered versions, newest first. `rules` is the version of the rules as they are now."""
    versions = uow.uploads.versions(unit_id, year)
    standing = uow.submissions.standing(unit_id, year)
    lines = []
    for upload in versions:
        stored = uow.checks.for_upload(upload.id)
        if stored is None:
            continue
        lines.append(
            VersionLine(
                upload=upload,
                errors=stored.errors,
                is_submitted=standing is not None and standing.upload_id == upload.id,
                is_outdated=stored.rules_version != rules,
            )
        )
    return lines
