"""Talking to the bot at the sandbox: what a person says, presses and hears."""

import asyncio
from datetime import datetime

import httpx

from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Message
from bot.services import Services
from domain.finding import Severity
from domain.report import Report
from domain.unit import Role
from domain.upload import Upload, UploadState
from parsing.report_json import report_to_json
from rules.check import check
from storage.records import check_to_json
from storage.unit_of_work import UnitOfWork
from workers.showing import move


async def say(sandbox: Sandbox, text: str, seat: str = "clerk") -> None:
    async with httpx.AsyncClient(base_url=sandbox.url) as http:
        (await http.post(f"/api/seats/{seat}/messages", json={"text": text})).raise_for_status()


async def heard(sandbox: Sandbox, count: int, seat: str = "clerk") -> list[str]:
    """What the bot has said, once it has said `count` things."""
    chat = sandbox.world.seat_chat(seat)
    assert chat is not None

    def from_bot() -> list[str]:
        return [m.content.text for m in chat.messages.values() if m.from_bot]

    await asyncio.wait_for(sandbox.world.bell.until(lambda: len(from_bot()) >= count), 30)
    return from_bot()


async def shown(sandbox: Sandbox, text: str, seat: str = "clerk") -> Message:
    """The message of the bot that says `text`, once there is one."""
    chat = sandbox.world.seat_chat(seat)
    assert chat is not None

    def found() -> list[Message]:
        return [m for m in chat.messages.values() if m.from_bot and text in m.content.text]

    await asyncio.wait_for(sandbox.world.bell.until(lambda: bool(found())), 30)
    return found()[-1]


async def edited(sandbox: Sandbox, message: Message, text: str) -> None:
    """Waits until a message that was shown before says `text`."""
    await asyncio.wait_for(sandbox.world.bell.until(lambda: text in message.content.text), 30)


async def press(sandbox: Sandbox, message: Message, label: str, seat: str = "clerk") -> None:
    data = next(b.data for row in message.keyboard for b in row if b.text == label)
    body = {"message_id": message.message_id, "data": data}
    async with httpx.AsyncClient(base_url=sandbox.url) as http:
        (await http.post(f"/api/seats/{seat}/press", json=body)).raise_for_status()


async def noted(sandbox: Sandbox, text: str, seat: str = "clerk") -> None:
    """Waits until the passing line that answers a pressed button says `text`."""
    chat = sandbox.world.seat_chat(seat)
    assert chat is not None

    def is_noted() -> bool:
        return chat.answer is not None and text in chat.answer.text

    await asyncio.wait_for(sandbox.world.bell.until(is_noted), 30)


def english_colleague(services: Services) -> None:
    """Gives the stranger a seat in the clerk's unit, in English."""
    seats = {seat.key: seat.chat_id for seat in DEFAULT_SEATS}
    with services.uow() as uow:
        unit = uow.members.memberships(seats["clerk"])[0].unit
        uow.members.bind(seats["stranger"], "Guest", "en", unit.id, Role.CLERK)
        uow.commit()


def keep_answered(
    services: Services,
    report: Report,
    seat: str = "clerk",
    *,
    name: str = "年报.docx",
    content: bytes | None = None,
    is_filed: bool = True,
) -> int:
    """Keeps a report as the newest version of the seat's unit, or as none, read and checked, with
    what the store is to have of its file; its upload."""
    chat_id = next(each.chat_id for each in DEFAULT_SEATS if each.key == seat)
    now = services.clock.now()
    with services.uow() as uow:
        unit = uow.members.memberships(chat_id)[0].unit
        sha256 = services.files.put(content or report_to_json(report).encode())
        upload = uow.uploads.add(chat_id, unit.id, name, sha256, 1000, now)
        if is_filed:
            year = report.year or 0
            version = uow.uploads.next_version(unit.id, year)
            uow.uploads.set_read(upload.id, year, version, unit.id)
        _keep_result(uow, upload, report, now)
        uow.uploads.set_state(upload.id, UploadState.ANSWERED, expected=frozenset(UploadState))
        uow.commit()
    return upload.id


def answer_newest(services: Services, report: Report, seat: str = "clerk") -> None:
    """What the workers do: the newest upload of the seat's unit turns out to be this report, is
    checked and answered."""
    chat_id = next(each.chat_id for each in DEFAULT_SEATS if each.key == seat)
    now = services.clock.now()
    with services.uow() as uow:
        unit = uow.members.memberships(chat_id)[0].unit
        upload = uow.uploads.search([unit.id], 1)[0]
        _keep_result(uow, upload, report, now)
        move(uow, upload, UploadState.ANSWERED, now)
        uow.commit()


def _keep_result(uow: UnitOfWork, upload: Upload, report: Report, now: datetime) -> None:
    result = check(report)
    counts = [result.count(severity) for severity in Severity]
    uow.checks.save_report(upload.id, report_to_json(report), "1")
    uow.checks.save_check(upload.id, check_to_json(result), "1", *counts, now, report.unread)
