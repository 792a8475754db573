import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.language.section_text import length, section_text
from rules.subject import Subject

_SECTION = "五"
_SHORTEST = 30
_NONE = re.compile(
    r"(?:^|[，。；：])(?:无|暂无|没有|本年度无)(?:[。，；]|$)"
    r"|(?:不存在|暂无|无|没有|未发现)(?:存在的?|发现)?(?:突出|明显|主要|重大)?的?问题(?:[。，；]|$)",
    re.MULTILINE,
)
_OWN_HEADING = re.compile(
    r"存在的?(?:主要)?问题(?:[及和与、](?:下一步)?改进(?:情况|措施))?|问题[及和与]改进"
)
_PROBLEM = re.compile(
    "问题|不足|短板|差距|薄弱|不够|不高|不强|不及时|不到位|不多|不全|不严|欠缺|滞后|有待|单一|较少|偏少|困难"
)
_LACKING = re.compile(
    r"(?:有待|[尚还仍]?[需须]要?|亟[需待]|不够|不太|不|未能?|缺乏|缺少)(?:进一步|继续|不断)?\w{2}"
)
"""Words of a measure that after these only name what is missing."""

_MEASURE = re.compile(
    "改进|改善|措施|下一步|今后|接下来|下阶段|将|加强|进一步|强化|完善|提升|提高|提质|整改|加大|推进|推动"
    "|优化|加快|努力|健全|规范|丰富|拓[宽展]|落实|增[加强]|做好|抓好|深化|细化|确保|继续|计划|已"
)


@rule(
    id="S-EMPTY5",
    severity=Severity.WARNING,
    basis="《政府信息公开条例》第五十条第（四）项：存在的主要问题及改进情况",
    message="第五部分只有 {count} 个字，没有写清存在的问题和改进情况。",
    fix="请写 1—3 条具体问题，每条写出对应的改进措施。",
    also={
        "empty": Wording(
            message="第五部分没有内容。",
            fix="请写 1—3 条具体问题，每条写出对应的改进措施。",
        ),
        "none": Wording(
            message="第五部分写没有问题，主管部门一般会退回。",
            fix="请写 1—3 条具体问题，每条写出对应的改进措施。",
        ),
        "no_measures": Wording(
            message="第五部分没有找到改进措施。",
            fix="请在每条问题后面写出已经采取或准备采取的改进措施。",
        ),
    },
)
def s_empty5(subject: Subject) -> Iterator[Hit]:
    """第五部分写明存在的主要问题和改进情况

    为什么：问题和改进情况是条例规定的内容，写“无”或者只有一句话，会被认为敷衍应付。
    错例：五、存在的主要问题及改进情况　无。
    对例：政策解读形式单一，全年图解只有一份；已与融媒体中心约定，今后每份重要文件配一张图解。
    改法：写本单位自己的问题，一条问题配一条措施。
    """
    text = section_text(subject, _SECTION)
    count = length(text)
    case = _case(text, count)
    if case is not None:
        yield Hit(
            {"count": count},
            section=_SECTION,
            case=None if case == "short" else case,
            quote=_quote(subject),
        )


def _case(text: str, count: int) -> str | None:
    """What is wrong with it, as the case of its wording (``"short"`` is the usual one)."""
    if not count:
        return "empty"
    if _NONE.search(text) and not _PROBLEM.search(_OWN_HEADING.sub("", _NONE.sub("", text))):
        return "none"
    if count < _SHORTEST:
        return "short"
    return None if _MEASURE.search(_LACKING.sub("", _OWN_HEADING.sub("", text))) else "no_measures"


def _quote(subject: Subject) -> str | None:
    first = next(subject.text.sentences(section=_SECTION), None)
    return first.text if first else None
