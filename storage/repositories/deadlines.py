"""Due dates: the local ones as kept here, else the regulation's."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.deadline import Basis, Deadline, statutory_deadline
from domain.unit import Unit
from storage import tables


class Deadlines:
    def __init__(self, session: Session) -> None:
        self._session = session

    def local(self, unit_id: int, report_year: int) -> Deadline | None:
        """The date that was decided locally for the unit, if any."""
        row = self._session.get(tables.LocalDeadline, (unit_id, report_year))
        return _deadline_of(row) if row else None

    def set_local(self, unit_id: int, report_year: int, due: date) -> None:
        """Decides a local date, in place of an earlier one."""
        self._session.merge(tables.LocalDeadline(unit_id=unit_id, report_year=report_year, due=due))
        self._session.flush()

    def for_unit(self, unit: Unit, report_year: int) -> Deadline:
        """The date that holds for the unit: local, else statutory."""
        return self.local(unit.id, report_year) or statutory_deadline(
            unit.id, unit.kind, report_year
        )

    def for_units(self, units: Collection[Unit], report_year: int) -> dict[int, Deadline]:
        """The dates that hold for many units, by unit number."""
        query = select(tables.LocalDeadline).where(tables.LocalDeadline.report_year == report_year)
        local = {row.unit_id: _deadline_of(row) for row in self._session.scalars(query)}
        return {
            unit.id: local.get(unit.id) or statutory_deadline(unit.id, unit.kind, report_year)
            for unit in units
        }


def _deadline_of(row: tables.LocalDeadline) -> Deadline:
    return Deadline(row.unit_id, row.report_year, row.due, Basis.LOCAL)
