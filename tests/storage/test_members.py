"""Units, people and the invitations that bring them together."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.unit import Invitation, Role, Unit
from storage.unit_of_work import UnitOfWork

from .conftest import Work


def invite(work: Work, unit: Unit, now: datetime, uses: int = 1) -> Invitation:
    with work() as uow:
        invitation = uow.members.invite(unit.id, Role.CLERK, uses, now + timedelta(days=7), now)
        uow.commit()
    return invitation


def join(work: Work, chat_id: int, code: str, now: datetime) -> bool:
    with work() as uow:
        membership = uow.members.join(chat_id, f"人{chat_id}", "zh", code, now)
        uow.commit()
    return membership is not None


def test_a_unit_is_found_by_number_name_and_parent(
    work: Work, county: Unit, township: Unit
) -> None:
    with work() as uow:
        assert uow.units.get(township.id) == township
        assert uow.units.by_name(township.name) == township
        assert uow.units.by_name("没有的镇") is None
        assert uow.units.children(county.id) == [township]
        assert uow.units.all() == [county, township]
        with pytest.raises(LookupError):
            uow.units.get(99)


def test_an_invitation_code_is_long_random_and_fit_for_a_start_link(
    work: Work, township: Unit, now: datetime
) -> None:
    codes = {invite(work, township, now).code for _ in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{16,64}", code) for code in codes)


def test_an_invitation_binds_a_chat_to_the_unit_and_role(
    work: Work, township: Unit, now: datetime
) -> None:
    code = invite(work, township, now).code
    assert join(work, 501, code, now)
    with work() as uow:
        (membership,) = uow.members.memberships(501)
        member = uow.members.by_chat(501)
        assert (membership.unit, membership.role) == (township, Role.CLERK)
        assert membership.member == member
        assert uow.members.of_unit(township.id, Role.CLERK) == [member]
        assert uow.members.of_unit(township.id, Role.SUPERVISOR) == []
        assert uow.members.by_chat(502) is None


def test_joining_again_gives_the_membership_and_uses_nothing_up(
    work: Work, township: Unit, now: datetime
) -> None:
    code = invite(work, township, now, uses=2).code
    assert [join(work, 501, code, now) for _ in range(3)] == [True, True, True]
    assert join(work, 502, code, now)
    assert not join(work, 503, code, now)
    assert join(work, 501, code, now + timedelta(days=30))


def test_an_unknown_or_expired_code_binds_nobody(work: Work, township: Unit, now: datetime) -> None:
    code = invite(work, township, now).code
    assert not join(work, 501, "no-such-code", now)
    assert not join(work, 501, code, now + timedelta(days=7))
    with work() as uow:
        assert uow.members.memberships(501) == []


def test_the_last_use_goes_to_one_of_two_people_at_once(
    work: Work, township: Unit, now: datetime
) -> None:
    code = invite(work, township, now).code
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda chat: join(work, chat, code, now), (501, 502)))
    assert sorted(outcomes) == [False, True]


def test_binding_a_seat_twice_is_the_same_as_once(work: Work, county: Unit) -> None:
    def bind(uow: UnitOfWork, name: str, language: str) -> None:
        uow.members.bind(900, name, language, county.id, Role.SUPERVISOR)

    with work() as uow:
        bind(uow, "主管", "zh")
        bind(uow, "主管甲", "en")
        uow.commit()
    with work() as uow:
        (membership,) = uow.members.memberships(900)
    assert (membership.member.name, membership.member.language) == ("主管甲", "zh")


def test_settings_are_kept_and_touch_nothing_else(work: Work, township: Unit) -> None:
    with work() as uow:
        member = uow.members.bind(503, "小陈", "zh", township.id, Role.CLERK).member
        chosen = replace(
            member, language="en", quiet_from=22, quiet_to=8, lead_days=3, full_answers=True
        )
        uow.members.keep_settings(chosen)
        uow.commit()
    with work() as uow:
        assert uow.members.by_chat(503) == chosen
