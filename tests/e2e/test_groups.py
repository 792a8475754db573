"""A report is sent into a group: the group hears the verdict, the sender the answer."""

from app.demonstration import TOWNSHIP
from tests.e2e.service import Seat, Service
from tests.parsing.specimen import Specimen, consistent_cells

NAME = "群里发的.docx"


def test_the_group_hears_the_verdict_and_the_clerk_the_rest(service: Service, clerk: Seat) -> None:
    cells = consistent_cells("2021", 4)
    cells["reviews.reconsideration.total"] = 9_876
    group, known = service.seat("group"), {m["message_id"] for m in clerk.from_bot()}
    report = Specimen(TOWNSHIP, 2024, "2021", cells, {}).docx()
    group.send(NAME, report, "@nianbao_sandbox_bot 请核对", author="clerk")
    summary = group.await_message(lambda m: "详情已发到您的私聊" in m["text"])
    answer = clerk.await_message(
        lambda m: m["message_id"] not in known and "9876" in m["text"].replace(" ", "")
    )
    verdict = answer["text"].splitlines()[0].partition("。")[0]
    assert summary["text"] == f"{verdict}。详情已发到您的私聊。"
    assert summary["reply_to"] == group.messages()[0]["message_id"]
    assert summary["buttons"] == []
    assert len(group.from_bot()) == 1
