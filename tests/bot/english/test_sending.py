"""A file is received, called back, declined or refused, in English, and always with a way on."""

from bot.sandbox.seats import DEFAULT_SEATS
from bot.sandbox.server import Sandbox
from bot.services import Services
from domain.refusal import Refusal
from domain.upload import UploadState
from tests.bot.conftest import running_bot
from tests.bot.english.person import Person
from tests.bot.english.reports import PIXEL
from workers.showing import move

BYTES_ALLOWED = 1_000_000
CLERK = DEFAULT_SEATS[0].chat_id


def end(services: Services, name: str, state: UploadState, reason: str | None = None) -> None:
    """A file of the clerk's with which a worker could not go on."""
    with services.uow() as uow:
        unit, now = uow.members.memberships(CLERK)[0].unit, services.clock.now()
        upload = uow.uploads.add(CLERK, unit.id, name, "0" * 64, 1000, now)
        move(uow, upload, state, now, reason)
        uow.commit()


async def test_a_file_is_received_looked_up_and_called_back(
    sandbox: Sandbox, services: Services
) -> None:
    clerk = Person(sandbox)
    async with running_bot(sandbox, services):
        await clerk.sends("report.txt", b"report")
        received = await clerk.hears("Received “report.txt”")
        await clerk.asks("/status", "“report.txt” is in progress, 0 files ahead of it.")
        card = await clerk.asks("/report", "State: waiting")
        await clerk.presses(card, "The file")
        await clerk.hears("The file as it was sent (20 Jan, 21:00), unchanged.")
        await clerk.presses(received, "Cancel")
        await clerk.hears("Cancelled: “report.txt” was not checked.")


async def test_photos_that_were_sent_together_are_one_file(
    sandbox: Sandbox, services: Services
) -> None:
    clerk = Person(sandbox)
    async with running_bot(sandbox, services):
        for number in (1, 2):
            await clerk.sends(f"{number}.png", PIXEL, album="a1")
        await clerk.hears("Received “Photos (2)”")


async def test_what_is_no_file_to_check_is_declined(sandbox: Sandbox, services: Services) -> None:
    clerk = Person(sandbox)
    async with running_bot(sandbox, services):
        await clerk.sends("large.pdf", b"0" * (BYTES_ALLOWED + 100_000))
        await clerk.hears("over the limit of 977 KB")
        await clerk.asks("https://www.example.test/report.html", "I do not open links")
        await clerk.asks("hello", "Please send me the report file")
        await clerk.asks("/hisory", "Did you mean /history?")
        await clerk.asks("/xyzzy", "There is no such command")


REASONS = {
    Refusal.EMPTY: "is empty",
    Refusal.TOO_LARGE: "is too large to read",
    Refusal.TOO_MANY_PAGES: "has too many pages",
    Refusal.TOO_LONG: "has too much text",
    Refusal.ENCRYPTED: "is protected by a password",
    Refusal.BROKEN: "cannot be opened",
    Refusal.SCAN: "is a scan or a picture without text",
    Refusal.OCR_MISSING: "text recognition is not installed",
    Refusal.OFFICE_MISSING: "LibreOffice is not installed",
    Refusal.UNSUPPORTED_KIND: "cannot be read yet",
    Refusal.NOT_A_REPORT: "does not look like an annual report",
    Refusal.TOO_SLOW: "took too long",
    Refusal.TOO_MUCH_MEMORY: "is too complex",
}


async def test_every_reason_for_a_refusal_is_told_with_a_way_on(
    sandbox: Sandbox, services: Services
) -> None:
    assert REASONS.keys() == set(Refusal)
    clerk = Person(sandbox)
    async with running_bot(sandbox, services):
        for reason in Refusal:
            end(services, f"{reason}.txt", UploadState.REFUSED, reason)
        for reason, told in REASONS.items():
            refusal = await clerk.hears(told)
            assert f"“{reason}.txt”" in refusal.content.text
            assert refusal.content.text.endswith("The original is kept as it is.")
        end(services, "report.txt", UploadState.FAILED)
        await clerk.hears("the fault is ours")


async def test_an_archive_tells_what_became_of_its_files(
    sandbox: Sandbox, services: Services
) -> None:
    clerk, now = Person(sandbox), services.clock.now()
    with services.uow() as uow:
        unit = uow.members.memberships(CLERK)[0].unit
        archive = uow.uploads.add(CLERK, unit.id, "all.zip", "0" * 64, 1000, now)
        files = [
            uow.uploads.add(CLERK, unit.id, f"{number}.txt", "0" * 64, 1000, now, archive.id)
            for number in (1, 2)
        ]
        move(uow, files[0], UploadState.REFUSED, now, Refusal.EMPTY)
        uow.commit()
    async with running_bot(sandbox, services):
        await clerk.hears("Received “all.zip” with 2 reports.\n1 checked…")
        with services.uow() as uow:
            move(uow, files[1], UploadState.FAILED, now)
            uow.commit()
        told = await clerk.hears("2 files: 0 with nothing to correct, 0 to correct, 2 not read.")
    assert "1. “1.txt”: could not be read" in told.content.text
