"""Makes the pictures of the main answers: real conversations in the sandbox about an invented
report, at the width of a desk and of a phone.

    uv run python -m docs.pictures

Needs Chromium. The report has three errors planted: two totals of table 4 and a number in the text.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from app.demonstration import TOWNSHIP
from bot.texts import catalogue
from domain.form import load_form
from tests.e2e.service import Service, running_service
from tests.parsing.specimen import Specimen

PICTURES = Path(__file__).parent / "images"
FILE_NAME = "2025年政府信息公开工作年度报告.docx"
TEXTS = {
    "一": ["2025年，本镇收到政府信息公开申请8件，均已按期答复。"],
    "五": ["公开栏更新不够及时。下一步按月核对目录，明确专人更新。"],
    "六": ["本机关2025年没有收取信息处理费。"],
}


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("Chromium is needed: apt-get install chromium\n")
        return 2
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        running_service(Path(home)) as service,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        desk = browser.new_page(viewport={"width": 1000, "height": 900}, device_scale_factor=1.5)
        phone = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=2)
        converse(service, desk, phone)
        browser.close()
    return 0


def converse(service: Service, desk: Page, phone: Page) -> None:
    """The conversations, each pictured when the answer stands."""
    clerk, supervisor = service.seat("clerk"), service.seat("supervisor")
    answer = clerk.submit(FILE_NAME, invented_report().docx())
    take(desk, f"{service.url}/#clerk", "chat.png")
    take(phone, f"{service.url}/#clerk", "phone.png")
    clerk.press(answer, catalogue("zh").plain("button.draw"))
    clerk.await_message(lambda message: message["photo"] is not None)
    take(desk, f"{service.url}/#clerk", "marked.png")
    supervisor.ask("/status")
    take(desk, f"{service.url}/#supervisor", "status.png")
    # Open while the answers come in: what has come before a page was opened is not called new.
    phone.goto("about:blank")
    phone.goto(f"{service.url}/#group")
    group = service.seat("group")
    group.send(FILE_NAME, invented_report().docx(), "请 @nianbao_sandbox_bot 核对", "clerk")
    phone.locator("#private").wait_for()
    shoot(phone, "group.png")


def invented_report() -> Specimen:
    form = load_form("2021")
    cells = {name: 0 for table in form.tables.values() for name in table.cell_names()}
    for row in ("received", "processed_total"):
        cells |= {f"applications.{row}.natural_person": 9, f"applications.{row}.total": 9}
    cells |= {
        "applications.granted.natural_person": 6,
        "applications.granted.total": 6,
        "applications.unavailable_not_held.natural_person": 3,
        "applications.unavailable_not_held.total": 3,
        "reviews.reconsideration.upheld": 2,
        "reviews.reconsideration.corrected": 1,
        "reviews.litigation_direct.upheld": 1,
    }
    return Specimen(TOWNSHIP, 2025, "2021", cells, TEXTS)


def take(page: Page, url: str, name: str) -> None:
    page.goto("about:blank")
    page.goto(url)
    shoot(page, name)


def shoot(page: Page, name: str) -> None:
    """Takes the picture once the bot has spoken and all its pictures are there."""
    page.locator("#log .from-bot").last.wait_for()
    page.wait_for_function("[...document.images].every((image) => image.complete)")
    page.screenshot(path=PICTURES / name, animations="disabled")


if __name__ == "__main__":
    sys.exit(main())
