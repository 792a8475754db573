from collections.abc import Iterable, Iterator

from domain.finding import Severity
from rules.definition import Hit, units_rule
from rules.language.similarity import Passage, overlap, passages
from rules.language.similarity_search import near_pairs
from rules.subject import CannotJudge, Doubt, Subject
from rules.units import Units

_SAME_FROM = 0.9
_FEWEST_CHARACTERS = 150
_SECTIONS = ("一", "五")
_SHOWN = 48
_MOST_NAMED = 10


@units_rule(
    id="Y-SAMEDOC",
    severity=Severity.WARNING,
    basis="国办公开办函〔2021〕30号：年度报告内容应准确、全面，不得敷衍；"
    "地方考核对与其他单位雷同的年报扣分",
    message="{units}的总体情况和改进情况几乎相同（{share} 的文字一样，单位名和数字不计）。"
    "例如都写“{example}”。",
    fix="请这几家各写自己的工作；同系统统一范文的，也要补上本单位做了什么。",
)
def y_samedoc(units: Units) -> Iterator[Hit]:
    """各单位的报告不互相雷同

    为什么：照抄别的单位，说明没有写自己的工作；抄来的句子里还常留下别人的单位名和数字。
    错例：两个镇的总体情况只有单位名和数字不同。
    对例：各写各的重点工作，只有法规名称和固定说法相同。
    改法：退回重写总体情况和改进情况；只提示主管，不计入填报单位自己的核对结果。
    """
    if len(units.children) < 2:
        raise CannotJudge(Doubt("只有一家单位的报告，没有可比的文字"))
    names = list(units.children)
    texts = [_compared(child) for child in units.children.values()]
    for members, share in _groups(near_pairs(texts, _SAME_FROM)):
        yield _hit([names[number] for number in members], share, units)


def _groups(pairs: Iterable[tuple[int, int, float]]) -> Iterator[tuple[list[int], float]]:
    """Texts that hang together by pairs, in order, with the smallest share of their pairs."""
    members: dict[int, list[int]] = {}
    shares: dict[int, float] = {}
    for one, other, share in pairs:
        own, others = members.setdefault(one, [one]), members.setdefault(other, [other])
        smallest = min(share, shares.get(own[0], 1.0), shares.get(others[0], 1.0))
        if own is not others:
            merged = sorted(own + others)
            for number in merged:
                members[number] = merged
            own = merged
        shares[own[0]] = smallest
    for first in sorted(number for number, group in members.items() if number == group[0]):
        yield members[first], shares[first]


def _compared(child: Subject) -> str:
    """What of a report is compared with others; empty where it says too little of its own."""
    found = [p for section in _SECTIONS for p in _passages(child, section)]
    text = "".join(passage.bare for passage in found)
    return text if len(text) >= _FEWEST_CHARACTERS else ""


def _hit(members: list[str], share: float, units: Units) -> Hit:
    one, other = (units.children[name] for name in members[:2])
    copied = overlap(*([*_passages(each, "一"), *_passages(each, "五")] for each in (one, other)))
    longest = max((p.sentence.plain for p, _ in copied.copied), key=len, default="")
    more = f"等 {len(members)} 家" if len(members) > _MOST_NAMED else ""
    return Hit(
        params={
            "units": "、".join(f"“{name}”" for name in members[:_MOST_NAMED]) + more,
            "share": f"{int(share * 100)}%",
            "example": longest[:_SHOWN].rstrip("。") + ("…" if len(longest) > _SHOWN else ""),
        },
        found=f"{int(share * 100)}%",
    )


def _passages(child: Subject, section: str) -> list[Passage]:
    return list(passages(child.text.sentences(section=section), child.report.unit))
