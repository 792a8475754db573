"""Units and what lies beneath them."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.unit import Membership, Role, Unit, UnitKind
from storage import tables


def unit_of(row: tables.Unit) -> Unit:
    return Unit(row.id, row.name, row.kind, row.parent_id)


class Units:
    """The reporting units. Names are unique."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, name: str, kind: UnitKind, parent_id: int | None = None) -> Unit:
        """Raises sqlalchemy.exc.IntegrityError for a name that is taken or an unknown parent."""
        row = tables.Unit(name=name, kind=kind, parent_id=parent_id, accepts_errors=True)
        self._session.add(row)
        self._session.flush()
        return unit_of(row)

    def get(self, unit_id: int) -> Unit:
        """Raises LookupError where there is none."""
        row = self._session.get(tables.Unit, unit_id)
        if row is None:
            raise LookupError(f"no unit {unit_id}")
        return unit_of(row)

    def by_name(self, name: str) -> Unit | None:
        row = self._session.scalar(select(tables.Unit).where(tables.Unit.name == name))
        return unit_of(row) if row else None

    def children(self, unit_id: int) -> list[Unit]:
        """The units directly under `unit_id`, in the order they were added."""
        query = select(tables.Unit).where(tables.Unit.parent_id == unit_id)
        return [unit_of(row) for row in self._session.scalars(query.order_by(tables.Unit.id))]

    def seen_by(self, memberships: Collection[Membership]) -> list[Unit]:
        """The units a person works for and those below the ones they supervise, each once."""
        units = {each.unit.id: each.unit for each in memberships}
        for each in memberships:
            if each.role is Role.SUPERVISOR:
                units |= {below.id: below for below in self.children(each.unit.id)}
        return list(units.values())

    def accepts_errors(self, unit_id: int) -> bool:
        """Whether the unit takes reports with errors from those below it, if they say why."""
        return self._session.get_one(tables.Unit, unit_id).accepts_errors

    def set_accepts_errors(self, unit_id: int, accepts: bool) -> None:
        """Decides it, for reports that are handed in from now on."""
        self._session.get_one(tables.Unit, unit_id).accepts_errors = accepts

    def all(self) -> list[Unit]:
        """Every unit, in the order they were added."""
        return [unit_of(r) for r in self._session.scalars(select(tables.Unit).order_by("id"))]
