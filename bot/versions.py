"""What the store knows of the versions of one report: the one before, all of them, and the one
that is handed in."""

from collections.abc import Sequence
from datetime import date

from bot.views import Earlier, SubmissionView, VersionLine
from domain.report import Report
from domain.unit import Membership, Unit, own_units
from domain.upload import Upload
from domain.wording import fold
from parsing.report_json import report_from_json
from storage.records import check_from_json
from storage.rows import StoredCheck
from storage.unit_of_work import UnitOfWork


def earlier_version(uow: UnitOfWork, upload: Upload) -> Earlier | None:
    """The newest answered version before this one, of the same unit and year. A report that bears
    the name of another unit than this one was sent by mistake and is none."""
    if upload.year is None or upload.version is None:
        return None
    before = [
        each
        for each in uow.uploads.versions(upload.unit_id, upload.year)
        if each.version is not None and each.version < upload.version
    ]
    own = uow.checks.for_upload(upload.id)
    if own is None:
        return None
    unit, name = uow.units.get(upload.unit_id), _printed_unit(own)
    found = ((each, uow.checks.for_upload(each.id)) for each in before)
    alike = (
        (each.version, stored)
        for each, stored in found
        if stored is not None and _is_alike(unit, name, _printed_unit(stored))
    )
    version, stored = next(alike, (None, None))
    if version is None or stored is None:
        return None
    return Earlier(
        version=version,
        check=check_from_json(stored.check_json),
        same_as=next((each.version for each in before if each.sha256 == upload.sha256), None),
        is_by_other_rules=own.rules_version != stored.rules_version,
    )


def _printed_unit(stored: StoredCheck) -> str | None:
    return report_from_json(stored.report_json).unit


def _is_alike(unit: Unit, name: str | None, other: str | None) -> bool:
    """Whether two reports filed under a unit may be of one unit, by the names printed on them."""
    if not name or not other or fold(name) == fold(other):
        return True
    return unit.may_be(name) and unit.may_be(other)


def submission_view(
    uow: UnitOfWork, upload: Upload, report: Report, memberships: Sequence[Membership], today: date
) -> SubmissionView | None:
    """How the version stands with the unit above, for a reader with these roles; None for a file
    that is no version of a report. What another unit's name stands on cannot be handed in, nor the
    file that is handed in already, sent once more."""
    if upload.year is None or upload.version is None:
        return None
    unit = uow.units.get(upload.unit_id)
    standing = uow.submissions.standing(unit.id, upload.year)
    submitted = uow.uploads.get(standing.upload_id) if standing else None
    is_own = unit in own_units(memberships) and (not report.unit or unit.may_be(report.unit))
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
