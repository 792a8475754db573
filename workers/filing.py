"""Whose report it is: what the file itself says, among the units that its sender may speak for."""

from domain.report import Report
from domain.unit import Unit, own_units
from domain.upload import Upload
from domain.wording import fold
from parsing.report_json import report_from_json
from rules.organisation import is_same
from storage.unit_of_work import UnitOfWork

_ONE_SLIP_FROM, _TWO_SLIPS_FROM = 8, 12
"""The fewest characters of a name in which one or two may have been misread."""


def unit_id_of(
    uow: UnitOfWork, upload: Upload, report: Report, *, is_recognised: bool
) -> int | None:
    """The unit in whose series the report belongs; None where it names none that its sender may
    speak for, so that it cannot pass for their own. `is_recognised`: it was read in a picture.

    A file that came in an archive is for the unit it names, among those its sender works for or
    supervises. Any other file is for the unit of its sender that it names, or for the one it was
    sent for if it names none at all, may mean several, or bears a name under which somebody filed a
    report of that unit before.
    """
    is_packed = upload.archive_id is not None
    if not report.unit:
        return None if is_packed else upload.unit_id
    found = [unit.id for unit in _named(uow, upload, report.unit, is_recognised=is_recognised)]
    if len(found) == 1:
        return found[0]
    if is_packed:
        return None
    is_own = upload.unit_id in found or _was_accepted(uow, upload, report)
    return upload.unit_id if is_own else None


def _was_accepted(uow: UnitOfWork, upload: Upload, report: Report) -> bool:
    """Whether a version of the unit, of this year or the one before, bears the same name, which is
    no other unit's."""
    if report.year is None or not report.unit or uow.units.by_name(report.unit) is not None:
        return False
    years = (report.year, report.year - 1)
    newest = [uow.checks.newest_reports([upload.unit_id], year) for year in years]
    printed = (report_from_json(kept[upload.unit_id]).unit for kept in newest if kept)
    return any(fold(name or "") == fold(report.unit) for name in printed)


def _named(uow: UnitOfWork, upload: Upload, printed: str, *, is_recognised: bool) -> list[Unit]:
    """The units of the sender that the printed name can mean; none where it is somebody else's."""
    memberships = uow.members.memberships(upload.chat_id)
    if upload.archive_id is not None:
        units = uow.units.seen_by(memberships)
    else:
        sent_for = uow.units.get(upload.unit_id)
        units = [sent_for, *(unit for unit in own_units(memberships) if unit != sent_for)]
    exact = [unit for unit in units if fold(unit.name) == fold(printed)]
    if exact or uow.units.by_name(printed) is not None:
        return exact
    return [unit for unit in units if _may_be(unit, printed, is_recognised=is_recognised)]


def _may_be(unit: Unit, printed: str, *, is_recognised: bool) -> bool:
    """Whether a report that prints this name can be the unit's: one name contains the other or is
    short for it, or recognition misread it."""
    on_paper, own = fold(printed), fold(unit.name)
    if on_paper in own or own in on_paper or is_same(on_paper, own):
        return True
    return is_recognised and _is_misread(on_paper, own)


def _is_misread(on_paper: str, own: str) -> bool:
    """Whether few enough characters of a long name differ. Two in a row are no slips: so differ the
    names of neighbours (青石镇, 白鹭镇)."""
    if len(on_paper) != len(own) or len(own) < _ONE_SLIP_FROM:
        return False
    pairs = zip(on_paper, own, strict=True)
    slips = [place for place, (read, written) in enumerate(pairs) if read != written]
    if len(slips) == 1:
        return True
    return len(slips) == 2 and len(own) >= _TWO_SLIPS_FROM and slips[1] - slips[0] > 1
