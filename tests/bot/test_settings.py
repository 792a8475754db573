"""A person sets language, quiet hours, reminders and the length of answers in one message."""

from dataclasses import replace

import httpx

from bot.render.answer import answer, listing
from bot.reply import TEXT_LIMIT
from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.services import Services
from bot.texts import catalogue
from domain.report import ReadingWarning
from domain.unit import Member
from tests.bot.conftest import running_bot
from tests.bot.talk import edited, keep_answered, press, say, shown
from tests.bot.test_answer import REPORT, finding, view
from tests.rules.reports import report

CLERK = next(seat.chat_id for seat in DEFAULT_SEATS if seat.key == "clerk")
ZH = catalogue("zh")


def member(services: Services) -> Member:
    with services.uow() as uow:
        found = uow.members.by_chat(CLERK)
    assert found is not None
    return found


async def test_choices_are_kept_and_shown_in_the_same_message(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, "/settings")
        shows = await shown(sandbox, "免打扰：不设")
        await press(sandbox, shows, "22 时至 8 时")
        await edited(sandbox, shows, "免打扰：22 时至 8 时")
        await press(sandbox, shows, "提前 3 天起")
        await edited(sandbox, shows, "截止提醒：提前 3 天起")
        await press(sandbox, shows, "一次看全")
        await edited(sandbox, shows, "答复：一次看全")
        kept = member(services)
        assert (kept.quiet_from, kept.quiet_to, kept.lead_days) == (22, 8, 3)
        assert kept.full_answers
        await press(sandbox, shows, "不设")
        await edited(sandbox, shows, "免打扰：不设")
        assert member(services).quiet_from is None


async def test_the_language_changes_at_once_with_the_commands(
    sandbox: Sandbox, services: Services
) -> None:
    async with running_bot(sandbox, services):
        await say(sandbox, "/settings")
        shows = await shown(sandbox, "语言：中文")
        await press(sandbox, shows, "English")
        await edited(sandbox, shows, "Language: English")
        await say(sandbox, "/help")
        await shown(sandbox, "How to use")
        async with httpx.AsyncClient(base_url=sandbox.url) as http:
            listed = (await http.get("/api/seats/clerk/commands")).json()
    described = {each["command"]: each["description"] for each in listed}
    assert described["settings"] == catalogue("en").plain("command.settings")


async def test_who_wants_full_answers_sees_all_errors_on_the_first_screen(
    sandbox: Sandbox, services: Services
) -> None:
    with services.uow() as uow:
        uow.members.keep_settings(replace(member(services), full_answers=True))
        uow.commit()
    wrong = {"reviews.*.total": 5, "applications.received.total": 5}
    keep_answered(services, report(year=2025, unit="示例县青石镇人民政府", cells=wrong))
    async with running_bot(sandbox, services):
        await say(sandbox, "/result")
        told = await shown(sandbox, "处再发。")
    text = told.content.text
    count = int(text.split("改 ")[1].split(" 处")[0])
    assert count > 3
    assert text.count("✗") == count


def test_a_full_answer_fits_one_message_whatever_it_says() -> None:
    many = [replace(finding(message="＜＆＞“总计”" * 60), found=str(n)) for n in range(30)]
    reply = answer(replace(view(*many), is_full=True), ZH)
    assert 3 <= reply.html.count("✗") < 30
    assert len(reply.html.encode("utf-16-le")) // 2 <= TEXT_LIMIT
    assert all(len(row) <= 8 for row in reply.buttons)


def test_what_was_not_read_for_certain_stands_in_the_list() -> None:
    unread = replace(REPORT, warnings=(ReadingWarning("row", "表三有一行没有认出来：其他。"),))
    of = view(finding(), report=unread)
    assert any(b.text == "没有读准 1 处" for row in answer(of, ZH).buttons for b in row)
    assert "? 没有读准：表三有一行没有认出来：其他。" in listing(of, 0, ZH).html
