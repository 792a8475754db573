"""Reports of the clerk's unit, as they were read, and the smallest picture."""

from app.demonstration import TOWNSHIP
from tests.rules.reports import report

YEAR = 2026
CLEAN = report(year=YEAR, unit=TOWNSHIP)
FAULTY = report(year=YEAR, unit=TOWNSHIP, cells={"reviews.reconsideration.total": 2})
UNREAD = report(year=YEAR, unit=TOWNSHIP, unreadable=["applications.received.*"])
WRONG_THROUGHOUT = report(
    year=YEAR,
    unit="示例县白鹭镇人民政府",
    cells={
        "reviews.*.total": 2,
        "reviews.*.upheld": 1,
        "applications.received.total": 5,
        "applications.carried_out.natural_person": 7,
    },
    texts={"五": ("存在的问题：更新不够及时。",)},
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c6360f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
