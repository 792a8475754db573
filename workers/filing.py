"""Whose report it is: what the file itself says, among the units that its sender may speak for."""

from collections.abc import Sequence

from domain.report import Report
from domain.unit import Unit
from domain.upload import Upload
from domain.wording import fold
from storage.unit_of_work import UnitOfWork


def unit_id_of(uow: UnitOfWork, upload: Upload, report: Report) -> int | None:
    """The unit in whose series the report belongs.

    A file that came in an archive is for the unit it names, among those its sender works for or
    supervises; where it names none of them it belongs to nobody's series, so that it cannot pass
    for its sender's own (None). Any other file is for the unit it was sent for, unless its sender
    works for several and it names another of them.
    """
    memberships = uow.members.memberships(upload.chat_id)
    if upload.archive_id is not None:
        named = _named(report, uow.units.seen_by(memberships))
        return named.id if named else None
    own = {membership.unit.id: membership.unit for membership in memberships}
    named = _named(report, list(own.values()))
    return named.id if named else upload.unit_id


def _named(report: Report, units: Sequence[Unit]) -> Unit | None:
    """The one unit that the report's unit can mean."""
    if not report.unit:
        return None
    exact = [unit for unit in units if fold(unit.name) == fold(report.unit)]
    near = [unit for unit in units if unit.may_be(report.unit)]
    found = exact or near
    return found[0] if len(found) == 1 else None
