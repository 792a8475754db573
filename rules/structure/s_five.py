import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.language.section_text import section_text
from rules.subject import Subject

_SECTION = "一"
_HEADING = re.compile(
    r"^(?P<number>[(][一二三四五六七八九十]{1,3}[)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.])"
    r"(?P<words>[^。：，\n]{2,30})",
    re.MULTILINE,
)
_SOME_HEADINGS = 3
"""With so many of the five as headings, the writer follows the official division."""


@dataclass(frozen=True, slots=True)
class _Item:
    """One of the five. `named` finds its own words, `told` what is said of it under other words,
    `leading` its own words where a sentence begins, as in a heading that lost its number."""

    name: str
    named: re.Pattern[str]
    told: re.Pattern[str]
    leading: re.Pattern[str]


_ITEMS = tuple(
    _Item(
        name,
        re.compile(named),
        re.compile(f"{named}|{told}"),
        re.compile(rf"^(?:在|关于|加强|推进|深化|规范|强化|做好)?(?:{named})", re.MULTILINE),
    )
    for name, named, told in (
        (
            "主动公开",
            "主动公开|主动发布",
            r"公开[^。]{0,12}信息|发布[^。]{0,12}信息|信息[^。]{0,8}(?:公开|发布)",
        ),
        ("依申请公开", "依申请|申请公开|公开申请", "申请"),
        (
            "政府信息管理",
            "信息(?:资源|公开)?(?:的)?(?:规范化?|动态|日常)?管理|信息资源|管理(?:政府)?信息",
            "公文|文件|保密|审[查核校]|先审后发|公开属性|台账|目录|清理|管理",
        ),
        (
            "政府信息公开平台建设",
            "平台",
            "网站|新媒体|公众号|微博|专栏|公[示开]栏|渠道|载体|阵地|查阅",
        ),
        (
            "监督保障",
            "监督(?:和|与|及|、)?保障|保障(?:和|与|及|、)?监督",
            "监督|保障|考核|评议|评价|培训|问责|追究|领导|督[查导]|检查",
        ),
    )
)


@rule(
    id="S-FIVE",
    severity=Severity.WARNING,
    basis="国办公开办函〔2021〕30号：总体情况包括主动公开、依申请公开、政府信息管理、"
    "政府信息公开平台建设、监督保障五个方面",
    message="总体情况里没有找到{items}的内容。",
    fix="请补写{items}；没有开展的工作也要写一句说明。",
)
def s_five(subject: Subject) -> Iterator[Hit]:
    """总体情况写全五个方面

    为什么：统一格式要求总体情况从五个方面来写，少写一个方面，主管部门会退回补充。
    错例：只写了主动公开、依申请公开、平台建设、监督保障，没有写政府信息管理。
    对例：五个方面各写一段，标题和编号可以不同。
    改法：照统一格式的五个方面逐一补齐，每个方面写清做了什么。
    """
    missing = _missing(section_text(subject, _SECTION))
    if missing:
        yield Hit(
            params={"items": "".join(f"“{item.name}”" for item in missing)},
            section=_SECTION,
            severity=Severity.INFO if subject.form.key == "2019" else None,
        )


def _missing(text: str) -> list[_Item]:
    """The items of which nothing is said. The more of them have a heading of their own, the less
    counts what other paragraphs say in passing."""
    headings = _headings(text)
    own = [item for item in _ITEMS if any(item.named.search(each) for each in headings)]
    rest = [item for item in _ITEMS if item not in own]
    if len(headings) >= len(_ITEMS) or len(own) < _SOME_HEADINGS:
        return [item for item in rest if not item.told.search(text)]
    if len(own) == _SOME_HEADINGS:
        return [item for item in rest if not item.named.search(text)]
    free = [each for each in headings if not any(item.named.search(each) for item in own)]
    return [
        item
        for item in rest
        if not item.leading.search(text) and not any(item.told.search(each) for each in free)
    ]


def _headings(text: str) -> list[str]:
    """The words of the numbered headings of the uppermost kind."""
    found = [(match["number"], match["words"]) for match in _HEADING.finditer(text)]
    upper = [words for number, words in found if number.startswith("(")]
    return upper or [words for _, words in found]
