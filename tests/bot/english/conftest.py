"""An evening in January; everybody's Telegram is in English."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.sandbox import bot_view
from bot.sandbox.seats import DEFAULT_SEATS, Seat
from bot.sandbox.shapes import ApiUser
from bot.services import Services


class January:
    """A clock that goes, from a January evening on."""

    def __init__(self) -> None:
        self._ahead = datetime(2027, 1, 20, 13, 0, tzinfo=UTC) - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


@pytest.fixture
def services(services: Services, monkeypatch: pytest.MonkeyPatch) -> Services:
    chinese_person = bot_view.person

    def english_person(seat: Seat) -> ApiUser:
        return {**chinese_person(seat), "language_code": "en"}

    monkeypatch.setattr(bot_view, "person", english_person)
    with services.uow() as uow:
        for seat in DEFAULT_SEATS:
            if (member := uow.members.by_chat(seat.chat_id)) is not None:
                uow.members.keep_settings(replace(member, language="en"))
        uow.commit()
    return replace(services, clock=January())
