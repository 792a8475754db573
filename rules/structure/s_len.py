from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.language.section_text import length, section_text
from rules.standing import Standing, standing
from rules.subject import Subject

_SECTION = "一"
_LONGEST = 1000


@rule(
    id="S-LEN",
    severity=Severity.INFO,
    forms=("2021",),
    basis="国办公开办函〔2021〕30号：总体情况原则上不超过一千字",
    message="总体情况约 {count} 字，统一格式要求原则上不超过一千字。",
    fix="请精简，只写本年度的主要情况和数据。",
)
def s_len(subject: Subject) -> Iterator[Hit]:
    """总体情况原则上不超过一千字

    为什么：统一格式要求总体情况简明扼要，聚焦政府信息公开工作本身。
    错例：总体情况写了 1800 字，大半在写政务服务和宣传活动。
    对例：五个方面各写一两百字，数据放在句首。
    改法：删去与政府信息公开无关的工作和套话；省、市政府的汇总年报可以略长。
    """
    count = length(section_text(subject, _SECTION))
    if count > _LONGEST and standing(subject.report.unit) is not Standing.UPPER:
        yield Hit({"count": count}, section=_SECTION, found=str(count), expected=str(_LONGEST))
