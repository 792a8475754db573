"""What offices decided about the rules, and which findings people explained."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain.finding import Finding, Severity
from domain.policy import Policy
from domain.unit import Unit
from storage import tables
from storage.rows import JustificationRow


class Policies:
    def __init__(self, session: Session) -> None:
        self._session = session

    def for_unit(self, unit: Unit) -> Policy:
        """What holds for the unit's reports: the decisions of the unit above it, then its own."""
        decided: dict[str, Severity | None] = {}
        for unit_id in (unit.parent_id, unit.id):
            if unit_id is not None:
                decided |= self.settings(unit_id)
        return Policy(
            off=frozenset(rule for rule, severity in decided.items() if severity is None),
            severities={rule: severity for rule, severity in decided.items() if severity},
            justified={row.key: row.reason for row in self.justifications(unit.id)},
        )

    def settings(self, unit_id: int) -> dict[str, Severity | None]:
        """The unit's own decisions: the severity of a rule, None where it is switched off."""
        query = select(tables.RuleSetting).where(tables.RuleSetting.unit_id == unit_id)
        rows = self._session.scalars(query.order_by(tables.RuleSetting.rule))
        return {row.rule: row.severity for row in rows}

    def set_rule(self, unit_id: int, rule: str, severity: Severity | None) -> None:
        """Gives a rule another severity for the unit and those below it; None switches it off."""
        self._session.merge(tables.RuleSetting(unit_id=unit_id, rule=rule, severity=severity))
        self._session.flush()

    def reset_rule(self, unit_id: int, rule: str) -> None:
        """Takes the unit's decision about a rule back."""
        setting = tables.RuleSetting
        self._session.execute(
            delete(setting).where(setting.unit_id == unit_id, setting.rule == rule)
        )

    def justify(
        self, unit_id: int, finding: Finding, reason: str, member_id: int, now: datetime
    ) -> None:
        """Keeps why a finding may stand, in place of an earlier reason."""
        self._session.merge(
            tables.Justification(
                unit_id=unit_id,
                key=finding.key,
                rule=finding.rule,
                message=finding.message,
                reason=reason,
                member_id=member_id,
                created_at=now,
            )
        )
        self._session.flush()

    def withdraw(self, unit_id: int, key: str) -> None:
        """Takes an explanation back."""
        row = tables.Justification
        self._session.execute(delete(row).where(row.unit_id == unit_id, row.key == key))

    def justifications(self, unit_id: int) -> list[JustificationRow]:
        """What was explained for the unit, the oldest first."""
        row = tables.Justification
        query = (
            select(row, tables.Member.name)
            .join(tables.Member, tables.Member.id == row.member_id)
            .where(row.unit_id == unit_id)
            .order_by(row.created_at, row.key)
        )
        return [
            JustificationRow(each.key, each.rule, each.message, each.reason, name, each.created_at)
            for each, name in self._session.execute(query)
        ]
