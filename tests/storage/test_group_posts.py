"""An upload remembers the message of a group that asked for it."""

from datetime import datetime

from domain.notice import stranger_notice
from domain.unit import Role, UnitKind
from storage.rows import GroupPost

from .conftest import Work

PERSON, GROUP = 501, -1_001_234_567_890


def test_what_was_asked_for_in_a_group_is_answered_there(work: Work, now: datetime) -> None:
    with work() as uow:
        unit = uow.units.add("甲镇", UnitKind.TOWNSHIP)
        asked = uow.uploads.add(PERSON, unit.id, "年报.docx", "0" * 64, 9, now)
        private = uow.uploads.add(PERSON, unit.id, "年报.docx", "0" * 64, 9, now)
        uow.group_posts.add(asked.id, GroupPost(GROUP, 77))
        uow.commit()
    with work() as uow:
        assert uow.group_posts.of(asked.id) == GroupPost(GROUP, 77)
        assert uow.group_posts.of(private.id) is None


def test_a_forgotten_person_leaves_no_trace_in_groups(work: Work, now: datetime) -> None:
    with work() as uow:
        unit = uow.units.add("甲镇", UnitKind.TOWNSHIP)
        member = uow.members.bind(
            PERSON,
            "小陈",
            "zh",
            unit.id,
            Role.CLERK,
        ).member
        upload = uow.uploads.add(PERSON, unit.id, "年报.docx", "0" * 64, 9, now)
        uow.group_posts.add(upload.id, GroupPost(GROUP, 77))
        uow.outbox.add(stranger_notice(PERSON, GROUP, "{}"), now)
        uow.commit()
    with work() as uow:
        uow.members.forget(member.id)
        uow.commit()
    with work() as uow:
        assert uow.group_posts.of(upload.id) is None
        assert uow.outbox.add(stranger_notice(PERSON, GROUP, "{}"), now)
