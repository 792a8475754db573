"""Who works for which unit, and the invitations that bring people in."""

import secrets
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from domain.unit import Invitation, Member, Membership, Role
from storage import tables
from storage.repositories.units import unit_of
from storage.statements import insert_once

CODE_BYTES = 18
"""Random bytes of an invitation code: 144 bits, 24 characters of [A-Za-z0-9_-]; Telegram's start
parameter takes up to 64 of these characters."""


def _member_of(row: tables.Member) -> Member:
    return Member(row.id, row.chat_id, row.name, row.language)


class Members:
    """People by chat account, their roles in units, and invitations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def by_chat(self, chat_id: int) -> Member | None:
        row = self._session.scalar(select(tables.Member).where(tables.Member.chat_id == chat_id))
        return _member_of(row) if row else None

    def memberships(self, chat_id: int) -> list[Membership]:
        """Every role of a chat account, in the order of the units' numbers."""
        query = self._memberships().where(tables.Member.chat_id == chat_id)
        return self._fetch(query)

    def of_unit(self, unit_id: int, role: Role) -> list[Member]:
        """Who has `role` in the unit."""
        return self.by_unit(role, unit_id).get(unit_id, [])

    def by_unit(self, role: Role, unit_id: int | None = None) -> dict[int, list[Member]]:
        """Who has `role` in which unit; units without anyone are absent."""
        query = self._memberships().where(tables.Membership.role == role)
        if unit_id is not None:
            query = query.where(tables.Membership.unit_id == unit_id)
        found: dict[int, list[Member]] = {}
        for membership in self._fetch(query):
            found.setdefault(membership.unit.id, []).append(membership.member)
        return found

    def invite(
        self, unit_id: int, role: Role, uses: int, expires_at: datetime, now: datetime
    ) -> Invitation:
        """A new code that binds up to `uses` people before `expires_at`."""
        code = secrets.token_urlsafe(CODE_BYTES)
        self._session.add(
            tables.Invitation(
                code=code,
                unit_id=unit_id,
                role=role,
                uses_left=uses,
                expires_at=expires_at,
                created_at=now,
            )
        )
        self._session.flush()
        unit = self._session.get_one(tables.Unit, unit_id)
        return Invitation(code, unit_of(unit), role, uses)

    def join(
        self, chat_id: int, name: str, language: str, invitation_code: str, now: datetime
    ) -> Membership | None:
        """Binds a chat account through an invitation; None where the code is unknown, expired or
        used up. Whoever already has that role gets the membership again and uses nothing up."""
        invitation = self._session.scalar(
            # Locked, so that two people cannot share the last use.
            select(tables.Invitation)
            .where(tables.Invitation.code == invitation_code)
            .with_for_update()
        )
        if invitation is None:
            return None
        present = self._find(chat_id, invitation.unit_id, invitation.role)
        if present is not None:
            return present
        if invitation.uses_left < 1 or invitation.expires_at <= now:
            return None
        invitation.uses_left -= 1
        return self.bind(chat_id, name, language, invitation.unit_id, invitation.role)

    def bind(self, chat_id: int, name: str, language: str, unit_id: int, role: Role) -> Membership:
        """Gives a chat account a role without an invitation; again is the same as once. Someone
        known keeps the language they have and takes the new name."""
        values = {
            "chat_id": chat_id,
            "name": name,
            "language": language,
            "full_answers": False,
        }
        insert_once(self._session, tables.Member, values)
        member = self._session.scalars(
            select(tables.Member).where(tables.Member.chat_id == chat_id)
        ).one()
        member.name = name
        membership = {"member_id": member.id, "unit_id": unit_id, "role": role}
        insert_once(self._session, tables.Membership, membership)
        unit = self._session.get_one(tables.Unit, unit_id)
        return Membership(_member_of(member), unit_of(unit), role)

    def _find(self, chat_id: int, unit_id: int, role: Role) -> Membership | None:
        query = self._memberships().where(
            tables.Member.chat_id == chat_id,
            tables.Membership.unit_id == unit_id,
            tables.Membership.role == role,
        )
        return next(iter(self._fetch(query)), None)

    @staticmethod
    def _memberships() -> Select[tables.Member, tables.Unit, Role]:
        return (
            select(tables.Member, tables.Unit, tables.Membership.role)
            .join(tables.Membership, tables.Membership.member_id == tables.Member.id)
            .join(tables.Unit, tables.Membership.unit_id == tables.Unit.id)
            .order_by(tables.Unit.id, tables.Member.id, tables.Membership.role)
        )

    def _fetch(self, query: Select[tables.Member, tables.Unit, Role]) -> list[Membership]:
        rows = self._session.execute(query)
        return [Membership(_member_of(m), unit_of(unit), role) for m, unit, role in rows]
