import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.language.signature import signature
from rules.subject import CannotJudge, Doubt, Subject

_PAGE_DATA = re.compile("发布时间|发布日期|成文日期|发文日期|公开日期|信息来源|索引号")


@rule(
    id="P-NODATE",
    severity=Severity.INFO,
    basis="《党政机关公文格式》（GB/T 9704）：成文日期",
    message="没有找到落款日期。",
    fix="建议在正文后写明发布机关和日期；网页上已标明发布日期的可以不写。",
)
def p_nodate(subject: Subject) -> Iterator[Hit]:
    """报告写明日期

    为什么：公众和上级部门要看是不是在规定日期之前公布的。
    错例：第六部分之后没有机关名称和日期。
    对例：第六部分之后另起两行，写“某县教育局”“2024年1月18日”。
    改法：补上发布机关和日期。
    """
    if not subject.report.sections:
        raise CannotJudge(Doubt("没有找到任何一级标题"))
    if signature(subject.report) is not None:
        return
    if any(_PAGE_DATA.search(paragraph.text) for paragraph in subject.report.introduction):
        return
    yield Hit(section=subject.report.sections[-1].number or None)
