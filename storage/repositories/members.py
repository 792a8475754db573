"""Who works for which unit, and the invitations that bring people in."""

import secrets
from datetime import datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from domain.notice import stranger_key
from domain.unit import Invitation, Member, Membership, Role
from storage import tables
from storage.repositories.units import unit_of
from storage.statements import insert_once

CODE_BYTES = 18
"""Random bytes of an invitation code: 144 bits, 24 characters of [A-Za-z0-9_-]; Telegram's start
parameter takes up to 64 of these characters."""


NOBODY = -(2**62)
"""Below every chat number: Telegram's have at most 52 significant bits (Bot API, Chat)."""


def _member_of(row: tables.Member) -> Member:
    return Member(
        id=row.id,
        chat_id=row.chat_id,
        name=row.name,
        language=row.language,
        unit_id=row.unit_id,
        quiet_from=row.quiet_from,
        quiet_to=row.quiet_to,
        lead_days=row.lead_days,
        full_answers=row.full_answers,
    )


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

    def choose_unit(self, member_id: int, unit_id: int) -> None:
        """Files that name no unit are for this one from now on."""
        self._session.execute(
            update(tables.Member).where(tables.Member.id == member_id).values(unit_id=unit_id)
        )

    def keep_settings(self, member: Member) -> None:
        """Keeps language, quiet hours, lead and length of answers as they stand in `member`."""
        self._session.execute(
            update(tables.Member)
            .where(tables.Member.id == member.id)
            .values(
                language=member.language,
                quiet_from=member.quiet_from,
                quiet_to=member.quiet_to,
                lead_days=member.lead_days,
                full_answers=member.full_answers,
            )
        )

    def leave(self, member_id: int, unit_id: int) -> None:
        """Takes every role in a unit away."""
        row = tables.Membership
        self._session.execute(delete(row).where(row.member_id == member_id, row.unit_id == unit_id))
        self._session.execute(
            update(tables.Member)
            .where(tables.Member.id == member_id, tables.Member.unit_id == unit_id)
            .values(unit_id=None)
        )

    def forget(self, member_id: int) -> None:
        """Takes name, chat account and roles of a person out of everything that is kept.

        What the person did for a unit (files, explanations) stays the unit's. The number that
        stands in place of the chat account is below every number that Telegram gives out.
        """
        member = self._session.get_one(tables.Member, member_id)
        chat_id, nobody = member.chat_id, NOBODY - member_id
        membership = tables.Membership
        self._session.execute(delete(membership).where(membership.member_id == member_id))
        for kept in (tables.AlbumPart, tables.Outbox, tables.Reminder, tables.Dialog):
            self._session.execute(delete(kept).where(kept.chat_id == chat_id))
        sent = select(tables.Upload.id).where(tables.Upload.chat_id == chat_id)
        post, notice = tables.GroupPost, tables.Outbox
        self._session.execute(delete(post).where(post.upload_id.in_(sent)))
        told = notice.key.startswith(stranger_key(chat_id), autoescape=True)
        self._session.execute(delete(notice).where(told))
        self._session.execute(
            update(tables.Upload)
            .where(tables.Upload.chat_id == chat_id)
            .values(chat_id=nobody, message_id=None)
        )
        member.chat_id, member.name, member.unit_id = nobody, "", None

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
