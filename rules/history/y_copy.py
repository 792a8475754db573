import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.language.similarity import Overlap, Passage, overlap, passages
from rules.subject import Subject

_SECTIONS = {"一": 150, "五": 50}
"""The sections compared, and the fewest characters of their own on which to judge them."""
_WARN_FROM, _TELL_FROM = 0.85, 0.7
_MEASURES_FROM = 0.9
_MEASURES = re.compile(r"改进|措施|下一步|今后|将(?!军)")
_FEWEST_MEASURES = 30
_EXAMPLES = 2
_SHOWN = 48
"""Characters of a sentence that an example shows."""


@rule(
    id="Y-COPY",
    severity=Severity.WARNING,
    basis="国办公开办函〔2021〕30号：年度报告内容应准确、全面，不得敷衍；"
    "地方考核对与往年雷同的年报扣分",
    message="与上一年度的报告相同的文字占 {share}（{all} 句中有 {copied} 句，数字不计）。"
    "{examples}。",
    fix="请照本年度的实际工作重写；确实没有变化的，写明本年度做了什么、做到哪一步。",
    also={
        "measures": Wording(
            message="改进措施与上一年度的报告相同的占 {share}（{all} 句中有 {copied} 句）。"
            "{examples}。",
            fix="请写去年的措施落实了没有、今年还要做什么，不要照抄去年的措施。",
        )
    },
)
def y_copy(subject: Subject) -> Iterator[Hit]:
    """总体情况和改进情况不照搬上一年度的报告

    为什么：年报写的是这一年的工作；把去年的文稿改几个数字交上来，读者看不到变化，主管部门会以雷同退回。
    错例：第五部分的问题和措施与去年一字不差，只改了年份。
    对例：写明去年的哪一条措施已经做到，今年新发现什么问题、怎样改。
    改法：对照提示的句子逐句改写；法规名称、固定说法和数字不计入比较。
    """
    last = subject.previous
    for section, fewest in _SECTIONS.items():
        own = passages(subject.text.sentences(section=section), subject.report.unit)
        before = passages(last.text.sentences(section=section), last.report.unit)
        found = overlap(own, before)
        if found.length < fewest:
            continue
        if found.share > _TELL_FROM:
            severity = Severity.WARNING if found.share > _WARN_FROM else Severity.INFO
            yield _hit(found, section, severity, None)
        elif section == "五":
            measures = [each for each in own if _MEASURES.search(each.sentence.plain)]
            found = overlap(measures, before)
            if found.length >= _FEWEST_MEASURES and found.share > _MEASURES_FROM:
                yield _hit(found, section, Severity.WARNING, "measures")


def _hit(found: Overlap, section: str, severity: Severity, case: str | None) -> Hit:
    longest = sorted(found.copied, key=lambda pair: -len(pair[0].bare))[:_EXAMPLES]
    examples = (f"今年写“{_shown(own)}”，去年写“{_shown(last)}”" for own, last in longest)
    sentence = longest[0][0].sentence
    return Hit(
        params={
            "share": f"{int(found.share * 100)}%",
            "copied": len(found.copied),
            "all": found.passages,
            "examples": "；".join(examples),
        },
        quote=sentence.text,
        section=section,
        place=sentence.place,
        case=case,
        severity=severity,
    )


def _shown(passage: Passage) -> str:
    text = passage.sentence.plain.rstrip("。！？；")
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
