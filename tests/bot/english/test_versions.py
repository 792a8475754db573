"""Version by version, in English: what was corrected, handed in, taken back."""

from app.demonstration import COUNTY, TOWNSHIP
from bot.sandbox.server import Sandbox
from bot.services import Services
from tests.bot.conftest import running_bot
from tests.bot.english.person import Person
from tests.bot.english.reports import CLEAN, FAULTY, YEAR
from tests.bot.talk import keep_answered


async def test_versions_are_told_compared_and_checked_again(
    sandbox: Sandbox, services: Services
) -> None:
    for each in (FAULTY, CLEAN):
        keep_answered(services, each)
    clerk = Person(sandbox)
    async with running_bot(sandbox, services):
        answer = await clerk.asks("/result", "✓ 1 corrected: 表四 · 行政复议 · 总计")
        assert "No new problems." in answer.content.text
        listed = await clerk.asks("/versions", f"{TOWNSHIP} · {YEAR} · versions")
        assert "Version 1 · 1 to correct · " in listed.content.text
        await clerk.presses(listed, "Check again")
        await clerk.hears("Checking “年报.docx” again")
        await clerk.presses(listed, "Compare with version 1")
        compared = await clerk.hears("Version 2 compared with version 1")
        assert "1 corrected\n✓ 表四 · 行政复议 · 总计\n" in compared.content.text
        await clerk.presses(compared, "Back to the verdict")
        await clerk.hears("Ready to go out. No problem found in ")


async def test_a_version_with_problems_needs_a_reason_or_is_not_taken(
    sandbox: Sandbox, services: Services
) -> None:
    keep_answered(services, FAULTY)
    clerk, supervisor = Person(sandbox), Person(sandbox, "supervisor")
    async with running_bot(sandbox, services):
        answer = await clerk.asks("/result", "Correct 1 problem before it goes out.")
        await clerk.presses(answer, "Hand in now, with a reason")
        await clerk.hears("Please say in one sentence why it goes out now")
        await clerk.asks("never mind", "All right, it has not been handed in.")
        setting = await supervisor.asks("/submitting", "may be handed in before all is corrected")
        await supervisor.presses(setting, "Only when all is corrected")
        refusing = await supervisor.hears("only when all is corrected")
        await clerk.presses(answer, "Hand in now, with a reason")
        await clerk.hears(f"{COUNTY} wants reports corrected")
        await supervisor.presses(refusing, "Accept with a reason")
        await supervisor.hears("may be handed in before all is corrected")
        await clerk.presses(answer, "Hand in now, with a reason")
        await clerk.asks("the court will answer", "Reason given: the court will answer")
        await supervisor.hears("version 1, not all corrected (1 problem)")


async def test_a_version_is_handed_in_and_taken_back(sandbox: Sandbox, services: Services) -> None:
    keep_answered(services, CLEAN)
    clerk, supervisor = Person(sandbox), Person(sandbox, "supervisor")
    async with running_bot(sandbox, services):
        answer = await clerk.asks("/result", "Ready to go out.")
        await clerk.presses(answer, f"Hand in to {COUNTY}")
        receipt = await clerk.hears(f"Handed in. {TOWNSHIP} · {YEAR} · version 1")
        assert "It can be taken back until the end of 31 Jan 2027." in receipt.content.text
        await supervisor.hears(f"{TOWNSHIP} has handed in its report for {YEAR}")
        await clerk.asks("/status", "Nothing more to do.")
        await clerk.presses(receipt, "Take back")
        await clerk.hears("has been taken back. Send a corrected version")
        await supervisor.hears(f"{TOWNSHIP} has taken back its report")
