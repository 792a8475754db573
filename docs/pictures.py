"""Makes the pictures of the README: a real conversation in the sandbox about an invented report.

    uv run python -m docs.pictures

Needs Chromium. The report has three errors planted: two totals of table 4 and a number in the text.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from app.demonstration import TOWNSHIP
from domain.form import load_form
from tests.e2e.service import running_service
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
    with tempfile.TemporaryDirectory() as home, running_service(Path(home)) as service:
        service.seat("clerk").submit(FILE_NAME, invented_report().docx())
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(
                viewport={"width": 1000, "height": 860}, device_scale_factor=1.5
            )
            take(page, service.url, PICTURES / "chat.png")
            browser.close()
    return 0


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


def take(page: Page, url: str, target: Path) -> None:
    page.goto(url)
    page.get_by_text("处再发。").wait_for()
    target.parent.mkdir(exist_ok=True)
    page.screenshot(path=target, animations="disabled")


if __name__ == "__main__":
    sys.exit(main())
