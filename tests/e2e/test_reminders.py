"""A reminder that has fallen due reaches the chats: clock, worker and bot together."""

from datetime import UTC, datetime, timedelta

from app.demonstration import COUNTY, TOWNSHIP
from bot.sandbox.seats import DEFAULT_SEATS
from storage.engine import make_engine
from storage.rows import ReminderKind
from storage.unit_of_work import UnitOfWork
from tests.e2e.service import Service

CHAT = {seat.key: seat.chat_id for seat in DEFAULT_SEATS}
YEAR = 2030


def plan(service: Service, seat: str, unit_name: str, kind: ReminderKind) -> None:
    due_at = datetime.now(UTC) - timedelta(minutes=1)
    with UnitOfWork(make_engine(f"sqlite:///{service.home / 'nianbao.db'}")) as uow:
        unit = uow.units.by_name(unit_name)
        assert unit is not None
        uow.reminders.plan(CHAT[seat], unit.id, YEAR, "T-7", kind, due_at)
        uow.commit()


def test_a_clerk_whose_report_has_not_come_is_reminded(service: Service) -> None:
    plan(service, "clerk", TOWNSHIP, ReminderKind.REMINDER)
    text = service.seat("clerk").await_message(lambda m: "还没有收到" in m["text"])["text"]
    assert f"{TOWNSHIP} {YEAR} 年度报告还没有收到" in text
    assert "1 月 31 日" in text


def test_the_supervisor_gets_one_digest_of_all_units(service: Service) -> None:
    plan(service, "supervisor", COUNTY, ReminderKind.DIGEST)
    text = service.seat("supervisor").await_message(lambda m: f"{YEAR} 年度" in m["text"])["text"]
    assert "3 家，已报送 0，可以报送 0，改正中 0，未交 3" in text
    assert f"未交：{TOWNSHIP}、" in text
