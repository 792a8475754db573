import re
from collections import Counter
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, units_rule
from rules.language.sentences import Sentence
from rules.organisation import is_government, is_government_office
from rules.units import Units

_SUMS_UP = re.compile(r"汇总|涵盖|包括|包含|覆盖")
_COUNT = re.compile(
    r"(?P<number>\d{1,4})个(?:[县市区]政府)?(?P<kind>乡镇街道|镇街|乡镇|镇|乡|街道|(?:工作|职能|县直|市直)?部门)"
)
_DEPARTMENT = "部门"


@units_rule(
    id="RU-COUNT",
    severity=Severity.INFO,
    basis="《政府信息公开条例》第五十条：年报内容应准确；汇总年报写明包括哪些单位",
    message="正文写 {written} 个{kind}，名单里是 {listed} 个。",
    fix="请核对名单；派出机构、开发区不算在内的，请在引言里写明。",
)
def ru_count(units: Units) -> Iterator[Hit]:
    """正文写的单位数与名单一致

    为什么：汇总年报写“汇总 13 个乡镇、28 个部门”，读者据此判断数字包括谁；与名单不同，要么名单
    不全，要么正文没有更新。
    错例：正文写“汇总了 13 个乡镇”，名单里有 12 个。
    对例：正文写“汇总了 13 个乡镇”，名单里有 13 个。
    改法：照名单改正文，或补齐名单。
    """
    listed = Counter(_kind(name) for name in (*units.children, *units.missing))
    for sentence in (*units.text.introduction, *units.text.sentences(section="一")):
        if _SUMS_UP.search(sentence.plain):
            yield from _judge(sentence, listed)


def _judge(sentence: Sentence, listed: Counter[str]) -> Iterator[Hit]:
    for match in _COUNT.finditer(sentence.plain):
        written, kind = int(match["number"]), match["kind"]
        count = listed[_DEPARTMENT if kind.endswith(_DEPARTMENT) else "乡镇"]
        if written != count and count:
            yield Hit(
                params={"written": written, "kind": kind, "listed": count},
                quote=sentence.text,
                section=sentence.section,
                place=sentence.place,
                found=str(written),
                expected=str(count),
            )


def _kind(name: str) -> str:
    if is_government_office(name):
        return "政府办"
    return "乡镇" if is_government(name) else _DEPARTMENT
